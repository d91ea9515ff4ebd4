import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'

export type Stage = Schema<'Stage'>
export type StageList = Schema<'StageList'>
export type ContactStage = Schema<'ContactStage'>

export const stagesQuery = queryOptions({
  queryKey: ['stages', 'all'],
  queryFn: ({ signal }) => request<StageList>('GET', '/v1/stages', { signal }),
  staleTime: 30_000,
  refetchInterval: ({ state }) => (state.data?.recount?.state === 'running' ? 1000 : false),
})

export const stageOfQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', 'stage', contactId],
    queryFn: ({ signal }) => request<ContactStage>('GET', `/v1/contacts/${contactId}/stage`, { signal }),
    refetchInterval: 10_000,
  })
