import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'

export type Waiting = { workspace_id: string; run_id: string | null; bucket: string; message_id: string; step: number; try: number | null; medium: string | null; kind: string; at: Date; late: boolean }

/** What is due so long ago was kept from going by an outage. */
const OVERDUE_MS = 5 * 60_000

/** Puts hand-overs whose person's hours have opened back into their line. They are judged again when they are claimed. */
export async function wake(tx: SystemTx, rows: Waiting[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update queue_item q set held = false
    from unnest(${rows.map((r) => r.workspace_id)}::text[], ${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.message_id)}::text[], ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.try)}::int[], ${rows.map((r) => r.medium)}::text[]) as g (workspace_id, bucket, message_id, step, try, medium)
    join message m on m.workspace_id = g.workspace_id and m.bucket = g.bucket and m.id = g.message_id
    where q.workspace_id = g.workspace_id and q.person_id = m.person_id and q.message_id = g.message_id and q.step = g.step and q.try = g.try and q.medium = g.medium and q.held`.execute(tx)
}

/**
 * After an outage everything that it kept would go in one burst: marketing that is long overdue is spread over the
 * workspace's span once more, and only once. Returns what goes on at once.
 */
export async function spreadOverdue(tx: SystemTx, rows: Waiting[], now: Date): Promise<Waiting[]> {
  const overdue = rows.filter((row) => !row.late && now.getTime() - row.at.getTime() > OVERDUE_MS)
  if (overdue.length === 0) return rows
  const { rows: later } = await sql<{ n: number }>`
    with given as materialized (
      select g.*, m.contact_id, coalesce(h.spread_s, 1800) as spread_s
      from unnest(${overdue.map((_, n) => n)}::int[], ${overdue.map((r) => r.kind)}::text[], ${overdue.map((r) => r.workspace_id)}::text[], ${overdue.map((r) => r.run_id)}::text[], ${overdue.map((r) => r.message_id)}::text[], ${overdue.map((r) => r.bucket)}::date[],
        ${overdue.map((r) => r.step)}::int[], ${overdue.map((r) => r.try)}::int[], ${overdue.map((r) => r.medium)}::text[]) as g (n, kind, workspace_id, run_id, message_id, bucket, step, try, medium)
      join message m on m.workspace_id = g.workspace_id and m.bucket = g.bucket and m.id = g.message_id and m.class = 'marketing'
      left join sending_hours h on h.workspace_id = g.workspace_id),
    spread as (
      insert into due (at, kind, workspace_id, run_id, message_id, bucket, step, try, medium, late)
      select ${now}::timestamptz + make_interval(secs => (hashtext(message_id)::bigint + 2147483648) % greatest(1, spread_s)), kind, workspace_id, run_id, message_id, bucket, step, try, medium, true from given)
    select n from given`.execute(tx)
  const moved = new Set(later.map((row) => overdue[row.n]))
  return rows.filter((row) => !moved.has(row))
}
