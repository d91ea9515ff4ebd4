import { useSyncExternalStore } from 'react'
import { currentWorkspace } from '../api.ts'

/** What a tablet knows of itself: a name of its own, how many numbers it gave out, in which shop it stands. */
const place = (name: string) => `carillon.till.${name}.${currentWorkspace() ?? ''}`

// Without letters and digits that are taken for each other when somebody reads a receipt aloud.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

function deviceName(): string {
  const kept = localStorage.getItem(place('device'))
  if (kept) return kept
  const name = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  localStorage.setItem(place('device'), name)
  return name
}

/** A number that no other purchase has: the tablet's name and its own count. */
export function newTillNumber(): string {
  const count = Number(localStorage.getItem(place('count')) ?? 0) + 1
  localStorage.setItem(place('count'), String(count))
  return [deviceName(), String(count).padStart(5, '0')].join('-')
}

const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const storeHere = () => localStorage.getItem(place('store'))

/** The external id of the shop in which this tablet stands, chosen once. */
export function useStore(): [string | null, (external_id: string) => void] {
  const store = useSyncExternalStore(subscribe, storeHere)
  const choose = (external_id: string) => {
    localStorage.setItem(place('store'), external_id)
    for (const listener of listeners) listener()
  }
  return [store, choose]
}
