import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type Page, request } from '../api.ts'

export type Reply = Schema<'Reply'>
export type TimelineItem = Schema<'TimelineItem'>

export const countQuery = queryOptions({
  queryKey: ['replies', 'count'],
  queryFn: ({ signal }) => request<{ unread: number; open: number }>('GET', '/v1/replies/count', { signal }),
  refetchInterval: 10_000,
})

export const unreadQuery = queryOptions({
  queryKey: ['replies', 'unread'],
  queryFn: ({ signal }) => request<Page<Reply>>('GET', '/v1/replies', { query: { state: 'unread', limit: 4 }, signal }),
  refetchInterval: 10_000,
})

export const repliesQuery = (state: string, limit: number) =>
  queryOptions({
    queryKey: ['replies', 'list', state, limit],
    queryFn: ({ signal }) => request<Page<Reply>>('GET', '/v1/replies', { query: { state, limit }, signal }),
    refetchInterval: 3000,
  })

export const exchangeQuery = (contact_id: string) =>
  queryOptions({
    queryKey: ['replies', 'exchange', contact_id],
    queryFn: ({ signal }) => request<Page<Reply>>('GET', '/v1/replies', { query: { contact_id, limit: 100 }, signal }),
    refetchInterval: 3000,
  })

export const timelineQuery = (contact_id: string) =>
  queryOptions({
    queryKey: ['contacts', 'timeline', contact_id, 'short'],
    queryFn: ({ signal }) => request<Page<TimelineItem>>('GET', `/v1/contacts/${contact_id}/timeline`, { query: { limit: 30 }, signal }),
    refetchInterval: 10_000,
  })
