import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, request } from '../api.ts'
import { audienceOf, type Campaign, type CampaignChange, campaignQuery, contentOf, type Goal, type Schedule } from './queries.ts'

export type Draft = Required<Omit<CampaignChange, 'archived' | 'version'>>

const draftOf = (campaign: Campaign): Draft => ({
  name: campaign.name,
  class: campaign.class,
  topic_id: campaign.topic_id,
  audience: audienceOf(campaign),
  content: contentOf(campaign),
  cascade: campaign.cascade,
  schedule: campaign.schedule as unknown as Schedule,
  goal: campaign.goal as unknown as Goal | null,
  budget_micro: campaign.budget_micro,
  content_key: campaign.content_key,
})

const waitMs = 700

/**
 * A draft that saves itself: every change is kept here at once and on the server shortly after, with the version that was
 * edited. When somebody else has saved meanwhile, nothing of theirs is overwritten: saving stops and `stale` says so.
 */
export function useDraft(stored: Campaign) {
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(stored))
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const waiting = useRef<Partial<Draft>>({})
  const version = useRef(stored.version)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const line = useRef<Promise<void>>(Promise.resolve())
  const { id } = stored
  const stale = error instanceof ApiError && error.code === 'stale'
  const isStale = useRef(false)

  const save = useCallback((): Promise<void> => {
    clearTimeout(timer.current)
    const turn = async () => {
      const change = waiting.current
      if (isStale.current || Object.keys(change).length === 0) return
      waiting.current = {}
      try {
        const saved = await request<Campaign>('PATCH', `/v1/campaigns/${id}`, { body: { ...change, version: version.current } })
        version.current = saved.version
        client.setQueryData(campaignQuery(id).queryKey, saved)
        setError(null)
        setPending(Object.keys(waiting.current).length > 0)
      } catch (failure) {
        // What could not be saved stays waiting, beneath whatever was typed since.
        waiting.current = { ...change, ...waiting.current }
        isStale.current = failure instanceof ApiError && failure.code === 'stale'
        setError(failure)
        throw failure
      }
    }
    line.current = line.current.catch(() => {}).then(turn)
    return line.current
  }, [client, id])

  const set = useCallback(
    (change: Partial<Draft>) => {
      setDraft((before) => ({ ...before, ...change }))
      waiting.current = { ...waiting.current, ...change }
      setPending(true)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save().catch(() => {}), waitMs)
    },
    [save],
  )

  const reload = useCallback(async () => {
    waiting.current = {}
    const fresh = await client.fetchQuery({ ...campaignQuery(id), staleTime: 0 })
    version.current = fresh.version
    isStale.current = false
    setDraft(draftOf(fresh))
    setPending(false)
    setError(null)
  }, [client, id])

  useEffect(
    () => () => {
      void save().catch(() => {})
    },
    [save],
  )
  return { draft, set, save, pending, error, stale, reload }
}
