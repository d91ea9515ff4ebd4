import { sql, type Kysely, type RawBuilder } from 'kysely'
import { decodeCursor, requirePermission, toForwardPage, type Cx } from '../../accounts/index.ts'
import type { DB } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import { shownName } from '../../customers/index.ts'
import { notFound } from '../../platform/problem.ts'
import type { TaskQueryInput } from './contract.ts'

type Row = { id: string; due_at: Date; closed_at: Date | null; state: string }

const columns = (now: Date) => sql`t.id, t.title, t.note, t.due_at, t.state = 'open' and t.due_at < ${now} as overdue, t.state, t.outcome, t.rule_id, t.reason, t.closed_by, t.closed_at, t.created_at, t.updated_at,
  case when t.rule_id is null then t.made_by end as made_by, json_build_object('id', p.id, 'name', ${shownName('p')}) as contact,
  case when t.assignee_id is not null then json_build_object('user_id', t.assignee_id, 'name', coalesce((select u.name from auth."user" u where u.id = t.assignee_id), '')) end as assignee`

/** Tasks with the person they are about: the first contact of whoever the task's contact is now. */
const FROM = sql`task t join contact o on o.workspace_id = t.workspace_id and o.id = t.contact_id join contact p on p.workspace_id = o.workspace_id and p.id = o.person_id`

export async function taskOf(db: Kysely<DB>, workspace_id: string, id: string, now: Date) {
  const { rows: [row] } = await sql<Row>`select ${columns(now)} from ${FROM} where t.workspace_id = ${workspace_id} and t.id = ${id}`.execute(db)
  return row ?? notFound('task')
}

export function getTask(cx: Cx, id: string) {
  requirePermission(cx, 'tasks:read')
  return taskOf(cx.db.system, cx.workspace.id, id, cx.now)
}

/** Open ones by when they are due, so what is late comes first; closed ones the latest first. */
export async function listTasks(cx: Cx, query: TaskQueryInput) {
  requirePermission(cx, 'tasks:read')
  const state = query.state ?? 'open'
  const open = state === 'open'
  const after = decodeCursor(query.after, 2)
  const parts: RawBuilder<unknown>[] = [sql`t.workspace_id = ${cx.workspace.id} and t.state = ${sql.lit(state)}`]
  if (query.whose === 'mine') parts.push(sql`t.assignee_id = ${cx.actor.id}`)
  if (query.whose === 'nobody') parts.push(sql`t.assignee_id is null`)
  if (query.overdue) parts.push(sql`t.due_at < ${cx.now}`)
  if (query.contact_id) parts.push(sql`o.person_id = (select x.person_id from contact x where x.workspace_id = ${cx.workspace.id} and x.id = ${query.contact_id})`)
  for (const word of fold(query.search ?? '').split(' ').filter(Boolean)) {
    const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(t.search_text like ${like} or p.search_text like ${like})`)
  }
  if (after) parts.push(open ? sql`(t.due_at, t.id) > (${String(after[0])}::timestamptz, ${String(after[1])})` : sql`(t.closed_at, t.id) < (${String(after[0])}::timestamptz, ${String(after[1])})`)
  const { rows } = await sql<Row>`select ${columns(cx.now)} from ${FROM} where ${sql.join(parts, sql` and `)}
    order by ${open ? sql`t.due_at, t.id` : sql`t.closed_at desc, t.id desc`} limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(cx.db.system)
  return toForwardPage(rows, query, (row) => [(open ? row.due_at : row.closed_at!).toISOString(), row.id])
}

/** How many wait: asked by every open console, and read from the open ones alone. */
export async function countTasks(cx: Cx) {
  requirePermission(cx, 'tasks:read')
  const mine = sql`t.assignee_id = ${cx.actor.id}`
  const { rows } = await sql<{ mine: number; nobody: number; all: number; overdue: number }>`
    select count(*) filter (where ${mine})::int as mine, count(*) filter (where t.assignee_id is null)::int as nobody, count(*)::int as all,
      count(*) filter (where t.due_at < ${cx.now} and (${mine} or t.assignee_id is null))::int as overdue from task t where t.workspace_id = ${cx.workspace.id} and t.state = 'open'`.execute(cx.db.system)
  return rows[0]!
}
