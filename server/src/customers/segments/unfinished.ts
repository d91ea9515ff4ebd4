import { sql, type RawBuilder } from 'kysely'
import { lookUp, theirRows } from './by-person.ts'
import type { CompileContext } from './compile.ts'
import { days, type Condition } from './compare.ts'
import type { UnfinishedRule } from './contract.ts'

/** Where each is kept, and when it was touched last, over `t`. */
export const KEPT_IN = { basket: { table: sql`cart`, at: sql`t.updated_at` }, form: { table: sql`unfinished_form`, at: sql`t.updated_at` }, chat: { table: sql`inbound`, at: sql`t.received_at` } } as const

/** What lies in a basket, over `t`, in units of its currency. What has no price is worth nothing. */
export const WORTH = sql`(select coalesce(sum((x ->> 'price_micro')::float8 * coalesce((x ->> 'quantity')::float8, 1)), 0) / 1e6 from jsonb_array_elements(t.items) x)`

/** What is unfinished as the rule asks for it, over `t`, without who it is of. */
export function unfinished(rule: UnfinishedRule, { workspace_id, now }: CompileContext): RawBuilder<unknown> {
  const { at } = KEPT_IN[rule.what]
  const parts: RawBuilder<unknown>[] = []
  if (rule.what === 'chat') parts.push(sql`t.direction = 'in' and t.handled_at is null`)
  if (rule.in_last_days !== undefined) parts.push(sql`${at} >= ${days(rule.in_last_days, now)}`)
  if (rule.idle_hours !== undefined) parts.push(sql`${at} <= ${days(rule.idle_hours / 24, now)}`)
  if (rule.form !== undefined) parts.push(sql`(t.form_id = ${rule.form} or t.name = ${rule.form})`)
  if (rule.product !== undefined || rule.category !== undefined) parts.push(sql`t.items @> ${JSON.stringify([{ ...(rule.product !== undefined && { product_id: rule.product }), ...(rule.category !== undefined && { category: rule.category }) }])}::jsonb`)
  if (rule.at_least !== undefined) {
    const own = sql`(select w.currency from workspace w where w.id = ${workspace_id})`
    parts.push(sql`coalesce(t.currency, ${own}) = ${own} and ${WORTH} >= ${rule.at_least}`)
  }
  return parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`
}

export const isChat = (rule: UnfinishedRule): boolean => rule.what === 'chat'

/**
 * Who wrote last and has no answer, on whichever contact, by the first contact of each. Of all that was ever written the open lines alone are
 * read, by an index of theirs; what comes after each is a look-up.
 */
export function openChats(rule: UnfinishedRule, cx: CompileContext): RawBuilder<unknown> {
  const after = (contact: RawBuilder<unknown>) => sql`exists (select from inbound l where l.workspace_id = ${cx.workspace_id} and l.contact_id = ${contact} and l.received_at >= t.received_at and (l.received_at, l.id) > (t.received_at, t.id))`
  return sql`select p.person_id as id from inbound t join contact p on p.workspace_id = t.workspace_id and p.id = t.contact_id
    where t.workspace_id = ${cx.workspace_id} and ${unfinished(rule, cx)} and not ${after(sql`t.contact_id`)}
      and not exists (select from person_sibling s where s.workspace_id = ${cx.workspace_id} and s.contact_id = t.contact_id and ${after(sql`s.sibling_id`)})`
}

/** Whether the last line between a person and the house is theirs, and nobody has put it aside. */
export function compileChat(rule: UnfinishedRule, cx: CompileContext): Condition {
  const not = rule.has ? sql`` : sql`not `
  if (cx.over !== 'few') return sql<boolean>`${not}exists (select from (${openChats(rule, cx)}) x where x.id = c.id and x.id >= c.id)`
  const last = sql`select t.* from ${theirRows(sql`${cx.workspace_id}`, sql`inbound`, sql`true`)} order by t.received_at desc, t.id desc limit 1`
  return sql<boolean>`${not}${lookUp(sql`from (${last}) t where ${unfinished(rule, cx)}`)}`
}
