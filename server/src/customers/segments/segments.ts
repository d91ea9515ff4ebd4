import { sql } from 'kysely'
import { decodeCursor, mutate, mutateAsSystem, read, toPage, type Cx } from '../../accounts/index.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, notFound } from '../../platform/problem.ts'
import { checkRule } from './check.ts'
import { compileRule } from './compile.ts'
import type { Rule, SegmentQueryInput } from './contract.ts'
import { compileContext } from './evaluate.ts'
import { followsOf } from './follows.ts'
import { dependsOnTime, fillSegment } from './membership.ts'

const COLUMNS = ['id', 'name', 'rule', 'kept', 'kept_since', 'origin', 'created_at', 'updated_at'] as const

export function listSegments(cx: Cx, query: SegmentQueryInput) {
  return read(cx, 'segments:read', async (tx) => {
    const after = decodeCursor(query.after, 1)
    const before = decodeCursor(query.before, 1)
    const rows = await tx.selectFrom('segment').select(COLUMNS).where('archived_at', 'is', null).where('purpose', 'is', null)
      .$if(Boolean(query.search), (q) => q.where('name', 'ilike', `%${query.search!.replaceAll(/[\\%_]/g, '\\$&')}%`))
      .$if(after !== undefined, (q) => q.where('id', '<', String(after![0])))
      .$if(before !== undefined, (q) => q.where('id', '>', String(before![0])))
      .orderBy('id', before ? 'asc' : 'desc').limit((query.limit ?? 50) + 1).execute()
    return toPage(rows, query, (row) => [row.id])
  })
}

export function getSegment(cx: Cx, id: string) {
  return read(cx, 'segments:read', async (tx) => (await tx.selectFrom('segment').select(COLUMNS).where('id', '=', id).where('purpose', 'is', null).executeTakeFirst()) ?? notFound('segment'))
}

/** Refuses a rule that names unknown segments, contains itself or compares what cannot be compared. */
async function checkCompiles(cx: Cx, rule: Rule, self?: string): Promise<void> {
  compileRule(checkRule(rule), await compileContext(cx.db.system, cx.workspace.id, cx.now), self ? [self] : [])
}

export async function createSegment(cx: Cx, input: { name: string; rule: Rule }) {
  await checkCompiles(cx, input.rule)
  return mutate(cx, 'segments:write', async (tx, audit) => {
    const row = await tx.insertInto('segment').values({
      workspace_id: cx.workspace.id, id: newId('seg'), name: input.name, rule: JSON.stringify(input.rule), follows: followsOf(input.rule), created_by: cx.actor.id, created_at: cx.now, updated_at: cx.now,
    }).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('segment', row.id, { name: row.name })
    return row
  })
}

export async function changeSegment(cx: Cx, id: string, input: { name?: string; rule?: Rule; kept?: boolean; archived?: boolean }) {
  if (input.rule) await checkCompiles(cx, input.rule, id)
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const was = await tx.selectFrom('segment').select(['kept', 'kept_since', 'archived_at']).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).where('purpose', 'is', null).forUpdate().executeTakeFirst()
    if (!was) return notFound('segment')
    const kept = input.kept ?? was.kept
    const archived_at = input.archived === undefined ? was.archived_at : input.archived ? cx.now : null
    const followed = was.kept && was.archived_at === null
    const begins = kept && archived_at === null && (!followed || input.rule !== undefined)
    const row = await tx.updateTable('segment').set({
      ...(input.name ? { name: input.name } : {}), ...(input.rule ? { rule: JSON.stringify(input.rule), follows: followsOf(input.rule) } : {}),
      kept, kept_since: begins ? cx.now : kept ? was.kept_since : null, archived_at, updated_at: cx.now,
    }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).returning(COLUMNS).executeTakeFirstOrThrow()
    if (begins) await fillSegment(tx, cx.workspace.id, id, cx.now)
    if (followed && (!kept || archived_at !== null)) await tx.deleteFrom('segment_member').where('workspace_id', '=', cx.workspace.id).where('segment_id', '=', id).execute()
    audit('segment', id, input)
    return row
  })
}

const DAY_MS = 86_400_000

/** Who is in a kept segment, and what keeping it takes. */
export function getMembership(cx: Cx, id: string) {
  return read(cx, 'segments:read', async (tx) => {
    const segment = await tx.selectFrom('segment').select(['kept', 'kept_since', 'rule', 'looked_at', 'look_ms']).where('id', '=', id).where('purpose', 'is', null).executeTakeFirst()
    if (!segment) return notFound('segment')
    if (!segment.kept) return conflict('segment_not_kept', 'The membership of this segment is not kept.', { hint: 'Switch it on, or count the segment.' })
    const { rows: [counted] } = await sql<{ members: number; entered_day: number }>`select count(*)::int as members, count(*) filter (where since > ${segment.kept_since} and since >= ${new Date(cx.now.getTime() - DAY_MS)})::int as entered_day
      from segment_member where workspace_id = ${cx.workspace.id} and segment_id = ${id}`.execute(tx)
    return { ...counted!, looked_at: segment.looked_at, look_ms: segment.look_ms, by_time: dependsOnTime(segment.rule) }
  })
}
