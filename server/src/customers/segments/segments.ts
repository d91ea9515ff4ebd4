import { decodeCursor, mutate, mutateAsSystem, read, toPage, type Cx } from '../../accounts/index.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/problem.ts'
import { checkRule } from './check.ts'
import { compileRule } from './compile.ts'
import type { Rule, SegmentQueryInput } from './contract.ts'
import { compileContext } from './evaluate.ts'
import { fillSegment } from './membership.ts'

const COLUMNS = ['id', 'name', 'rule', 'kept', 'origin', 'created_at', 'updated_at'] as const

export function listSegments(cx: Cx, query: SegmentQueryInput) {
  return read(cx, 'segments:read', async (tx) => {
    const after = decodeCursor(query.after, 1)
    const before = decodeCursor(query.before, 1)
    const rows = await tx.selectFrom('segment').select(COLUMNS).where('archived_at', 'is', null)
      .$if(Boolean(query.search), (q) => q.where('name', 'ilike', `%${query.search!.replaceAll(/[\\%_]/g, '\\$&')}%`))
      .$if(after !== undefined, (q) => q.where('id', '<', String(after![0])))
      .$if(before !== undefined, (q) => q.where('id', '>', String(before![0])))
      .orderBy('id', before ? 'asc' : 'desc').limit((query.limit ?? 50) + 1).execute()
    return toPage(rows, query, (row) => [row.id])
  })
}

export function getSegment(cx: Cx, id: string) {
  return read(cx, 'segments:read', async (tx) => (await tx.selectFrom('segment').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? notFound('segment'))
}

/** Refuses a rule that names unknown segments, contains itself or compares what cannot be compared. */
async function checkCompiles(cx: Cx, rule: Rule, self?: string): Promise<void> {
  compileRule(checkRule(rule), await compileContext(cx.db.system, cx.workspace.id, cx.now), self ? [self] : [])
}

export async function createSegment(cx: Cx, input: { name: string; rule: Rule }) {
  await checkCompiles(cx, input.rule)
  return mutate(cx, 'segments:write', async (tx, audit) => {
    const row = await tx.insertInto('segment').values({
      workspace_id: cx.workspace.id, id: newId('seg'), name: input.name, rule: JSON.stringify(input.rule), created_by: cx.actor.id, created_at: cx.now, updated_at: cx.now,
    }).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('segment', row.id, { name: row.name })
    return row
  })
}

export async function changeSegment(cx: Cx, id: string, input: { name?: string; rule?: Rule; kept?: boolean; archived?: boolean }) {
  if (input.rule) await checkCompiles(cx, input.rule, id)
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const row = await tx.updateTable('segment').set({
      ...(input.name ? { name: input.name } : {}), ...(input.rule ? { rule: JSON.stringify(input.rule) } : {}),
      ...(input.kept === undefined ? {} : { kept: input.kept }), ...(input.archived === undefined ? {} : { archived_at: input.archived ? cx.now : null }), updated_at: cx.now,
    }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).returning(COLUMNS).executeTakeFirst()
    if (!row) return notFound('segment')
    if (row.kept && (input.kept || input.rule)) await fillSegment(tx, cx.workspace.id, id, cx.now)
    if (input.kept === false || input.archived) await tx.deleteFrom('segment_member').where('workspace_id', '=', cx.workspace.id).where('segment_id', '=', id).execute()
    audit('segment', id, input)
    return row
  })
}
