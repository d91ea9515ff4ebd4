import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { ApiError, type Page, request } from '../api.ts'
import { media, preferred } from '../kit/medium.tsx'

export type Campaign = Schema<'Campaign'>
export type CampaignRow = Schema<'CampaignRow'>
export type CampaignChange = Schema<'CampaignChange'>
export type Content = NonNullable<CampaignChange['content']>
export type LocaleContent = Content['locales'][string]
export type Core = LocaleContent['core']
export type Overrides = NonNullable<LocaleContent['overrides']>
export type Audience = NonNullable<CampaignChange['audience']>
export type Schedule = NonNullable<CampaignChange['schedule']>
export type Goal = NonNullable<CampaignChange['goal']>
export type CascadeStep = Schema<'CascadeStep'>
export type StepChoice = Schema<'StepChoice'>
export type StepMedium = CascadeStep['media'][number]
export type Medium = Exclude<StepMedium, 'preferred'>
export type Rehearsal = Schema<'Rehearsal'>
export type RehearsalEntry = Schema<'RehearsalEntry'>
export type Report = Schema<'Report'>
export type Totals = Schema<'Totals'>
export type Message = Schema<'Message'>
export type Preview = Schema<'Preview'>
export type ContentProblem = Preview['problems'][number]

/** Everybody: the rule that asks nothing. */
export const everybody = { rule: { all: [] } } as unknown as Audience

export const campaignQuery = (id: string) =>
  queryOptions({ queryKey: ['campaigns', 'one', id], queryFn: ({ signal }) => request<Campaign>('GET', `/v1/campaigns/${id}`, { signal }) })

export const campaignPage = (query: object, signal: AbortSignal) =>
  request<Page<CampaignRow>>('GET', '/v1/campaigns', { query: query as Record<string, string>, signal })

/** Null while there was no rehearsal yet. It is asked again every second until the whole audience is planned. */
export const rehearsalQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'rehearsal', id],
    queryFn: async ({ signal }) => {
      try {
        return await request<Rehearsal>('GET', `/v1/campaigns/${id}/rehearsal`, { signal })
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
    refetchInterval: ({ state }) => (state.data?.state === 'planning' ? 1000 : false),
  })

export const reportQuery = (id: string) =>
  queryOptions({ queryKey: ['campaigns', 'report', id], queryFn: ({ signal }) => request<Report>('GET', `/v1/campaigns/${id}/report`, { signal }) })

export const segmentsQuery = queryOptions({
  queryKey: ['segments', 'all'],
  queryFn: ({ signal }) => request<Page<Schema<'Segment'>>>('GET', '/v1/segments', { query: { limit: 200 }, signal }),
})

export const reachQuery = (audience: Audience) =>
  queryOptions({
    queryKey: ['segments', 'reach', audience],
    queryFn: ({ signal }) =>
      'segment_id' in audience
        ? request<Schema<'Reach'>>('GET', `/v1/segments/${audience.segment_id}/count`, { signal })
        : request<Schema<'Reach'>>('POST', '/v1/segments/count', { body: { rule: audience.rule }, signal }),
    staleTime: 60_000,
  })

export const sampleQuery = (audience: Audience) =>
  queryOptions({
    queryKey: ['segments', 'sample', audience],
    queryFn: ({ signal }) =>
      'segment_id' in audience
        ? request<Schema<'Sample'>>('GET', `/v1/segments/${audience.segment_id}/preview`, { signal })
        : request<Schema<'Sample'>>('POST', '/v1/segments/preview', { body: { rule: audience.rule }, signal }),
    staleTime: 60_000,
  })

export const cascadesQuery = queryOptions({
  queryKey: ['cascades', 'all'],
  queryFn: ({ signal }) => request<Page<Schema<'Cascade'>>>('GET', '/v1/cascades', { query: { limit: 200 }, signal }),
})

export const stepChoicesQuery = queryOptions({
  queryKey: ['cascades', 'media'],
  queryFn: ({ signal }) => request<{ data: StepChoice[] }>('GET', '/v1/cascades/media', { signal }),
  staleTime: Infinity,
})

export const templatesQuery = queryOptions({
  queryKey: ['templates', 'all'],
  queryFn: ({ signal }) => request<Page<Schema<'Template'>>>('GET', '/v1/templates', { query: { limit: 200 }, signal }),
})

export const topicsQuery = queryOptions({
  queryKey: ['topics'],
  queryFn: ({ signal }) => request<{ data: Schema<'Topic'>[] }>('GET', '/v1/topics', { signal }),
  staleTime: 300_000,
})

export const previewQuery = (body: Schema<'PreviewInput'>) =>
  queryOptions({
    queryKey: ['templates', 'preview', body],
    queryFn: ({ signal }) => request<Preview>('POST', '/v1/templates/preview', { body, signal }),
    staleTime: 60_000,
  })

export const contentOf = (campaign: Pick<Campaign, 'content'>) => campaign.content as unknown as Content
export const audienceOf = (campaign: Pick<Campaign, 'audience'>) => campaign.audience as unknown as Audience
/** Every medium that somebody's message may take. */
export const mediaOf = (steps: CascadeStep[]): Medium[] => [...new Set(steps.flatMap((step) => step.media.flatMap((medium) => (medium === preferred ? media : [medium]))))]
