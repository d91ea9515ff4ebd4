import { sql, type RawBuilder } from 'kysely'
import type { Cx } from '../../accounts/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { ask } from './ask.ts'
import { checkRule } from './check.ts'
import { compileRule } from './compile.ts'
import type { Rule } from './contract.ts'
import { compileContext, countEverybody, everybody, peopleQuery } from './evaluate.ts'

export type Estimate = { count: number; low: number; high: number; exact: boolean; base: number }

/** Below so many people the exact number costs no more than a guess. */
const EXACT_BELOW = 20_000
const SAMPLE = 3000

/** A few thousand of so many `contact c`: by a hash of their ids, so the same each time and spread evenly over all. `contact_drawn` finds them. */
export const isDrawn = (of: number): RawBuilder<unknown> => sql`hashtext(c.id) & 16777215 < ${Math.ceil((16_777_216 * SAMPLE) / of)}`

/**
 * How many people a rule finds, at once: drawn from a few thousand of them, with the range in which the number lies in 19
 * of 20 draws; exact where there are few people. `base` is how many people there are in all.
 */
export function estimateRule(cx: Cx, rule: Rule, signal: AbortSignal): Promise<Estimate> {
  return ask(cx, signal, (tx) => estimate(cx, tx, checkRule(rule)))
}

async function estimate(cx: Cx, db: SystemTx, checked: Rule): Promise<Estimate> {
  const base = await countEverybody(db, cx.workspace.id)
  if (base <= EXACT_BELOW) {
    const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n ${await peopleQuery(db, cx.workspace.id, checked, cx.now)}`.execute(db)
    return { count: row!.n, low: row!.n, high: row!.n, exact: true, base }
  }
  const condition = compileRule(checked, await compileContext(db, cx.workspace.id, cx.now, 'few'))
  const { rows: [row] } = await sql<{ drawn: number; hits: number }>`
    with s as materialized (select c.* ${everybody(cx.workspace.id)} and ${isDrawn(base)})
    select count(*)::int as drawn, count(*) filter (where ${condition})::int as hits from s c`.execute(db)
  const { drawn, hits } = row!
  if (drawn === 0) return { count: 0, low: 0, high: base, exact: false, base }
  // Wilson's interval: it stays sensible where nobody or everybody of the sample is in.
  const [share, z] = [hits / drawn, 1.96]
  const middle = (share + (z * z) / (2 * drawn)) / (1 + (z * z) / drawn)
  const half = (z / (1 + (z * z) / drawn)) * Math.sqrt((share * (1 - share)) / drawn + (z * z) / (4 * drawn * drawn))
  const scale = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * base)
  return { count: scale(share), low: scale(middle - half), high: scale(middle + half), exact: false, base }
}
