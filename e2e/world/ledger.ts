import { chances, choose, CHANNELS, KIND, type ChannelName, type Deed, type Script } from './script.ts'

/** One message that a provider has taken; `mark` is what the text says of its campaign. */
export type Entry = { channel: ChannelName; provider_ref: string; to: string; mark: string; at: number; unsubscribe: string | null; /** what was, or will be, reported of it */ told: string[] }

export type Ledger = {
  seed: number
  entries: Entry[]
  scripts: Record<ChannelName, Script>
  deeds: Record<ChannelName, Record<string, number>>
  /** Draws what is done with a hand-over: by its recipient and text, not by when it comes, so that a seed replays it. */
  draw(channel: ChannelName, to: string, mark: string): Deed
  /** Counts what is done to a line or a hand-over. */
  note(channel: ChannelName, what: string): void
  take(entry: Omit<Entry, 'at' | 'told'>): Entry
}

export const markOf = (text: string): string => /Run-\d+/.exec(text)?.[0] ?? ''

/** The providers' common memory: what they took, and what they did to us. */
export function makeLedger(seed: number): Ledger {
  const seen = new Map<string, number>()
  const each = <T>(make: () => T) => Object.fromEntries(CHANNELS.map((name) => [name, make()])) as Record<ChannelName, T>
  const ledger: Ledger = {
    seed, entries: [], scripts: each(() => structuredClone(KIND)), deeds: each(() => ({})),
    draw(channel, to, mark) {
      const name = `${channel}/${to}/${mark}`
      const time = (seen.get(name) ?? 0) + 1
      seen.set(name, time)
      const deed = choose(ledger.scripts[channel].shares, chances(ledger.seed, `${name}/${time}`)())
      ledger.note(channel, deed)
      return deed
    },
    note: (channel, what) => void (ledger.deeds[channel][what] = (ledger.deeds[channel][what] ?? 0) + 1),
    take(entry) {
      const taken = { ...entry, at: Date.now(), told: [] }
      ledger.entries.push(taken)
      return taken
    },
  }
  return ledger
}
