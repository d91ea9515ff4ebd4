import { findKey } from '../../accounts/index.ts'
import type { House } from '../../platform/house.ts'

export type TrackingKey = { id: string; workspace_id: string; trusted: boolean }

/** A revoked key is known for so long; the house promises a minute. */
const REMEMBER_MS = 30_000
const MOST = 10_000

/**
 * The key among what a client presented. Some send it with an id or an empty secret around a colon, so each part is tried.
 * Remembered for half a minute: a busy site sends a thousand requests a second with one key.
 */
export function keyFinder(house: House): (presented: readonly (string | undefined)[]) => Promise<TrackingKey | undefined> {
  const known = new Map<string, { key: Promise<TrackingKey | undefined>; until: number }>()

  async function find(presented: string): Promise<TrackingKey | undefined> {
    const key = await findKey(house, presented)
    return key?.scopes.includes('events:write') ? { id: key.id, workspace_id: key.workspace_id, trusted: key.kind === 'secret' } : undefined
  }

  return async (presented) => {
    const candidate = presented.flatMap((each) => each?.split(':') ?? []).find((part) => /^[sp]k_[\w-]{43}$/.test(part))
    if (!candidate) return undefined
    const now = Date.now()
    const found = known.get(candidate)
    if (found && found.until > now) return found.key
    if (known.size >= MOST) known.clear()
    const key = find(candidate)
    known.set(candidate, { key, until: now + REMEMBER_MS })
    key.catch(() => known.delete(candidate))
    return key
  }
}
