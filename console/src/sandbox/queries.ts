import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type Page, request } from '../api.ts'
import type { Form } from './frame.tsx'

export type SandboxMessage = Schema<'SandboxMessage'>
export type Action = Schema<'SandboxAction'>
export type Device = Schema<'SandboxDevice'>
export type Settings = Schema<'SandboxSettings'>

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
  queryFn: ({ signal }) => request<{ data: Device[] }>('GET', '/v1/sandbox/devices', { signal }),
})
