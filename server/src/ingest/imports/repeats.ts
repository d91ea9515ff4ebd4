import type { ContactInput } from '../../customers/index.ts'
import { asAddition, type ReadRow } from './row/read-row.ts'
import type { Seen } from './seen.ts'

export type Turn = { row: ReadRow; contact: ContactInput; /** about somebody of an earlier row of the file */ duplicate: boolean }

const ROUNDS = 3

export const keysOf = (row: ReadRow): string[] => (row.contact?.identities ?? []).map((identity) => `${identity.kind}\n${identity.value}`)

/**
 * Works through the rows of a batch so that the first row about a person has the say, and later ones only add to it: the
 * same file again then finds everything as it left it. A row that was refused makes nobody an earlier one, which is known
 * only once it was tried; so rows that wait for one in the same batch come in a later round.
 *
 * Answers the outcome of each row, and the identities that count as seen once the batch is committed.
 */
export async function takeTurns<T>(rows: readonly ReadRow[], seen: Seen, attempt: (turns: Turn[]) => Promise<T[]>, succeeded: (outcome: T) => boolean): Promise<{ outcomes: Map<ReadRow, { outcome: T; duplicate: boolean }>; keys: string[] }> {
  const outcomes = new Map<ReadRow, { outcome: T; duplicate: boolean }>()
  const settled = new Set<string>()
  const isSeen = (key: string) => settled.has(key) || seen.has(key)
  let waiting = rows.filter((row) => row.contact)
  for (let round = 1; waiting.length > 0; round += 1) {
    const turns: Turn[] = []
    const later: ReadRow[] = []
    const inHand = new Set<string>()
    for (const row of waiting) {
      const keys = keysOf(row)
      const duplicate = keys.some(isSeen) || round > ROUNDS
      if (!duplicate && keys.some((key) => inHand.has(key))) later.push(row)
      else turns.push({ row, duplicate, contact: duplicate ? asAddition(row.contact!) : row.contact! })
      for (const key of keys) inHand.add(key)
    }
    const answers = await attempt(turns)
    turns.forEach(({ row, duplicate }, index) => {
      const outcome = answers[index]!
      outcomes.set(row, { outcome, duplicate })
      if (succeeded(outcome)) for (const key of keysOf(row)) settled.add(key)
    })
    waiting = later
  }
  return { outcomes, keys: [...settled] }
}
