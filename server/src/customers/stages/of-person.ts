import { sql } from 'kysely'
import { mutateAsSystem, requirePermission, type Cx } from '../../accounts/index.ts'
import { system, type SystemTx } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'
import { personOf } from '../contacts/index.ts'
import { compileContext, type Rule } from '../segments/index.ts'
import type { StageHoldInput } from './contract.ts'
import { reasonsOf } from './reasons.ts'
import { lockStages, restage } from './restage.ts'

type Row = { person_id: string; key: string | null; name: string | null; since: Date | null; by: string | null; at: Date | null; note: string | null; rules_key: string | null; rules_name: string | null; rule: Rule | null }

async function stageOfPerson(tx: SystemTx, workspace_id: string, contact_id: string, now: Date) {
  const { rows: [row] } = await sql<Row>`
    select o.person_id, s.key, s.name, x.since, h.by, h.at, h.note, r.key as rules_key, r.name as rules_name, r.rule
    from contact o left join contact_stage x on x.workspace_id = o.workspace_id and x.contact_id = o.person_id left join stage s on s.workspace_id = x.workspace_id and s.id = x.stage_id
    left join lateral (select h.by, h.at, h.note from stage_held h join contact p on p.workspace_id = h.workspace_id and p.id = h.contact_id where h.workspace_id = o.workspace_id and p.person_id = o.person_id and x.by_hand order by h.at desc, h.contact_id limit 1) h on true
    left join lateral (select t.key, t.name, g.rule from segment_member m join stage t on t.workspace_id = m.workspace_id and t.segment_id = m.segment_id join segment g on g.workspace_id = t.workspace_id and g.id = t.segment_id
      where m.workspace_id = o.workspace_id and m.contact_id = o.person_id and m.segment_id in (select segment_id from stage where workspace_id = ${workspace_id} and position is not null) order by t.position desc limit 1) r on true
    where o.workspace_id = ${workspace_id} and o.id = ${contact_id}`.execute(tx)
  if (!row) return notFound('contact')
  const named = (key: string | null, name: string | null) => (key === null ? null : { key, name })
  const cx = { ...(await compileContext(tx, workspace_id, now, 'few')), stages: new Map<string, string>() }
  return {
    stage: named(row.key, row.name), since: row.since, held: row.by === null ? null : { by: row.by, at: row.at!, note: row.note! }, by_rules: named(row.rules_key, row.rules_name),
    because: row.rule ? ((await reasonsOf(tx, cx, row.rule, [row.person_id], true)).get(row.person_id) ?? []) : [],
  }
}

/** The stage of a person: by whose hand, or by which conditions with what figures. */
export function getContactStage(cx: Cx, contact_id: string) {
  requirePermission(cx, 'contacts:read')
  return system(cx.db, 'stage of a person', cx.workspace.id, (tx) => stageOfPerson(tx, cx.workspace.id, contact_id, cx.now))
}

/** Sets a stage by hand; it holds, whatever the rules say, until it is released. */
export function holdStage(cx: Cx, contact_id: string, input: StageHoldInput) {
  return mutateAsSystem(cx, 'contacts:write', async (tx, audit) => {
    const person_id = await personOf(tx, cx.workspace.id, contact_id)
    await lockStages(tx, cx.workspace.id)
    const stage = (await tx.selectFrom('stage').select(['id', 'key', 'name']).where('workspace_id', '=', cx.workspace.id).where('id', '=', input.stage_id).where('next_position', 'is not', null).forKeyShare().executeTakeFirst()) ?? notFound('stage')
    const said = { stage_id: stage.id, note: input.note?.trim() ?? '', by: cx.actor.name, at: cx.now }
    await tx.insertInto('stage_held').values({ workspace_id: cx.workspace.id, contact_id: person_id, ...said }).onConflict((conflict) => conflict.columns(['workspace_id', 'contact_id']).doUpdateSet(said)).execute()
    await restage(cx, tx, cx.workspace.id, [person_id], cx.now, said)
    audit('contact', person_id, { stage: stage.name ?? stage.key, ...(said.note ? { note: said.note } : {}) })
    return stageOfPerson(tx, cx.workspace.id, person_id, cx.now)
  })
}

/** Takes the hand away: the rules say from now on where the person is. */
export function releaseStage(cx: Cx, contact_id: string) {
  return mutateAsSystem(cx, 'contacts:write', async (tx, audit) => {
    const person_id = await personOf(tx, cx.workspace.id, contact_id)
    await sql`delete from stage_held h using contact p where h.workspace_id = ${cx.workspace.id} and p.workspace_id = h.workspace_id and p.id = h.contact_id and p.person_id = ${person_id}`.execute(tx)
    await restage(cx, tx, cx.workspace.id, [person_id], cx.now, { by: cx.actor.name, note: '' })
    audit('contact', person_id)
    return stageOfPerson(tx, cx.workspace.id, person_id, cx.now)
  })
}
