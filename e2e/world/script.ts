/** What a provider does with one hand-over. `cut` and `late` have taken it; `reset` has not; `later` asks for patience. */
export const DEEDS = ['accept', 'slow', 'later', 'fault', 'reset', 'cut', 'late', 'refuse'] as const
export type Deed = (typeof DEEDS)[number]

/** How a provider behaves: shares of what goes otherwise than it should, and how long things take. */
export type Script = {
  shares: Partial<Record<Deed, number>>
  slow_ms: number
  late_ms: number
  later_s: number
  /** Mail only: every line is told 421, new or in use. */
  busy?: boolean
  /** Gateway only: the recipient whose hand-overs are neither taken nor answered. */
  hangs?: string | null
  /** Of what was taken: how much is reported as delivered, and as failed; the rest never. */
  receipts: { delivered: number; failed: number; twice: number; early: number; within_ms: number }
}

export const CHANNELS = ['smtp', 'smpp', 'telegram', 'gateway'] as const
export type ChannelName = (typeof CHANNELS)[number]

export const KIND: Script = { shares: {}, slow_ms: 500, late_ms: 1000, later_s: 1, busy: false, hangs: null, receipts: { delivered: 1, failed: 0, twice: 0, early: 0, within_ms: 300 } }

/** A small generator of good numbers from a 32-bit seed (mulberry32). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** FNV-1a: one number for a text. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

/** The chances of one thing: the same for the same seed and name, in whatever order things come. */
export const chances = (seed: number, name: string): (() => number) => mulberry32(hash(`${seed}/${name}`))

export function choose(shares: Partial<Record<Deed, number>>, chance: number): Deed {
  let sum = 0
  for (const deed of DEEDS) {
    sum += shares[deed] ?? 0
    if (chance < sum) return deed
  }
  return 'accept'
}
