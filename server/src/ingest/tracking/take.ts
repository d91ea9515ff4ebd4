import { sql } from 'kysely'
import { pgArray } from '../../platform/database/index.ts'
import { gathering } from '../../platform/gather.ts'
import type { House } from '../../platform/house.ts'
import { Problem } from '../../platform/problem.ts'

export type Taken = { workspace_id: string; received_at: Date; key_id: string; trusted: boolean; ip: string | null; type: string | null; sent_at: string | null; body: string }

/** So much may wait for the disk in one process; beyond it clients are told to come back, which they do by themselves. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024
const MOST_ROWS_A_WRITE = 200

async function write(house: House, rows: Taken[]): Promise<void> {
  await sql`
    insert into tracked (workspace_id, received_at, key_id, trusted, ip, type, sent_at, size, body)
    select * from unnest(${pgArray(rows.map((r) => r.workspace_id))}::text[], ${pgArray(rows.map((r) => r.received_at))}::timestamptz[], ${pgArray(rows.map((r) => r.key_id))}::text[],
      ${rows.map((r) => r.trusted)}::boolean[], ${pgArray(rows.map((r) => r.ip))}::text[], ${pgArray(rows.map((r) => r.type))}::text[], ${pgArray(rows.map((r) => r.sent_at))}::text[], ${pgArray(rows.map((r) => r.body.length))}::int[], ${pgArray(rows.map((r) => r.body))}::text[])`.execute(house.db.system)
}

/**
 * Takes requests in: each resolves once it is on disk (P1). While one write is under way the next gathers, so that a
 * thousand requests a second cost a hundred commits. @throws 503 with Retry-After when too much waits for the disk (P9)
 */
export function taker(house: House): { take(row: Taken): Promise<void>; isFull(): boolean } {
  const gather = gathering<Taken>((rows) => write(house, rows), MOST_ROWS_A_WRITE)
  let waiting_bytes = 0
  const isFull = () => waiting_bytes > MOST_WAITING_BYTES
  return {
    isFull,
    async take(row) {
      if (isFull()) throw tooBusy()
      waiting_bytes += row.body.length
      try {
        await gather([row])
      } finally {
        waiting_bytes -= row.body.length
      }
    },
  }
}

export function tooBusy(): Problem {
  return new Problem(503, 'unavailable', 'More is coming in than the disk takes at this moment. Send it again as Retry-After says; nothing of it was kept.', [], { 'retry-after': '5' })
}
