import type { Schema } from '@carillon/sdk'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type Page, request } from '../api.ts'
import type { ContactFilters } from './routes.tsx'

export type Contact = Schema<'Contact'>
export type ContactRow = Schema<'ContactRow'>
export type ContactChange = Schema<'ContactChange'>
export type ConsentEntry = Schema<'ConsentEntry'>
export type TimelineItem = Schema<'TimelineItem'>

type Filters = Omit<ContactFilters, 'add'>

export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) => request<{ data: string[] }>('GET', '/v1/tags', { signal }),
})

export const traitsQuery = queryOptions({
  queryKey: ['traits'],
  queryFn: ({ signal }) => request<{ data: Schema<'Trait'>[] }>('GET', '/v1/traits', { signal }),
})

export const contactPage = (query: Filters & { limit?: number }, signal: AbortSignal) => request<Page<ContactRow>>('GET', '/v1/contacts', { query, signal })

export const countQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['contacts', 'count', filters],
    queryFn: ({ signal }) => request<{ count: number }>('GET', '/v1/contacts/count', { query: filters, signal }),
  })

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contacts', 'one', id], queryFn: ({ signal }) => request<Contact>('GET', `/v1/contacts/${id}`, { signal }) })

export const consentRequestsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'consent-requests', id],
    queryFn: ({ signal }) => request<{ data: Schema<'ConsentRequest'>[] }>('GET', '/v1/consent-requests', { query: { contact_id: id }, signal }),
  })

export const consentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'consents', id],
    queryFn: ({ signal }) => request<{ data: ConsentEntry[] }>('GET', '/v1/consents', { query: { contact_id: id }, signal }),
  })

/** Saves a rule as a segment where it is none yet, and opens a new campaign to its people. */
export function useWriteTo() {
  const router = useRouter()
  return useMutation({
    mutationFn: async ({ name, segment_id, rule }: { name: string; segment_id?: string; rule?: Schema<'Rule'> }) => {
      const id = segment_id ?? (await request<Schema<'Segment'>>('POST', '/v1/segments', { body: { name, rule } })).id
      return request<{ id: string }>('POST', '/v1/campaigns', { body: { name, audience: { segment_id: id } } })
    },
    onSuccess: ({ id }) => router.history.push(`/campaigns/${id}`),
  })
}

export const nameOf = (contact: { name: string | null; email: string | null; phone: string | null }) => contact.name ?? contact.email ?? contact.phone
