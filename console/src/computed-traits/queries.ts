import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type Page, request } from '../api.ts'

export type ComputedTrait = Schema<'ComputedTrait'>
export type ComputedRule = ComputedTrait['rule']

/** All of a workspace's, of which there are a hundred at most; asked again while one is being computed. */
export const computedTraitsQuery = queryOptions({
  queryKey: ['computed-traits'],
  queryFn: ({ signal }) => request<Page<ComputedTrait>>('GET', '/v1/computed-traits', { query: { limit: '100' }, signal }),
  refetchInterval: ({ state }) => (state.data?.data.some((trait) => trait.state === 'computing') ? 1000 : false),
})
