import { sql } from 'kysely'
import { mutateAsSystem, read, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { checkRule, compileContext, compileRule, dependsOnTime, fillSegment, followsOf, partsOf, type CompileContext, type Rule } from '../segments/index.ts'
import type { NewStageInput, StageChangeInput } from './contract.ts'
import { restageAll } from './restage.ts'
import { USUAL } from './usual.ts'

const MOST = 50

type Row = { id: string; key: string; name: string | null; rule: Rule; people: number; by_hand: number; created_at: Date; updated_at: Date }

async function stagesOf(tx: Tx, workspace_id: string) {
  const { rows } = await sql<Row>`
    select s.id, s.key, s.name, g.rule, coalesce(n.people, 0) as people, coalesce(n.by_hand, 0) as by_hand, s.created_at, s.updated_at
    from stage s join segment g on g.workspace_id = s.workspace_id and g.id = s.segment_id
    left join (select x.stage_id, count(*)::int as people, count(*) filter (where x.by_hand)::int as by_hand from contact_stage x where x.workspace_id = ${workspace_id} group by 1) n on n.stage_id = s.id
    where s.workspace_id = ${workspace_id} order by s.position`.execute(tx)
  return { data: rows.map((row) => ({ ...row, by_time: dependsOnTime(row.rule) })) }
}

const stageOf = async (tx: Tx, workspace_id: string, id: string) => (await stagesOf(tx, workspace_id)).data.find((stage) => stage.id === id) ?? notFound('stage')

export function listStages(cx: Cx) {
  return read(cx, 'contacts:read', (tx) => stagesOf(tx, cx.workspace.id))
}

/** A rule that asks for a stage, itself or by a segment that does, would swing for ever. */
function namesStage(rule: Rule, cx: CompileContext, seen: readonly string[] = []): boolean {
  return partsOf(rule).some(({ rule: part }) => 'stage' in part || ('segment' in part && !seen.includes(part.segment) && cx.segments.has(part.segment) && namesStage(cx.segments.get(part.segment)!, cx, [...seen, part.segment])))
}

async function checkStageRule(cx: Cx, rule: Rule): Promise<void> {
  const context = await compileContext(cx.db.system, cx.workspace.id, cx.now)
  compileRule(checkRule(rule), context)
  if (namesStage(rule, context)) failAt('/rule', 'stage_in_stage', 'The rule of a stage cannot ask for a stage, nor for a segment that does.', 'Ask for what leads to that stage.')
}

/** A key out of a name in Latin letters; of others a number. */
function keyOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 36) || 'stage'
  for (let n = 1; ; n++) {
    const key = n === 1 ? plain : `${plain}_${n}`
    if (!taken.has(key)) return key
  }
}

type Made = { key: string; name: string | null; rule: Rule }

/** Puts stages behind those that are there, each with the kept segment that keeps its rule. */
async function putStages(tx: SystemTx, workspace_id: string, made: readonly Made[], after: number, by: string, now: Date): Promise<{ id: string; segment_id: string }[]> {
  const rows = made.map((stage, index) => ({ ...stage, id: newId('stg'), segment_id: newId('seg'), position: after + 1 + index }))
  await tx.insertInto('segment').values(rows.map((row) => ({ workspace_id, id: row.segment_id, name: row.name ?? row.key, rule: JSON.stringify(row.rule), follows: followsOf(row.rule), purpose: 'stage', kept: true, kept_since: now, created_by: by, created_at: now, updated_at: now }))).execute()
  await tx.insertInto('stage').values(rows.map(({ id, key, name, position, segment_id }) => ({ workspace_id, id, key, name, position, segment_id, created_at: now, updated_at: now }))).execute()
  return rows
}

export async function seedStages(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  await putStages(tx, workspace.id, USUAL.map((stage) => ({ ...stage, name: null })), 0, 'carillon', now)
}

type Standing = { id: string; key: string; position: number }

/** The stages, locked: their order and their number change by one hand at a time. */
async function lockAll(tx: SystemTx, workspace_id: string): Promise<Standing[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stage list ${workspace_id}`}, 0))`.execute(tx)
  return (await sql<Standing>`select id, key, position from stage where workspace_id = ${workspace_id} order by position`.execute(tx)).rows
}

async function fillAll(tx: SystemTx, workspace_id: string, segments: readonly string[], now: Date): Promise<void> {
  for (const id of segments) await fillSegment(tx, workspace_id, id, now)
  await restageAll(tx, workspace_id, now)
}

export async function createStage(cx: Cx, input: NewStageInput) {
  await checkStageRule(cx, input.rule)
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const standing = await lockAll(tx, cx.workspace.id)
    const keys = new Set(standing.map((stage) => stage.key))
    if (standing.length >= MOST) return conflict('too_many_stages', `A workspace has at most ${MOST} stages.`)
    if (input.key && keys.has(input.key)) return failAt('/key', 'key_taken', `There is a stage "${input.key}" already.`)
    const key = input.key ?? keyOf(input.name, keys)
    const [made] = await putStages(tx, cx.workspace.id, [{ key, name: input.name, rule: input.rule }], standing.at(-1)?.position ?? 0, cx.actor.id, cx.now)
    await fillAll(tx, cx.workspace.id, [made!.segment_id], cx.now)
    audit('stage', made!.id, { name: input.name, rule: input.rule })
    return stageOf(tx, cx.workspace.id, made!.id)
  })
}

/** Our own stages, those that are missing: for a workspace that took them away, or is older than they are. */
export function putUsualStages(cx: Cx) {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const standing = await lockAll(tx, cx.workspace.id)
    const keys = new Set(standing.map((stage) => stage.key))
    const missing = USUAL.filter((stage) => !keys.has(stage.key))
    if (standing.length + missing.length > MOST) return conflict('too_many_stages', `A workspace has at most ${MOST} stages.`)
    if (missing.length > 0) {
      const made = await putStages(tx, cx.workspace.id, missing.map((stage) => ({ ...stage, name: null })), standing.at(-1)?.position ?? 0, cx.actor.id, cx.now)
      await fillAll(tx, cx.workspace.id, made.map((stage) => stage.segment_id), cx.now)
    }
    audit('stage', cx.workspace.id, { saved: missing.length })
    return stagesOf(tx, cx.workspace.id)
  })
}

export async function changeStage(cx: Cx, id: string, input: StageChangeInput) {
  const { name, rule } = input
  await read(cx, 'contacts:read', async (tx) => (await tx.selectFrom('stage').select('id').where('id', '=', id).executeTakeFirst()) ?? notFound('stage'))
  if (rule) await checkStageRule(cx, rule)
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const stage = await tx.updateTable('stage').set({ updated_at: cx.now, ...(name ? { name } : {}) }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).returning(['segment_id', 'key', 'name']).executeTakeFirst()
    if (!stage) return notFound('stage')
    if (rule) {
      await tx.updateTable('segment').set({ rule: JSON.stringify(rule), follows: followsOf(rule), kept_since: cx.now, updated_at: cx.now }).where('workspace_id', '=', cx.workspace.id).where('id', '=', stage.segment_id).execute()
      await fillAll(tx, cx.workspace.id, [stage.segment_id], cx.now)
    }
    audit('stage', id, { name: stage.name ?? stage.key, ...(rule ? { rule } : {}) })
    return stageOf(tx, cx.workspace.id, id)
  })
}

export function orderStages(cx: Cx, ids: string[]) {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const standing = await lockAll(tx, cx.workspace.id)
    if (ids.some((id) => !standing.some((stage) => stage.id === id))) return notFound('stage')
    if (new Set(ids).size !== standing.length || ids.length !== standing.length) return failAt('/ids', 'stages_not_all', 'Name every stage once, in its order.', 'Read the list again: somebody may have added or removed one.')
    await sql`update stage s set position = o.position, updated_at = ${cx.now} from unnest(${ids}::text[]) with ordinality as o (id, position) where s.workspace_id = ${cx.workspace.id} and s.id = o.id`.execute(tx)
    await restageAll(tx, cx.workspace.id, cx.now)
    audit('stage', cx.workspace.id, { order: ids.map((id) => standing.find((stage) => stage.id === id)!.key) })
    return stagesOf(tx, cx.workspace.id)
  })
}

/** Takes a stage away, with what was set to it by hand: its people are in the stage that the other rules say. */
export function removeStage(cx: Cx, id: string): Promise<null> {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    await lockAll(tx, cx.workspace.id)
    const stage = await tx.deleteFrom('stage').where('workspace_id', '=', cx.workspace.id).where('id', '=', id).returning(['segment_id', 'key', 'name']).executeTakeFirst()
    if (!stage) return notFound('stage')
    await tx.deleteFrom('segment').where('workspace_id', '=', cx.workspace.id).where('id', '=', stage.segment_id).execute()
    await tx.deleteFrom('segment_member').where('workspace_id', '=', cx.workspace.id).where('segment_id', '=', stage.segment_id).execute()
    await restageAll(tx, cx.workspace.id, cx.now)
    audit('stage', id, { name: stage.name ?? stage.key })
    return null
  })
}
