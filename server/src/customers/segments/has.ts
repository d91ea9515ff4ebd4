import { sql, type RawBuilder } from 'kysely'
import { engagements, isEver, matching, sinceOf } from './behaviour.ts'
import { compareNumber, compareText, compareTime } from './compare.ts'
import type { CompileContext } from './compile.ts'
import type { Comparison, Rule } from './contract.ts'
import { interests } from './known.ts'
import { isChat, KEPT_IN, unfinished } from './unfinished.ts'

/** A row that any of a person's contacts has: of which table, with what over `t`, and whether it is the lack of it that counts. */
export type Has = { table: RawBuilder<unknown>; where: RawBuilder<unknown>; none: boolean; /** What happened in the sandbox or to the demo counts for its own people only */ own_origin?: true }

const NEGATIVE: Partial<Record<Comparison['op'], Comparison['op']>> = { not_exists: 'exists', is_not: 'is', not_in_last_days: 'in_last_days' }
export const isNegative = (op: Comparison['op']): boolean => op in NEGATIVE

/** Traits are rows with plain btrees, so that a rule is an index look-up; the negations are "no such row". */
function traitRow(rule: { trait: string } & Comparison, cx: CompileContext): Has | undefined {
  const trait = cx.traits.get(rule.trait)
  if (!trait) return undefined
  const positive: Comparison = { ...rule, op: NEGATIVE[rule.op] ?? rule.op }
  const value = positive.op === 'exists' ? sql`true`
    : trait.type === 'number' || trait.type === 'boolean' ? compareNumber(sql`t.float_value`, positive)
      : trait.type === 'date' ? compareTime(sql`t.time_value`, positive, cx.now)
        : positive.op === 'is' && String(positive.value).length <= 200 ? sql`left(t.text_value, 200) = ${String(positive.value)} and length(t.text_value) <= 200`
          : compareText(sql`t.text_value`, positive)
  return { table: sql`contact_trait`, where: sql`t.trait_id = ${trait.id} and ${value}`, none: isNegative(rule.op) }
}

/** The row that a rule asks for, of rules that ask for one. A trait that nobody has is no row: who compiles says what holds of it. */
export function hasOf(rule: Rule, cx: CompileContext): Has | undefined {
  if ('trait' in rule) return traitRow(rule, cx)
  if ('tag' in rule) return { table: sql`contact_tag`, where: sql`t.tag = ${rule.tag}`, none: rule.has === false }
  if ('identity' in rule) return { table: sql`identity`, where: sql`t.kind = ${rule.identity}`, none: !rule.exists }
  if ('endpoint' in rule) return { table: sql`endpoint`, where: sql`t.medium = ${rule.endpoint} and t.state = ${rule.state ?? 'active'}`, none: !rule.exists }
  if ('import' in rule) return { table: sql`import_contact`, where: sql`t.import_id = ${rule.import}`, none: false }
  if ('event' in rule && isEver(rule.event)) return { table: sql`event`, where: matching(rule.event, sinceOf(rule.event, cx.now), cx.now), none: !rule.event.did, own_origin: true }
  if ('engagement' in rule) return { table: sql`event`, where: engagements(rule.engagement, cx.now), none: !rule.engagement.did, own_origin: true }
  if ('interest' in rule) return { table: sql`product_interest`, where: interests(rule.interest, cx.now), none: !rule.interest.did }
  if ('unfinished' in rule && !isChat(rule.unfinished)) return { table: KEPT_IN[rule.unfinished.what].table, where: unfinished(rule.unfinished, cx), none: !rule.unfinished.has }
  return undefined
}
