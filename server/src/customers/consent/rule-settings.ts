import { sql } from 'kysely'
import { mutate, read, type Cx } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { failAt } from '../../platform/problem.ts'
import { BY_LAW, type ConsentRule } from './double-opt-in.ts'

type RuleInput = Omit<ConsentRule, 'topic_id'> & { topic_id?: string }

const byLaw = (): ConsentRule[] => Object.entries(BY_LAW).map(([country, rule]) => ({ country, topic_id: '*', double_opt_in: rule.double_opt_in ?? null, ask_by_message: rule.ask_by_message ?? null }))

async function rulesOf(tx: Tx, workspace_id: string) {
  const { rows } = await sql<ConsentRule>`select country, topic_id, double_opt_in, ask_by_message from consent_rule where workspace_id = ${workspace_id} order by country, topic_id`.execute(tx)
  return { rules: rows, by_law: byLaw() }
}

export function getConsentRules(cx: Cx) {
  return read(cx, 'contacts:read', (tx) => rulesOf(tx, cx.workspace.id))
}

/** Puts these rules in the place of all there were. What waits for its second yes goes on waiting. */
export function setConsentRules(cx: Cx, input: { rules: RuleInput[] }) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const rules = input.rules.map((rule): ConsentRule => ({ ...rule, topic_id: rule.topic_id ?? '*' }))
    const topics = await tx.selectFrom('topic').select('id').where('archived_at', 'is', null).execute()
    const known = new Set(['*', ...topics.map((topic) => topic.id as string)])
    const seen = new Set<string>()
    rules.forEach((rule, index) => {
      if (!known.has(rule.topic_id)) failAt(`/rules/${index}/topic_id`, 'topic_unknown', `There is no topic ${rule.topic_id}.`, 'Take one from GET /v1/topics, or *.')
      if (rule.topic_id !== '*' && rule.ask_by_message !== null) failAt(`/rules/${index}/ask_by_message`, 'rule_of_countries', 'Whether a message may ask is a rule of countries, not of topics.', 'Set it in a rule without a topic.')
      const key = `${rule.country}/${rule.topic_id}`
      if (seen.has(key)) failAt(`/rules/${index}`, 'rule_twice', 'There is a rule for this country and topic already.', 'Take one of the two out.')
      seen.add(key)
    })
    await sql`delete from consent_rule where workspace_id = ${cx.workspace.id}`.execute(tx)
    await sql`insert into consent_rule (workspace_id, country, topic_id, double_opt_in, ask_by_message)
      select ${cx.workspace.id}, * from unnest(${pgArray(rules.map((r) => r.country))}::text[], ${pgArray(rules.map((r) => r.topic_id))}::text[], ${rules.map((r) => r.double_opt_in)}::boolean[], ${rules.map((r) => r.ask_by_message)}::boolean[])`.execute(tx)
    audit('consent_rules', cx.workspace.id, { rules })
    return rulesOf(tx, cx.workspace.id)
  })
}
