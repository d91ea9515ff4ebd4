import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'

export type Rule = Schema<'FrequencyRule'>
export type Hours = Schema<'SendingHours'>
export type Week = NonNullable<Hours['marketing']>
export type DayOff = Schema<'DayOff'>
export type CapUse = Schema<'CapUse'>

export const rulesQuery = queryOptions({ queryKey: ['frequency', 'rules'], queryFn: ({ signal }) => request<{ data: Rule[] }>('GET', '/v1/frequency-rules', { signal }) })
export const hoursQuery = queryOptions({ queryKey: ['frequency', 'hours'], queryFn: ({ signal }) => request<Hours>('GET', '/v1/sending-hours', { signal }) })
export const daysQuery = (country: string, year: string) =>
  queryOptions({ queryKey: ['frequency', 'days', country, year], queryFn: ({ signal }) => request<{ data: DayOff[] }>('GET', '/v1/days-off', { query: { country, year }, signal }) })
export const capsQuery = (contactId: string) => queryOptions({ queryKey: ['frequency', 'caps', contactId], queryFn: ({ signal }) => request<{ data: CapUse[] }>('GET', `/v1/contacts/${contactId}/caps`, { signal }) })
