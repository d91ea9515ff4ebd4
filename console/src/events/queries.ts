import type { Schema } from '@carillon/sdk'
import { type Page, request } from '../api.ts'
import type { PageAsk } from '../kit/table.ts'

export type LiveEvent = Schema<'Event'>
export type RefusedEvent = Schema<'RejectedEvent'>

/** `all` brings what Carillon records of its own messages and consents as well. */
export const eventPage = ({ all, ...query }: PageAsk & { type?: string; source?: string; all?: string }, signal: AbortSignal) =>
  request<Page<LiveEvent>>('GET', '/v1/events', { query: { ...query, ...(all ? {} : { reported: true }) }, signal })

export const refusedPage = (query: PageAsk & { code?: string }, signal: AbortSignal) => request<Page<RefusedEvent>>('GET', '/v1/events/rejected', { query, signal })
