import type { Tallied } from './contract.ts'
import type { RefusalCode } from './refusal-words.ts'
import type { ReadRow } from './row/read-row.ts'

/** What becomes of a row; a `line` is a further one of an order whose first row has its fate. */
export type Fate = 'create' | 'update' | 'unchanged' | 'line'
export type Outcome = { fate: Fate; kept_opt_outs: number } | { refused: RefusalCode; message?: string }

export function emptyTally(): Tallied {
  return { rows: 0, create: 0, update: 0, unchanged: 0, duplicates: 0, refused: {}, warnings: {}, consents: {}, opt_outs: 0, kept_opt_outs: 0, repaired_phones: 0, repaired_names: 0, repaired_emails: 0 }
}

const add = (counts: Record<string, number>, key: string) => void (counts[key] = (counts[key] ?? 0) + 1)
const NAMES = ['name', 'given_name', 'family_name', 'patronymic', 'call_name']

/** Counts one row; the dry run and the run count alike, so that their figures can be compared. */
export function tallyRow(tally: Tallied, row: ReadRow, outcome: Outcome, duplicate: boolean): void {
  tally.rows += 1
  if ('refused' in outcome) return add(tally.refused, outcome.refused)
  if (duplicate) {
    tally.duplicates += 1
    add(tally.warnings, 'duplicate_in_file')
  } else if (outcome.fate === 'line') tally.lines = (tally.lines ?? 0) + 1
  else tally[outcome.fate] += 1
  for (const code of new Set(row.problems.map((problem) => problem.code))) add(tally.warnings, code)
  const consents = row.contact?.consents ?? []
  for (const consent of consents) if (consent.state === 'opted_in') add(tally.consents, consent.medium)
  if (consents.some((consent) => consent.state === 'opted_out')) tally.opt_outs += 1
  if (outcome.kept_opt_outs > 0) tally.kept_opt_outs += 1
  if (row.repaired.phone) tally.repaired_phones += 1
  if (row.repaired.email) tally.repaired_emails += 1
  if (NAMES.some((field) => row.repaired[field])) tally.repaired_names += 1
}
