import type { Schema } from '@carillon/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCan } from '../accounts/session.ts'
import { type Page, request } from '../api.ts'

export type Task = Schema<'Task'>
export type HandOverRule = Schema<'HandOverRule'>
export type WorkingHours = Schema<'WorkingHours'>

export const taskPage = (query: object, signal: AbortSignal) => request<Page<Task>>('GET', '/v1/tasks', { query: query as Record<string, string>, signal })

export const taskQuery = (id: string) => queryOptions({ queryKey: ['tasks', 'one', id], queryFn: ({ signal }) => request<Task>('GET', `/v1/tasks/${id}`, { signal }) })

export const countQuery = queryOptions({ queryKey: ['tasks', 'count'], queryFn: ({ signal }) => request<Schema<'TaskCount'>>('GET', '/v1/tasks/count', { signal }), refetchInterval: 30_000 })

export const tasksOfQuery = (contactId: string) =>
  queryOptions({ queryKey: ['tasks', 'of', contactId], queryFn: ({ signal }) => request<Page<Task>>('GET', '/v1/tasks', { query: { contact_id: contactId, limit: 20 }, signal }), refetchInterval: 15_000 })

export const rulesQuery = queryOptions({ queryKey: ['tasks', 'rules'], queryFn: ({ signal }) => request<{ data: HandOverRule[] }>('GET', '/v1/hand-over-rules', { signal }) })

export const workingHoursQuery = queryOptions({ queryKey: ['tasks', 'hours'], queryFn: ({ signal }) => request<WorkingHours>('GET', '/v1/working-hours', { signal }) })

/** Colleagues to whom a task can be given. */
export function useColleagues(): { value: string; label: string }[] {
  const { data } = useQuery({ queryKey: ['members', 'choice'], queryFn: ({ signal }) => request<Page<{ user_id: string; name: string; email: string; role: string }>>('GET', '/v1/members', { signal }), enabled: useCan('members:read'), staleTime: 60_000 })
  return (data?.data ?? []).filter(({ role }) => role !== 'counter').map(({ user_id, name, email }) => ({ value: user_id, label: name || email }))
}
