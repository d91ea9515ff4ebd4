import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type Page, request } from '../api.ts'
import type { Rule } from './rule.ts'

export type Segment = Schema<'Segment'>

export const segmentPage = (query: object, signal: AbortSignal) => request<Page<Segment>>('GET', '/v1/segments', { query: query as Record<string, string>, signal })

export const segmentQuery = (id: string) =>
  queryOptions({ queryKey: ['segments', 'one', id], queryFn: ({ signal }) => request<Segment>('GET', `/v1/segments/${id}`, { signal }) })

export const reachOf = (rule: Rule) =>
  queryOptions({
    queryKey: ['segments', 'count', rule],
    queryFn: ({ signal }) => request<Schema<'Reach'>>('POST', '/v1/segments/count', { body: { rule }, signal }),
    staleTime: 60_000,
  })

export const estimateOf = (rule: Rule) =>
  queryOptions({
    queryKey: ['segments', 'estimate', rule],
    queryFn: ({ signal }) => request<Schema<'Estimate'>>('POST', '/v1/segments/estimate', { body: { rule }, signal }),
    staleTime: 60_000,
  })

export const membershipOf = (id: string) =>
  queryOptions({ queryKey: ['segments', 'membership', id], queryFn: ({ signal }) => request<Schema<'Membership'>>('GET', `/v1/segments/${id}/membership`, { signal }), refetchInterval: 30_000 })

export const sampleOf = (rule: Rule) =>
  queryOptions({
    queryKey: ['segments', 'people', rule],
    queryFn: ({ signal }) => request<Schema<'Sample'>>('POST', '/v1/segments/preview', { body: { rule }, signal }),
    staleTime: 60_000,
  })

export const whyOf = (contact_id: string, rule: Rule) =>
  queryOptions({
    queryKey: ['segments', 'why', contact_id, rule],
    queryFn: ({ signal }) => request<Schema<'Why'>>('POST', '/v1/segments/explain', { body: { contact_id, rule }, signal }),
  })
