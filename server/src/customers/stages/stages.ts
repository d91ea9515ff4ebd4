import { sql } from 'kysely'
import { mutateAsSystem, read, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import { system, type SystemTx, type Tx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import type { Tasks } from '../../platform/jobs/index.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { beginRecount, countAgain, endRecount, recountOf, recountTask, type Plan } from '../recounts/index.ts'
import { checkRule, compileContext, compileRule, dependsOnTime, fillSegment, followsOf, partsOf, type CompileContext, type Follower, type Rule } from '../segments/index.ts'
import type { NewStageInput, StageChangeInput } from './contract.ts'
import { lockStages, restageAll, restageSome } from './restage.ts'
import { USUAL } from './usual.ts'

const MOST = 50

type Row = { id: string; key: string; name: string | null; rule: Rule; people: number; by_hand: number; to_be: boolean; created_at: Date; updated_at: Date }

async function stagesOf(tx: Tx, workspace_id: string) {
  const { rows } = await sql<Row>`
    select s.id, s.key, s.name, g.rule, s.position is null as to_be, coalesce(n.people, 0) as people, coalesce(n.by_hand, 0) as by_hand, s.created_at, s.updated_at
    from stage s join segment g on g.workspace_id = s.workspace_id and g.id = coalesce(s.next_segment_id, s.segment_id)
    left join (select x.stage_id, count(*)::int as people, count(*) filter (where x.by_hand)::int as by_hand from contact_stage x where x.workspace_id = ${workspace_id} group by 1) n on n.stage_id = s.id
    where s.workspace_id = ${workspace_id} and s.next_position is not null order by s.next_position`.execute(tx)
  const recount = await recountOf(tx, workspace_id, 'stages')
  return { recount, data: rows.map((row) => ({ ...row, by_time: dependsOnTime(row.rule) })) }
}

async function stageOf(tx: Tx, workspace_id: string, id: string) {
  const { data, recount } = await stagesOf(tx, workspace_id)
  return { ...(data.find((stage) => stage.id === id) ?? notFound('stage')), recount }
}

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

/** A segment that keeps the rule of a stage, now or, while it is filled, once everybody is counted. */
const segmentOf = (workspace_id: string, { key, name, rule }: Made, filling: boolean, by: string, now: Date) => ({
  workspace_id, id: newId('seg'), name: name ?? key, rule: JSON.stringify(rule), follows: followsOf(rule), purpose: 'stage', kept: true, filling, kept_since: now, created_by: by, created_at: now, updated_at: now,
})

/** Puts stages behind those that are there. One that is just being taken away comes back under its key. */
async function putStages(tx: SystemTx, workspace_id: string, made: readonly Made[], after: number, by: string, now: Date): Promise<string[]> {
  const segments = made.map((stage) => segmentOf(workspace_id, stage, true, by, now))
  await tx.insertInto('segment').values(segments).execute()
  const rows = made.map(({ key, name }, index) => ({ workspace_id, id: newId('stg'), key, name, next_position: after + 1 + index, segment_id: segments[index]!.id, created_at: now, updated_at: now }))
  const put = await tx.insertInto('stage').values(rows).onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doUpdateSet((eb) => ({
    name: eb.ref('excluded.name'), next_position: eb.ref('excluded.next_position'), next_segment_id: eb.ref('excluded.segment_id'), updated_at: now,
  }))).returning('id').execute()
  return put.map((row) => row.id)
}

export async function seedStages(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  const segments = USUAL.map((stage) => segmentOf(workspace.id, { ...stage, name: null }, false, 'carillon', now))
  await tx.insertInto('segment').values(segments).execute()
  await tx.insertInto('stage').values(USUAL.map(({ key }, at) => ({ workspace_id: workspace.id, id: newId('stg'), key, name: null, position: at + 1, next_position: at + 1, segment_id: segments[at]!.id, created_at: now, updated_at: now }))).execute()
}

type Standing = { id: string; key: string; position: number }

/** The stages, locked: their order and their number change by one hand at a time. */
async function lockAll(tx: SystemTx, workspace_id: string): Promise<Standing[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stage list ${workspace_id}`}, 0))`.execute(tx)
  return (await sql<Standing>`select id, key, next_position as position from stage where workspace_id = ${workspace_id} and next_position is not null order by next_position`.execute(tx)).rows
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
    await recount(tx, cx)
    audit('stage', made!, { name: input.name, rule: input.rule })
    return stageOf(tx, cx.workspace.id, made!)
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
      await putStages(tx, cx.workspace.id, missing.map((stage) => ({ ...stage, name: null })), standing.at(-1)?.position ?? 0, cx.actor.id, cx.now)
      await recount(tx, cx)
    }
    audit('stage', cx.workspace.id, { saved: missing.length })
    return stagesOf(tx, cx.workspace.id)
  })
}

const recount = (tx: SystemTx, cx: Cx) => beginRecount(tx, cx.workspace.id, 'stages', cx.actor.name, cx.now)

export async function changeStage(cx: Cx, id: string, input: StageChangeInput) {
  const { name, rule } = input
  await read(cx, 'contacts:read', async (tx) => (await tx.selectFrom('stage').select('id').where('id', '=', id).where('next_position', 'is not', null).executeTakeFirst()) ?? notFound('stage'))
  if (rule) await checkStageRule(cx, rule)
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    await lockAll(tx, cx.workspace.id)
    const stage = await tx.updateTable('stage').set({ updated_at: cx.now, ...(name ? { name } : {}) }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).where('next_position', 'is not', null).returning(['key', 'name', 'position']).executeTakeFirst()
    if (!stage) return notFound('stage')
    if (rule) {
      const segment = segmentOf(cx.workspace.id, { ...stage, rule }, true, cx.actor.id, cx.now)
      await tx.insertInto('segment').values(segment).execute()
      await tx.updateTable('stage').set(stage.position === null ? { segment_id: segment.id } : { next_segment_id: segment.id }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).execute()
      await recount(tx, cx)
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
    await sql`update stage s set next_position = o.position, updated_at = ${cx.now} from unnest(${ids}::text[]) with ordinality as o (id, position) where s.workspace_id = ${cx.workspace.id} and s.id = o.id`.execute(tx)
    await recount(tx, cx)
    audit('stage', cx.workspace.id, { order: ids.map((id) => standing.find((stage) => stage.id === id)!.key) })
    return stagesOf(tx, cx.workspace.id)
  })
}

/** Takes a stage away, with what was set to it by hand: its people come to be in the stage that the other rules say. */
export function removeStage(cx: Cx, id: string): Promise<null> {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    await lockAll(tx, cx.workspace.id)
    const stage = await tx.updateTable('stage').set({ next_position: null, next_segment_id: null }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).where('next_position', 'is not', null).returning(['key', 'name']).executeTakeFirst()
    if (!stage) return notFound('stage')
    await recount(tx, cx)
    audit('stage', id, { name: stage.name ?? stage.key })
    return null
  })
}

/** Leaves a recount off: rules, order and number of the stages are as they were before it; nobody has moved yet. */
export function cancelRecount(cx: Cx) {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    await lockAll(tx, cx.workspace.id)
    await lockStages(tx, cx.workspace.id)
    const { rows: held } = await sql<{ contact_id: string }>`select x.contact_id from contact_stage x join stage s on s.workspace_id = x.workspace_id and s.id = x.stage_id where x.workspace_id = ${cx.workspace.id} and s.position is null`.execute(tx)
    await tx.deleteFrom('stage').where('workspace_id', '=', cx.workspace.id).where('position', 'is', null).execute()
    await tx.updateTable('stage').set((eb) => ({ next_position: eb.ref('position'), next_segment_id: null })).where('workspace_id', '=', cx.workspace.id).execute()
    await restageSome(tx, cx.workspace.id, held.map((row) => row.contact_id), cx.now)
    await endRecount(tx, cx.workspace.id, 'stages', cx.now)
    audit('stage', cx.workspace.id)
    return stagesOf(tx, cx.workspace.id)
  })
}

export const recountAgain = (cx: Cx) => countAgain(cx, 'stages', 'stage', stagesOf)

/** The segments of rules to be are filled beside; then everybody is put in their places at once, and what held before goes. */
const plan: Plan = {
  async parts(tx, workspace_id) {
    const { rows } = await sql<{ id: string }>`select g.id from stage s join segment g on g.workspace_id = s.workspace_id and g.id = coalesce(s.next_segment_id, s.segment_id) where s.workspace_id = ${workspace_id} and s.next_position is not null and g.filling order by g.id`.execute(tx)
    return rows.map(({ id }) => (now) => fillSegment(tx, workspace_id, id, now))
  },
  async swap(tx, workspace_id, now) {
    await restageAll(tx, workspace_id, now)
    await tx.deleteFrom('stage').where('workspace_id', '=', workspace_id).where('next_position', 'is', null).execute()
    await sql`update stage set position = next_position, segment_id = coalesce(next_segment_id, segment_id), next_segment_id = null where workspace_id = ${workspace_id}`.execute(tx)
    await sql`update segment set filling = false, looked_at = ${now} where workspace_id = ${workspace_id} and filling and id in (select segment_id from stage where workspace_id = ${workspace_id})`.execute(tx)
  },
  async tidy(tx, workspace_id) {
    await sql`with gone as (delete from segment g where g.workspace_id = ${workspace_id} and g.purpose = 'stage' and not exists (select from stage s where s.workspace_id = g.workspace_id and g.id in (s.segment_id, s.next_segment_id)) returning id)
      delete from segment_member m where m.workspace_id = ${workspace_id} and m.segment_id in (select id from gone)`.execute(tx)
  },
}

export const stageTasks = (followers: readonly Follower[]): Tasks => ({ 'stages.recount': recountTask('stages', plan, followers) })

/** Workspaces older than stages get the usual ones, quietly. Who has made some of their own meanwhile keeps those. */
async function giveUsualStages(house: House): Promise<void> {
  const { rows } = await sql<{ workspace_id: string }>`select workspace_id from usual_stages_owed`.execute(house.db.system)
  for (const { workspace_id } of rows)
    await system(house.db, 'usual stages', workspace_id, async (tx) => {
      const standing = await lockAll(tx, workspace_id)
      const { numDeletedRows } = await tx.deleteFrom('usual_stages_owed').where('workspace_id', '=', workspace_id).executeTakeFirst()
      if (numDeletedRows === 0n || standing.length > 0) return
      await putStages(tx, workspace_id, USUAL.map((stage) => ({ ...stage, name: null })), 0, 'carillon', house.clock())
      await beginRecount(tx, workspace_id, 'stages', 'Carillon', house.clock())
    })
}

export const stageChores = [{ name: 'usual stages', every_ms: 600_000, run: giveUsualStages }]
