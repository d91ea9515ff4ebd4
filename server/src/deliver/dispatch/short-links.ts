import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import type { Prepared } from './prepare.ts'

/** Keeps where the short links of these hand-overs lead. */
export async function insertShortLinks(tx: SystemTx, prepared: Prepared[], now: Date): Promise<void> {
  const rows = prepared.flatMap(({ claimed, short_links }) => short_links.map((link) => ({ ...link, claimed })))
  if (rows.length === 0) return
  await sql`insert into short_link (code, workspace_id, bucket, attempt_id, slot, target, created_at)
    select r.code, r.workspace_id, r.bucket, r.attempt_id, r.slot, r.target, ${now}
    from unnest(${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.claimed.workspace_id)}::text[], ${rows.map((r) => r.claimed.bucket)}::date[], ${rows.map((r) => r.claimed.attempt_id)}::text[], ${rows.map((r) => r.slot)}::int[], ${rows.map((r) => r.target)}::text[])
      as r (code, workspace_id, bucket, attempt_id, slot, target)`.execute(tx)
}
