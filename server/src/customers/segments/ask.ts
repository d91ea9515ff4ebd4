import { sql } from 'kysely'
import { requirePermission, type Cx } from '../../accounts/index.ts'
import { readWhile, wasEnded, type SystemTx } from '../../platform/database/index.ts'
import { fail, failAt, notFound } from '../../platform/problem.ts'
import { theirContacts } from './by-person.ts'
import { checkRule } from './check.ts'
import type { Rule } from './contract.ts'
import { audienceQuery, compileContext, measureReach, peopleQuery } from './evaluate.ts'
import { explainParts, partsOf } from './explain.ts'

/** What a rule may take before whoever asks is told to narrow it. */
const LIMIT_S = 60

/** A question about a rule; whoever leaves before the answer takes the statement along. */
export async function ask<T>(cx: Cx, signal: AbortSignal, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  requirePermission(cx, 'segments:read')
  try {
    return await readWhile(cx.db, 'segments asked', cx.workspace.id, { signal, limit_s: LIMIT_S }, fn)
  } catch (error) {
    if (signal.aborted) return fail('unavailable', 'The caller left before the answer.')
    if (wasEnded(error)) return failAt('/rule', 'rule_too_slow', `This rule takes more than ${LIMIT_S} s to answer.`, 'Look at fewer days, or at events that happen less often.')
    throw error
  }
}

export function countRule(cx: Cx, rule: Rule, signal: AbortSignal) {
  return ask(cx, signal, async (tx) => measureReach(tx, cx.workspace.id, await peopleQuery(tx, cx.workspace.id, rule, cx.now)))
}

/** Ten people whom a rule finds, the same ten until it changes. */
export function sampleRule(cx: Cx, rule: Rule, signal: AbortSignal) {
  return ask(cx, signal, async (tx) => {
    const audience = await audienceQuery(tx, cx.workspace.id, rule, cx.now)
    const address = (kind: string) => sql`(select i.value from identity i where i.workspace_id = c.workspace_id and i.contact_id in ${theirContacts} and i.kind = ${kind} order by i.contact_id <> c.id, i.id limit 1)`
    const { rows } = await sql`select c.id, c.name, c.locale, ${address('email')} as email, ${address('phone')} as phone from (
      select c.* ${audience} order by c.id desc limit 10) c order by c.id desc`.execute(tx)
    return { data: rows }
  })
}

/** Why one person is in or out: each part of the rule with whether it holds and what it found, in one query. */
export function explainRule(cx: Cx, contact_id: string, rule: Rule, signal: AbortSignal) {
  return ask(cx, signal, async (tx) => {
    const context = await compileContext(tx, cx.workspace.id, cx.now, 'few')
    const parts = partsOf(checkRule(rule))
    const { rows: [person] } = await sql<{ person_id: string }>`select person_id from contact where workspace_id = ${cx.workspace.id} and id = ${contact_id}`.execute(tx)
    const told = (person && (await explainParts(tx, context, [person.person_id], parts)).get(person.person_id)) ?? notFound('contact')
    return { inside: told[0]!.holds, parts: parts.map((part, index) => ({ pointer: part.pointer, ...told[index]! })) }
  })
}
