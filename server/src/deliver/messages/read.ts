import { sql, type RawBuilder } from 'kysely'
import { decodeCursor, read, toPage, type Cx } from '../../accounts/index.ts'
import type { WorkspaceTx } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'
import type { MessageQueryInput } from './contract.ts'

type Row = { id: string; created_at: Date; source_kind: string; source_id: string; state: string; reason: string | null }

const columns = sql`m.id, m.contact_id, c.name as contact_name, m.source_kind, m.source_id, m.run_id, m.class, m.topic_id, m.locale, m.origin, m.state, m.reason, m.detail, m.step, coalesce(m.cascade, r.plan) -> 'steps' as steps, m.skips, m.send_at, m.valid_until,
  m.reached_medium, m.reached_step, m.delivered_at, m.read_at, m.clicked_at, m.replied_at, m.opted_out_at, m.goal_at, m.price_micro, m.created_at, m.finished_at,
  coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'step', a.step, 'try', a.try, 'medium', a.medium, 'connection_id', a.connection_id, 'address', a.address, 'state', a.state, 'reason', a.reason, 'detail', a.detail, 'started_at', a.started_at,
    'accepted_at', a.accepted_at, 'delivered_at', a.delivered_at, 'read_at', a.read_at, 'clicked_at', a.clicked_at, 'replied_at', a.replied_at, 'failed_at', a.failed_at, 'late', a.late, 'segments', a.segments, 'price_micro', a.price_micro, 'charged_at', a.charged_at,
    'text', coalesce(a.rendered ->> 'subject', a.rendered ->> 'title', a.rendered ->> 'text')) order by a.step, a.started_at)
    from attempt a where a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id), '[]') as attempts`

const from = sql`message m join contact c on c.workspace_id = m.workspace_id and c.id = m.contact_id left join run r on r.workspace_id = m.workspace_id and r.id = m.run_id`

const view = <T extends Row>(row: T) => ({ ...row, source: { kind: row.source_kind, id: row.source_id } })

/** Messages of a person, a run or a state, newest first, each with every attempt and every reason a step was not taken. */
export function listMessages(cx: Cx, query: MessageQueryInput, where: RawBuilder<unknown> = sql`true`) {
  return read(cx, 'messages:read', (tx) => selectMessages(tx, query, where))
}

export async function selectMessages(tx: WorkspaceTx, query: MessageQueryInput, where: RawBuilder<unknown>) {
  const after = decodeCursor(query.after, 1)
  const parts = [where, ...(query.contact_id ? [sql`m.contact_id = ${query.contact_id}`] : []), ...(query.run_id ? [sql`m.run_id = ${query.run_id}`] : []), ...(query.state ? [sql`m.state = ${query.state}`] : []), ...(after ? [sql`m.id < ${String(after[0])}`] : [])]
  const { rows } = await sql<Row>`select ${columns} from ${from} where ${sql.join(parts, sql` and `)} order by m.id desc limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
  return toPage(rows.map(view), query, (row) => [row.id])
}

export function getMessage(cx: Cx, id: string) {
  return read(cx, 'messages:read', async (tx) => {
    const { rows } = await sql<Row>`select ${columns} from ${from} where m.id = ${id}`.execute(tx)
    return view(rows[0] ?? notFound('message'))
  })
}
