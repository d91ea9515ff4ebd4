import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'

export type Connection = Schema<'Connection'>
export type Channel = Schema<'Channel'>
export type Sender = Schema<'Sender'>
export type Price = Schema<'Price'>

const listOf = <Row>(path: string) =>
  queryOptions({ queryKey: [path], queryFn: ({ signal }) => request<{ data: Row[] }>('GET', path, { signal }) })

export const channelsQuery = listOf<Channel>('/v1/channels')
export const connectionsQuery = listOf<Connection>('/v1/connections')
export const sendersQuery = listOf<Sender>('/v1/senders')
export const pricesQuery = listOf<Price>('/v1/prices')
