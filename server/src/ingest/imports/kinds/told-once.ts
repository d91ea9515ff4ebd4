import type { ReadRow } from '../row/read-row.ts'
import type { Seen } from '../seen.ts'
import type { Outcome } from '../tally.ts'
import type { Told } from './kind.ts'

type Fate = Extract<Outcome, { fate: unknown }>['fate']
export type Split = { fresh: ReadRow[]; repeated: ReadRow[] }
/** What a row is about; undefined for a row that could not be read. */
export type KeyOf = (row: ReadRow) => string | undefined

/** Rows that tell of something anew, and those that repeat what an earlier row of the file told: the first has the say, so that the same file again changes nothing. */
export function splitTold(rows: readonly ReadRow[], seen: Seen, keyOf: KeyOf): Split {
  const told = new Set<string>()
  const split: Split = { fresh: [], repeated: [] }
  for (const row of rows) {
    const key = keyOf(row)
    if (key === undefined) continue
    split[told.has(key) || seen.has(key) ? 'repeated' : 'fresh'].push(row)
    told.add(key)
  }
  return split
}

/** The outcome of each: of what is told anew by its place, of what is repeated that it changes nothing. */
export function outcomesOf({ fresh, repeated }: Split, keyOf: KeyOf, fateOf: (index: number) => Fate): Pick<Told, 'outcomes' | 'keys'> {
  const outcomes: Told['outcomes'] = new Map()
  fresh.forEach((row, index) => outcomes.set(row, { outcome: { fate: fateOf(index), kept_opt_outs: 0 }, duplicate: false }))
  for (const row of repeated) outcomes.set(row, { outcome: { fate: 'unchanged', kept_opt_outs: 0 }, duplicate: true })
  return { outcomes, keys: fresh.flatMap((row) => keyOf(row) ?? []) }
}
