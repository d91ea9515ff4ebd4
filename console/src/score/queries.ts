import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'

export type ScoreRule = Schema<'ScoreRule'>
export type ScoreSettings = Schema<'ScoreSettings'>
export type ScorePreview = Schema<'ScorePreview'>

export const scoreQuery = queryOptions({ queryKey: ['score', 'rules'], queryFn: ({ signal }) => request<ScoreSettings>('GET', '/v1/score', { signal }), staleTime: 30_000, refetchInterval: ({ state }) => (state.data?.recount?.state === 'running' ? 1000 : false) })

export const previewOf = (rules: ScoreRule[]) =>
  queryOptions({ queryKey: ['score', 'preview', rules], queryFn: ({ signal }) => request<ScorePreview>('POST', '/v1/score/preview', { body: { rules }, signal }), staleTime: 60_000 })

export const scoreOfQuery = (contactId: string) =>
  queryOptions({ queryKey: ['contacts', 'score', contactId], queryFn: ({ signal }) => request<Schema<'ContactScore'>>('GET', `/v1/contacts/${contactId}/score`, { signal }), refetchInterval: 15_000 })
