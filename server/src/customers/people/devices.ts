import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'

export type DeviceSeen = { contact_id: string; key: string; user_agent: string | null; device: Record<string, unknown>; locale: string | null; at: Date }

/** Notes the browsers and apps that people use, and when each was first and last seen. */
export async function rememberDevices(tx: Tx, workspace_id: string, seen: readonly DeviceSeen[]): Promise<void> {
  const latest = [...Map.groupBy(seen, (each) => `${each.contact_id}\n${each.key}`).values()].map((all) => ({ ...all.reduce((a, b) => (b.at >= a.at ? b : a)), first: all.reduce((a, b) => (b.at < a ? b.at : a), all[0]!.at) }))
  if (latest.length === 0) return
  await sql`
    insert into device as d (workspace_id, contact_id, key, user_agent, device, locale, first_seen_at, last_seen_at)
    select ${workspace_id}, r.contact_id, r.key, r.user_agent, r.device::jsonb, r.locale, r.first, r.at
    from unnest(${pgArray(latest.map((r) => r.contact_id))}::text[], ${pgArray(latest.map((r) => r.key))}::text[], ${pgArray(latest.map((r) => r.user_agent))}::text[], ${pgArray(latest.map((r) => JSON.stringify(r.device)))}::text[],
      ${pgArray(latest.map((r) => r.locale))}::text[], ${pgArray(latest.map((r) => r.first))}::timestamptz[], ${pgArray(latest.map((r) => r.at))}::timestamptz[]) as r (contact_id, key, user_agent, device, locale, first, at)
    on conflict (workspace_id, contact_id, key) do update set user_agent = coalesce(excluded.user_agent, d.user_agent), device = case when excluded.device = '{}' then d.device else excluded.device end, locale = coalesce(excluded.locale, d.locale),
      first_seen_at = least(d.first_seen_at, excluded.first_seen_at), last_seen_at = greatest(d.last_seen_at, excluded.last_seen_at)
    -- Within the same minute nothing is worth a write.
    where excluded.last_seen_at > d.last_seen_at + interval '1 minute' or excluded.first_seen_at < d.first_seen_at or excluded.user_agent is distinct from d.user_agent`.execute(tx)
}
