import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { recordEvents } from '../events/index.ts'
import type { ConsentRow, ConsentState, Entry } from './entry.ts'
import { holdUnconfirmed, withdrawRequests } from './requests.ts'
import { keepTexts } from './texts.ts'

type Options = {
  now: Date
  /** What is said in the sandbox neither counts for what really happens, nor undoes it. */
  origin: NewEvent['origin']
  /** A source that only repeats what somebody noted (an import) cannot undo what the person said here. */
  respect_opt_outs: boolean
}

export type ConsentResult = { changed: string[]; kept_opt_outs: Map<string, number> }

type Current = { contact_id: string; medium: string; topic_id: string; state: ConsentState; at: Date; origin: NewEvent['origin']; /** only a list says so */ listed: boolean }
const keyOf = (row: { contact_id: string; medium: string; topic_id: string }) => `${row.contact_id}\n${row.medium}\n${row.topic_id}`

async function currentStates(tx: Tx, workspace_id: string, contact_ids: string[], origin: Options['origin']): Promise<Map<string, Current>> {
  const { rows } = await sql<Current>`
    select s.contact_id, s.medium, s.topic_id, s.state, s.at, e.origin, e.proof ? 'import_id' as listed from consent_state s join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id
    where s.workspace_id = ${workspace_id} and s.contact_id = any (${pgArray(contact_ids)}::text[]) for update of s`.execute(tx)
  return new Map(rows.filter((row) => origin === 'sandbox' || row.origin !== 'sandbox').map((row) => [keyOf(row), row]))
}

/** Whether an opt-out that is on record covers what an opt-in would allow, so that the opt-in must not be taken. */
function isOutweighed(row: ConsentRow, current: Map<string, Current>, options: Options): boolean {
  return [row.medium, '*'].some((medium) => [row.topic_id, '*'].some((topic_id) => {
    const said = current.get(keyOf({ ...row, medium, topic_id }))
    return said?.state === 'opted_out' && (options.respect_opt_outs || (options.origin === 'sandbox' && said.origin === 'live'))
  }))
}

/**
 * Writes consents to the ledger and derives the state, set-based. What says nothing new is not written again. An opt-out
 * is an event inside this transaction: whoever delivers withdraws what is waiting before it commits (promise P6).
 */
export async function recordConsents(house: House, tx: Tx, workspace_id: string, rows: readonly ConsentRow[], options: Options): Promise<ConsentResult> {
  const kept_opt_outs = new Map<string, number>()
  if (rows.length === 0) return { changed: [], kept_opt_outs }
  const current = await currentStates(tx, workspace_id, [...new Set(rows.map((row) => row.contact_id))], options.origin)
  const latest = new Map<string, ConsentRow & { id: string }>()
  for (const row of rows) {
    const before = latest.get(keyOf(row)) ?? current.get(keyOf(row))
    if (row.state === 'opted_in' && isOutweighed(row, current, options)) kept_opt_outs.set(row.contact_id, (kept_opt_outs.get(row.contact_id) ?? 0) + 1)
    // What a list says and the person then says too is written again, so that it outlasts the list.
    else if (before?.state !== row.state || ('listed' in before && before.listed && !('import_id' in row.proof))) latest.set(keyOf(row), { ...row, id: newId('cns') })
  }
  if (latest.size === 0) return { changed: [], kept_opt_outs }
  const fresh = await holdUnconfirmed(house, tx, workspace_id, await withTexts(tx, workspace_id, [...latest.values()], options.now), options)
  if (fresh.length === 0) return { changed: [], kept_opt_outs }
  await withdrawRequests(tx, workspace_id, fresh.filter((row) => row.state === 'opted_out'))
  await insertEntries(tx, workspace_id, fresh, options)
  await recordEvents(house, tx, workspace_id, fresh.map((row) => ({
    contact_id: row.contact_id, type: row.state === 'opted_out' ? 'consent.opted_out' : 'consent.opted_in', at: row.at, source: row.source, origin: options.origin,
    properties: { medium: row.medium, topic_id: row.topic_id, consent_id: row.id },
  })), options.now)
  return { changed: [...new Set(fresh.map((row) => row.contact_id))], kept_opt_outs }
}

async function withTexts(tx: Tx, workspace_id: string, rows: (ConsentRow & { id: string })[], now: Date): Promise<Entry[]> {
  // What somebody typed themselves is theirs alone, and no sentence of a form.
  const textOf = ({ proof, source }: ConsentRow) => (source !== 'word' && typeof proof.text === 'string' && proof.text !== '' ? proof.text : undefined)
  const ids = await keepTexts(tx, workspace_id, rows.flatMap((row) => textOf(row) ?? []), now)
  return rows.map((row) => ({ ...row, text_id: ids.get(textOf(row) ?? '') ?? null }))
}

async function insertEntries(tx: Tx, workspace_id: string, rows: Entry[], { now, origin }: Options): Promise<void> {
  const columns = sql`unnest(${pgArray(rows.map((r) => r.id))}::text[], ${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.medium))}::text[], ${pgArray(rows.map((r) => r.topic_id))}::text[],
    ${pgArray(rows.map((r) => r.state))}::text[], ${pgArray(rows.map((r) => r.at))}::timestamptz[], ${pgArray(rows.map((r) => r.source))}::text[], ${pgArray(rows.map((r) => JSON.stringify(r.proof)))}::text[], ${pgArray(rows.map((r) => r.text_id))}::text[])
    as r (id, contact_id, medium, topic_id, state, at, source, proof, text_id)`
  await sql`insert into consent_entry (workspace_id, id, contact_id, medium, topic_id, state, at, recorded_at, source, proof, text_id, origin)
    select ${workspace_id}, r.id, r.contact_id, r.medium, r.topic_id, r.state, r.at, ${now}, r.source, r.proof::jsonb, r.text_id, ${origin} from ${columns}`.execute(tx)
  await sql`insert into consent_state (workspace_id, contact_id, person_id, medium, topic_id, state, at, entry_id)
    select ${workspace_id}, r.contact_id, c.person_id, r.medium, r.topic_id, r.state, r.at, r.id from ${columns}
    join contact c on c.workspace_id = ${workspace_id} and c.id = r.contact_id
    on conflict (workspace_id, contact_id, medium, topic_id) do update set state = excluded.state, at = excluded.at, entry_id = excluded.entry_id`.execute(tx)
}

/** Takes what the sandbox's people said out of what holds: before it comes what was really said, if anything. The ledger keeps both. */
export async function putAwaySandboxConsents(tx: Tx, workspace_id: string): Promise<void> {
  await sql`
    with before as (
      select distinct on (o.contact_id, o.medium, o.topic_id) o.contact_id, o.medium, o.topic_id, o.state, o.at, o.id from consent_state s
      join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id and e.origin = 'sandbox'
      join consent_entry o on o.workspace_id = s.workspace_id and o.contact_id = s.contact_id and o.medium = s.medium and o.topic_id = s.topic_id and o.origin <> 'sandbox'
      where s.workspace_id = ${workspace_id} order by o.contact_id, o.medium, o.topic_id, o.recorded_at desc, o.id desc)
    update consent_state s set state = b.state, at = b.at, entry_id = b.id from before b
    where s.workspace_id = ${workspace_id} and s.contact_id = b.contact_id and s.medium = b.medium and s.topic_id = b.topic_id`.execute(tx)
  await sql`delete from consent_state s using consent_entry e where s.workspace_id = ${workspace_id} and e.workspace_id = s.workspace_id and e.id = s.entry_id and e.origin = 'sandbox'`.execute(tx)
}
