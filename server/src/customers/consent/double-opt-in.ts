import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'

/** One rule of the workspace; null leaves the matter to the wider rule. */
export type ConsentRule = { country: string; topic_id: string; double_opt_in: boolean | null; ask_by_message: boolean | null }

/**
 * Where the law, or the courts, want more than one yes, and where a message must not ask for one.
 * DE: BGH I ZR 164/09 (10 February 2011). AT: TKG 2021 § 174 with the practice of its authority. GE: Law on Personal Data
 * Protection, article 12 (in force since 1 March 2024): consent comes before the first message, so a message can't ask for it.
 */
export const BY_LAW: Readonly<Record<string, Partial<Pick<ConsentRule, 'double_opt_in' | 'ask_by_message'>>>> = { DE: { double_opt_in: true }, AT: { double_opt_in: true }, GE: { ask_by_message: false } }

export const CONFIRM_WITHIN_DAYS = 7

/** What holds for a person of this country and a topic: the workspace's rule for the country, else the law, else its rule for everybody. */
export function ruleFor(rules: readonly ConsentRule[], country: string | null, topic_id: string): { double_opt_in: boolean; ask_by_message: boolean } {
  const law = country ? BY_LAW[country] : undefined
  const of = (where: string | null, topic: string) => rules.find((rule) => rule.country === where && rule.topic_id === topic)
  const pick = (field: 'double_opt_in' | 'ask_by_message', otherwise: boolean) =>
    [of(country, topic_id)?.[field], of(country, '*')?.[field], law?.[field], of('*', topic_id)?.[field], of('*', '*')?.[field]].find((value) => value !== null && value !== undefined) ?? otherwise
  return { double_opt_in: pick('double_opt_in', false), ask_by_message: pick('ask_by_message', true) }
}

/** The rules of the workspace and the countries of these contacts: their own, else that of a number of theirs, else the workspace's. */
export async function rulesAndCountries(tx: Tx, workspace_id: string, contact_ids: string[]): Promise<{ rules: ConsentRule[]; countries: Map<string, string> }> {
  const { rows: rules } = await sql<ConsentRule>`select country, topic_id, double_opt_in, ask_by_message from consent_rule where workspace_id = ${workspace_id}`.execute(tx)
  const { rows } = await sql<{ id: string; country: string }>`
    select c.id, coalesce(c.country, (select e.country from endpoint e where e.workspace_id = c.workspace_id and e.contact_id = c.id and e.country is not null order by e.id limit 1), w.country) as country
    from contact c join workspace w on w.id = c.workspace_id where c.workspace_id = ${workspace_id} and c.id = any (${pgArray(contact_ids)}::text[])`.execute(tx)
  return { rules, countries: new Map(rows.map((row) => [row.id, row.country])) }
}
