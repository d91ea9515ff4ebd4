import type { Schema } from '@carillon/sdk'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { type Page, request } from '../api.ts'
import type { PageAsk } from '../kit/table.ts'

export type Merge = Schema<'Merge'>
export type MergePreview = Schema<'MergePreview'>
export type MergeSuggestion = Schema<'MergeSuggestion'>
export type Sided = MergeSuggestion['contact']

export const mergesQuery = (contact_id: string) =>
  queryOptions({ queryKey: ['people', 'merges', contact_id], queryFn: ({ signal }) => request<{ data: Merge[] }>('GET', `/v1/contacts/${contact_id}/merges`, { signal }) })

export const suggestionPage = (query: Partial<PageAsk> & { contact_id?: string }, signal: AbortSignal) => request<Page<MergeSuggestion>>('GET', '/v1/merge-suggestions', { query, signal })

export const suggestionsQuery = (contact_id: string) =>
  queryOptions({ queryKey: ['people', 'suggestions', contact_id], queryFn: ({ signal }) => suggestionPage({ contact_id, limit: 10 }, signal) })

export const previewQuery = (stays: string, joins: string) =>
  queryOptions({
    queryKey: ['people', 'preview', stays, joins],
    queryFn: ({ signal }) => request<MergePreview>('POST', `/v1/contacts/${stays}/merge/preview`, { body: { other_id: joins }, signal }),
    // What is decided by it has to be true now.
    staleTime: 0,
  })

/** Whoever is one person, everything that is shown by person changes with it. */
export function useRefreshPeople(): () => Promise<unknown> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: ({ queryKey }) => ['people', 'contacts', 'events', 'commerce'].includes(String(queryKey[0])) })
}
