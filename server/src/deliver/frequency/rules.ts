import { sql } from 'kysely'
import { mutate, read, type Cx } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/problem.ts'
import type { FrequencyRuleChangeInput, NewFrequencyRuleInput } from './contract.ts'

const COLUMNS = ['id', 'name', 'class', 'topic_id', 'per', 'max', 'enabled', 'created_at', 'updated_at'] as const

async function checkTopic(tx: Tx, topic_id: string | undefined): Promise<void> {
  if (topic_id === undefined || topic_id === '*') return
  if (!(await tx.selectFrom('topic').select('id').where('id', '=', topic_id).executeTakeFirst())) notFound('topic')
}

export function listRules(cx: Cx) {
  return read(cx, 'workspace:read', async (tx) => ({ data: await tx.selectFrom('frequency_rule').select(COLUMNS).orderBy('id').execute() }))
}

export function createRule(cx: Cx, input: NewFrequencyRuleInput) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    await checkTopic(tx, input.topic_id)
    const row = await tx.insertInto('frequency_rule').values({ workspace_id: cx.workspace.id, id: newId('frq'), name: '', class: 'marketing', topic_id: '*', enabled: true, ...input, created_at: cx.now, updated_at: cx.now }).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('frequency_rule', row.id, { class: row.class, per: row.per, max: row.max })
    return row
  })
}

/** A changed cap counts on from what is used; one that is switched on again starts from what it counted before. */
export function changeRule(cx: Cx, id: string, input: FrequencyRuleChangeInput) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    await checkTopic(tx, input.topic_id)
    const row = await tx.updateTable('frequency_rule').set({ ...input, updated_at: cx.now }).where('id', '=', id).returning(COLUMNS).executeTakeFirst()
    if (!row) return notFound('frequency rule')
    audit('frequency_rule', id, input)
    return row
  })
}

export function removeRule(cx: Cx, id: string) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const row = await tx.deleteFrom('frequency_rule').where('id', '=', id).returning(['id', 'class', 'per', 'max']).executeTakeFirst()
    if (!row) return notFound('frequency rule')
    audit('frequency_rule', id, { class: row.class, per: row.per, max: row.max })
    return null
  })
}

/** How much of each cap a person has used of the day and week it is where that person is. */
export function capsOfContact(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const contact = (await tx.selectFrom('contact').select(['person_id', 'time_zone', 'time_zone_assumed']).where('id', '=', contact_id).executeTakeFirst()) ?? notFound('contact')
    const zone = contact.time_zone ?? contact.time_zone_assumed
    const { rows } = await sql`
      select r.id as rule_id, r.name, r.class, r.topic_id, r.per, r.max, coalesce(u.used, 0) as used, p.start as period_start
      from frequency_rule r cross join lateral (select date_trunc(r.per, ${cx.now}::timestamptz at time zone ${zone})::date as start) p
      left join cap_use u on u.workspace_id = r.workspace_id and u.person_id = ${contact.person_id} and u.rule_id = r.id and u.period_start = p.start and u.origin = ${cx.workspace.environment}
      where r.enabled order by r.id`.execute(tx)
    return { data: rows }
  })
}
