import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { recordEvents } from '../events/index.ts'

type Held = { entry_id: string; contact_id: string; medium: string; topic_id: string; before_id: string | null; before_state: 'opted_in' | 'opted_out' | null; before_at: Date | null }

/**
 * Takes back what an import wrote into the ledger about these contacts, where it is still what holds: an entry of the ledger
 * says so, and what held before holds again. What a person said since stands. Returns how many were taken back.
 */
export async function takeBackConsents(house: House, tx: Tx, workspace_id: string, contact_ids: readonly string[], import_id: string, now: Date): Promise<number> {
  const { rows } = await sql<Held>`
    select e.id as entry_id, s.contact_id, s.medium, s.topic_id, b.id as before_id, b.state as before_state, b.at as before_at
    from consent_state s join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id and e.proof ->> 'import_id' = ${import_id}
    left join lateral (
      select o.id, o.state, o.at from consent_entry o
      where o.workspace_id = s.workspace_id and o.contact_id = s.contact_id and o.medium = s.medium and o.topic_id = s.topic_id and o.id <> e.id and o.state <> 'taken_back' and o.proof ->> 'import_id' is distinct from ${import_id}
        and not exists (select from consent_entry t where t.workspace_id = o.workspace_id and t.contact_id = o.contact_id and t.state = 'taken_back' and t.proof ->> 'entry_id' = o.id)
      order by o.recorded_at desc, o.id desc limit 1) b on true
    where s.workspace_id = ${workspace_id} and s.contact_id = any (${pgArray(contact_ids)}::text[]) order by s.contact_id, s.medium, s.topic_id for update of s`.execute(tx)
  if (rows.length === 0) return 0
  const column = (pick: (row: Held) => string | null) => sql`${pgArray(rows.map(pick))}::text[]`
  const ids = rows.map(() => newId('cns'))
  await sql`insert into consent_entry (workspace_id, id, contact_id, medium, topic_id, state, at, recorded_at, source, proof, origin)
    select ${workspace_id}, r.id, r.contact_id, r.medium, r.topic_id, 'taken_back', ${now}, ${now}, 'import', jsonb_build_object('import_id', ${import_id}::text, 'entry_id', r.entry_id), 'live'
    from unnest(${pgArray(ids)}::text[], ${column((r) => r.contact_id)}, ${column((r) => r.medium)}, ${column((r) => r.topic_id)}, ${column((r) => r.entry_id)}) as r (id, contact_id, medium, topic_id, entry_id)`.execute(tx)
  const key = sql`unnest(${column((r) => r.contact_id)}, ${column((r) => r.medium)}, ${column((r) => r.topic_id)}, ${column((r) => r.before_id)}, ${column((r) => r.before_state)}, ${pgArray(rows.map((r) => r.before_at))}::timestamptz[]) as r (contact_id, medium, topic_id, before_id, before_state, before_at)`
  const same = sql`s.workspace_id = ${workspace_id} and s.contact_id = r.contact_id and s.medium = r.medium and s.topic_id = r.topic_id`
  await sql`update consent_state s set state = r.before_state, at = r.before_at, entry_id = r.before_id from ${key} where ${same} and r.before_id is not null`.execute(tx)
  await sql`delete from consent_state s using ${key} where ${same} and r.before_id is null`.execute(tx)
  await recordEvents(house, tx, workspace_id, rows.map((row, index) => ({
    contact_id: row.contact_id, type: 'consent.taken_back', at: now, source: 'import', origin: 'live', properties: { medium: row.medium, topic_id: row.topic_id, consent_id: ids[index]!, import_id },
  })), now)
  return rows.length
}
