import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type Page, request } from '../api.ts'
import type { PageAsk } from '../kit/table.ts'

export type Order = Schema<'Order'>
export type OrderState = Order['state']
export const orderStates = ['placed', 'completed', 'ready', 'handed_over', 'refunded', 'cancelled'] as const satisfies OrderState[]
export type Product = Schema<'Product'>
export type Store = Schema<'Store'>
export type Line = { product_id?: string; name?: string | null; price_micro?: number | null; quantity?: number; returned?: number; category?: string | null; sku?: string | null }

export const commerceQuery = (contact_id: string) =>
  queryOptions({ queryKey: ['commerce', 'person', contact_id], queryFn: ({ signal }) => request<Schema<'Commerce'>>('GET', `/v1/contacts/${contact_id}/commerce`, { signal }) })

export const orderPage = (query: PageAsk & { state?: string; store_id?: string; contact_id?: string }, signal: AbortSignal) => request<Page<Order>>('GET', '/v1/orders', { query, signal })
export const orderQuery = (id: string) => queryOptions({ queryKey: ['commerce', 'order', id], queryFn: ({ signal }) => request<Order>('GET', `/v1/orders/${id}`, { signal }) })

export const productPage = (query: PageAsk & { availability?: string; archived?: string }, signal: AbortSignal) => request<Page<Product>>('GET', '/v1/products', { query, signal })
export const productQuery = (id: string) => queryOptions({ queryKey: ['commerce', 'product', id], queryFn: ({ signal }) => request<Schema<'ProductWithHistory'>>('GET', `/v1/products/${id}`, { signal }) })

export const interestedPage = (id: string, after: string | undefined, signal: AbortSignal) => request<Page<Schema<'InterestedPerson'>>>('GET', `/v1/products/${id}/interested`, { query: { limit: 20, ...(after ? { after } : {}) }, signal })

export type Feed = Schema<'ProductFeed'>
/** Asked again while one is being read. */
export const feedsQuery = queryOptions({
  queryKey: ['commerce', 'feeds'],
  queryFn: ({ signal }) => request<{ data: Feed[] }>('GET', '/v1/product-feeds', { signal }),
  refetchInterval: ({ state }) => (state.data?.data.some((feed) => feed.state !== 'idle') ? 1000 : false),
})

export const storesQuery = queryOptions({ queryKey: ['commerce', 'stores'], queryFn: ({ signal }) => request<{ data: Store[] }>('GET', '/v1/stores', { signal }) })
