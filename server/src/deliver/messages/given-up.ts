import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import type { Settlement } from './settle.ts'

/** An attempt that was given up: what it was marked as, and whether its message has ended because of that. */
export type GivenUp = { state: 'unknown' | 'retry'; ended: boolean }

/**
 * Of these outcomes, those of attempts that somebody gave up while the one who handed them over lived on without the
 * database: by attempt, locked. An attempt has one maker, and nobody else can have handed it over: its word stands, whoever
 * has marked the row since. What is on record as known stays as it is; only that it was taken outweighs a repetition
 * which has not begun. Attempts are locked before their messages, as receipts do.
 */
export async function lockGivenUp(tx: SystemTx, settlements: Settlement[]): Promise<Map<string, GivenUp>> {
  const told = settlements.filter(({ first_hand, result }) => first_hand && result.status !== 'unknown')
  if (told.length === 0) return new Map()
  const rows = told.map(({ hand_over, result }) => ({ ...hand_over, taken: result.status === 'accepted' }))
  const keys = sql`${rows.map((r) => r.workspace_id)}::text[], ${rows.map((r) => r.bucket)}::date[]`
  const { rows: attempts } = await sql<{ id: string; message_id: string; step: number; state: GivenUp['state'] }>`
    select a.id, a.message_id, a.step, a.state from unnest(${keys}, ${rows.map((r) => r.attempt_id)}::text[], ${rows.map((r) => r.taken)}::boolean[]) as r (workspace_id, bucket, id, taken)
    join attempt a on a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.id = r.id
    where a.state = 'unknown' or (a.state = 'retry' and a.reason = 'died' and r.taken) order by a.id for update of a`.execute(tx)
  if (attempts.length === 0) return new Map()
  const { rows: messages } = await sql<{ id: string; state: string; step: number }>`
    select id, state, step from message where (workspace_id, bucket, id) in (select * from unnest(${keys}, ${rows.map((r) => r.message_id)}::text[])) order by id for update`.execute(tx)
  const byId = new Map(messages.map((each) => [each.id, each]))
  return new Map(attempts.map(({ id, message_id, step, state }) => {
    const message = byId.get(message_id)
    return [id, { state, ended: message?.state === 'unknown' && message.step === step }]
  }))
}
