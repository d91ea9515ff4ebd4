import type { Product } from './product.ts'

export type History = { run_id: string; bucket: string }

/** A run of `product` with that plan, as a launch leaves it; `state` "paused" keeps whatever moves on from leaving. */
export async function makeRun({ database, workspace_id }: Product, run_id: string, plan: object, total: number, state: 'sending' | 'paused'): Promise<History> {
  const bucket = new Date().toISOString().slice(0, 10)
  await database.query(`insert into content (workspace_id, id, body, brand, created_at) values ($1, 'cnt_bench', '{"content": {"default_locale": "uk", "locales": {}}, "campaign": {}}', '{}', now()) on conflict do nothing`, [workspace_id])
  await database.query(`insert into run (workspace_id, id, source_id, occasion, rehearsal, state, bucket, environment, plan, content_id, total, planned, created_at, started_at)
    values ($1, $2::text, 'cmp_' || $2::text, 'bench', false, $3, $4, 'live', $5, 'cnt_bench', $6, true, now(), now())`, [workspace_id, run_id, state, bucket, JSON.stringify(plan), total])
  return { run_id, bucket }
}

/** `n` messages of a run with one accepted hand-over each, references ref-0, ref-1, …; contacts are those of `bringPeople`. */
export async function bringMessages({ database, workspace_id }: Product, { run_id, bucket }: History, n: number, of: { medium: string; connection_id: string }): Promise<void> {
  for (let from = 0; from < n; from += 100_000) {
    const ids = `from generate_series(${from}, ${Math.min(n, from + 100_000) - 1}) i`
    const [id, message_id, contact_id] = ['att', 'msg', 'con'].map((kind) => `'${kind}_' || lpad(to_hex(i), 32, '0')`)
    await database.query(`
      insert into message (workspace_id, bucket, id, source_kind, source_id, occasion, run_id, contact_id, person_id, class, content_id, locale, origin, state, step, send_at, created_at)
      select $1, $2, ${message_id}, 'campaign', 'cmp_' || $3::text, 'bench', $3::text, ${contact_id}, ${contact_id}, 'marketing', 'cnt_bench', 'uk', 'live', 'waiting', 0, now(), now() ${ids}`, [workspace_id, bucket, run_id])
    await database.query(`
      insert into attempt (workspace_id, bucket, id, message_id, run_id, contact_id, step, try, medium, connection_id, endpoint_id, address, state, provider_ref, started_at, accepted_at, price_micro, charged_on, charged_at)
      select $1, $2, ${id}, ${message_id}, $3, ${contact_id}, 0, 1, $4, $5, 'end_bench', '+38067' || lpad(i::text, 7, '0'), 'accepted', 'ref-' || i, now(), now(), 1000, 'accepted', now() ${ids}`, [workspace_id, bucket, run_id, of.medium, of.connection_id])
    await database.query(`insert into attempt_by_ref (connection_id, provider_ref, workspace_id, bucket, attempt_id) select $1, 'ref-' || i, $2, $3, ${id} ${ids}`, [of.connection_id, workspace_id, bucket])
  }
  await database.query('vacuum analyze message, attempt, attempt_by_ref')
}

/** A step's time limit for each of those messages: at `at` seconds from now, spread over `spread` seconds. */
export async function bringLimits({ database, workspace_id }: Product, { run_id, bucket }: History, n: number, at: number, spread: number): Promise<void> {
  await database.query(`insert into due (at, kind, workspace_id, run_id, message_id, bucket, step)
    select now() + make_interval(secs => $4 + $5 * i::float / $6), 'limit', $1, $2, 'msg_' || lpad(to_hex(i), 32, '0'), $3, 0 from generate_series(0, $6::int - 1) i`, [workspace_id, run_id, bucket, at, spread, n])
  await database.query('vacuum analyze due')
}
