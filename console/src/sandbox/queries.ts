import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { ApiError, type Page, request } from '../api.ts'
import type { Form } from './frame.tsx'

export type SandboxMessage = Schema<'SandboxMessage'>
export type Action = Schema<'SandboxAction'>
export type Device = Schema<'SandboxDevice'>
export type DeviceState = Schema<'SandboxDeviceState'>
export type Settings = Schema<'SandboxSettings'>
export type Joined = Schema<'SandboxJoined'>

/** What opens only by an act of the person. */
export const joinables = ['telegram', 'push'] as const
export type Joinable = (typeof joinables)[number]

/** What the channel was handed: the rendered form, and whom it is from and to. */
export type Handed = { form: Form; to_name: string | null; from: { address: string; display_name: string | null } | null; list?: unknown }
export const handedOf = (message: SandboxMessage) => message.message as unknown as Handed

export const messagesPage = (query: object, signal: AbortSignal) =>
  request<Page<SandboxMessage>>('GET', '/v1/sandbox/messages', { query: query as Record<string, string>, signal })

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['sandbox', 'message', id],
    queryFn: ({ signal }) => request<SandboxMessage>('GET', `/v1/sandbox/messages/${id}`, { signal }),
    refetchInterval: 1500,
  })

export const settingsQuery = queryOptions({
  queryKey: ['sandbox', 'settings'],
  queryFn: ({ signal }) => request<Settings>('GET', '/v1/sandbox/settings', { signal }),
})

export const devicesQuery = queryOptions({
  queryKey: ['sandbox', 'devices'],
  queryFn: ({ signal }) => request<{ data: DeviceState[] }>('GET', '/v1/sandbox/devices', { signal }),
})

/** What the links of the person carry whom an address belongs to; null for an address that is nobody's. */
export const linkQuery = (medium: SandboxMessage['medium'], to: string) =>
  queryOptions({
    queryKey: ['sandbox', 'link', medium, to],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<string | null> => {
      if (medium === 'telegram' || medium === 'push') {
        const { data } = await request<{ data: DeviceState[] }>('GET', '/v1/sandbox/devices', { query: { address: to }, signal })
        return data[0]?.payload ?? null
      }
      const contact = await request<{ id: string }>('GET', `/v1/contacts/by/${medium === 'email' ? 'email' : 'phone'}/${encodeURIComponent(to)}`, { signal }).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      })
      if (!contact) return null
      const { data } = await request<{ data: Schema<'ChatLink'>[] }>('GET', `/v1/contacts/${contact.id}/chat-links`, { signal })
      const url = data.find((each) => each.url)?.url
      return url ? new URL(url).searchParams.get('start') : null
    },
  })

/** What a person has opened, and what they have closed again. */
export const phoneQuery = (payload: string | null) =>
  queryOptions({
    queryKey: ['sandbox', 'phone', payload],
    enabled: payload !== null,
    queryFn: ({ signal }) => request<{ data: DeviceState[] }>('GET', '/v1/sandbox/devices', { query: { payload: payload! }, signal }),
  })

export const joinedQuery = queryOptions({
  queryKey: ['sandbox', 'crowd'],
  queryFn: ({ signal }) => request<Schema<'SandboxCrowd'>>('GET', '/v1/sandbox/crowd', { signal }),
  refetchInterval: ({ state }) => (state.data?.waiting ? 500 : false),
})
