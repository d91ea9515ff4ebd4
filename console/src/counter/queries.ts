import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'

export type Customer = Schema<'CounterCustomer'>
export type Order = Schema<'Order'>
export type Desk = Schema<'CounterDesk'>
export type Goods = Schema<'CounterGoods'>

/** Somebody at the counter: found, or, while there is no connection, known by what they said alone. */
export type Subject = { contact_id: string } | { contact: { phone?: string; email?: string; name?: string } }

export const findQuery = (q: string) =>
  queryOptions({
    queryKey: ['counter', 'customers', q],
    queryFn: async ({ signal }) => (await request<Schema<'CounterFound'>>('GET', '/v1/counter/customers', { query: { q }, signal })).customers,
    // What was found stays on the screen while there is no connection.
    retry: false,
    networkMode: 'always',
    gcTime: Number.POSITIVE_INFINITY,
  })

export const deskQuery = queryOptions({
  queryKey: ['counter', 'desk'],
  networkMode: 'offlineFirst',
  queryFn: ({ signal }) => request<Desk>('GET', '/v1/counter/desk', { signal }),
  staleTime: 300_000,
  gcTime: Number.POSITIVE_INFINITY,
})

export const goodsQuery = (search: string) =>
  queryOptions({
    queryKey: ['counter', 'goods', search],
    queryFn: async ({ signal }) => (await request<{ data: Goods[] }>('GET', '/v1/counter/products', { query: { search }, signal })).data,
    retry: false,
    networkMode: 'always',
    staleTime: 60_000,
  })

/** A phone or an e-mail, as far as one can tell without the server. */
export function contactOf(said: string): { phone: string } | { email: string } | undefined {
  const text = said.trim()
  if (/^\S+@\S+\.\S+$/.test(text)) return { email: text }
  if (/^\+?[\d\s().-]+$/.test(text) && text.replaceAll(/\D/g, '').length >= 7) return { phone: text }
  return undefined
}
