import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type Page, request } from '../api.ts'

export type HomeFacts = Schema<'Home'>
export type ChecklistId = HomeFacts['checklist'][number]['id']

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => request<HomeFacts>('GET', '/v1/home', { signal }),
})

export const recentQuery = queryOptions({
  queryKey: ['campaigns', 'recent'],
  queryFn: ({ signal }) => request<Page<Schema<'CampaignRow'>>>('GET', '/v1/campaigns', { query: { limit: 12 }, signal }),
  refetchInterval: 3000,
})
