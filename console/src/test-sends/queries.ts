import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'

export type TestSend = Schema<'TestSend'>
export type NewTest = Schema<'NewTest'>

/** Asked again until the provider has said yes or no. */
export const testQuery = (id: string) =>
  queryOptions({
    queryKey: ['tests', id],
    queryFn: ({ signal }) => request<TestSend>('GET', `/v1/tests/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'queued' ? false : 500),
  })
