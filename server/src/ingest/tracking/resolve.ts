import { sql } from 'kysely'
import { workspaceFacts, type WorkspaceFacts } from '../../accounts/index.ts'
import { completeContacts, identify, recordEvents, rememberCompanies, rememberDevices } from '../../customers/index.ts'
import { pgArray, system, type SystemTx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { readBody } from './body.ts'
import { readCall, type Call, type Refusal } from './call.ts'
import { insertRejected, type Rejected } from './rejected.ts'
import { claimOf, completionOf } from './traits.ts'

type Row = { id: number; received_at: Date; key_id: string; trusted: boolean; ip: string | null; type: string | null; sent_at: string | null; body: string }
type Heard = { call: Call; row: Row }

/** So much text is understood in one transaction: about two thousand calls. */
const BATCH_CHARS = 1_500_000
const BATCH_ROWS = 500

/** Every workspace that has something waiting, by skipping through the index: none waits for another's flood. */
async function waitingWorkspaces(house: House): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    with recursive w as (
      (select workspace_id from tracked order by workspace_id limit 1)
      union all select (select t.workspace_id from tracked t where t.workspace_id > w.workspace_id order by t.workspace_id limit 1) from w where w.workspace_id is not null)
    select workspace_id from w where workspace_id is not null`.execute(house.db.system)
  return rows.map((row) => row.workspace_id)
}

const callsOf = (row: Row): unknown[] => readBody(row.body, row.type ?? undefined, row.sent_at ?? undefined).calls

async function takeRows(tx: SystemTx, workspace_id: string, only: readonly number[] | undefined): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with next as (select id, size from tracked where workspace_id = ${workspace_id} ${only ? sql`and id = any (${pgArray(only)}::bigint[])` : sql``} order by id limit ${sql.lit(BATCH_ROWS)} for update),
    summed as (select id, sum(size) over (order by id) - size as before from next)
    select t.id, t.received_at, t.key_id, t.trusted, t.ip, t.type, t.sent_at, t.body from summed s join tracked t on t.id = s.id where s.before < ${BATCH_CHARS} order by t.id`.execute(tx)
  return rows
}

/** Calls that were not heard before, in their order. */
async function onlyNew(tx: SystemTx, workspace_id: string, heard: Heard[], now: Date): Promise<Heard[]> {
  const keys = [...new Set(heard.flatMap(({ call }) => call.key ?? []))].toSorted()
  if (keys.length === 0) return heard
  const { rows } = await sql<{ key: string }>`
    insert into event_key (workspace_id, key, at) select ${workspace_id}, k::uuid, ${now} from unnest(${pgArray(keys)}::text[]) as k on conflict do nothing returning replace(key::text, '-', '') as key`.execute(tx)
  const fresh = new Set(rows.map((row) => row.key))
  return heard.filter(({ call }) => call.key === null || fresh.delete(call.key))
}

function toEvent({ call, row }: Heard, contact_id: string): NewEvent {
  const { context } = call
  // How somebody came at first is the same in all their calls; it is kept where they become known.
  const told = { client: context.client, url: context.page?.url, referrer: context.page?.referrer, campaign: context.campaign, first_touch: call.type === 'identify' ? context.first_touch : null }
  const kept = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null && value !== undefined && value !== ''))
  return {
    contact_id, type: call.event, at: call.at, source: sourceOf(call, row), origin: 'live',
    properties: {
      ...call.properties,
      ...(call.type === 'identify' || call.type === 'group' ? { traits: call.traits } : {}),
      ...(call.company_id ? { company_id: call.company_id } : {}), ...(call.previous_id ? { previous_id: call.previous_id } : {}),
      ...(Object.keys(kept).length > 0 ? { $context: kept } : {}),
    },
  }
}

const sourceOf = (call: Call, row: Row) => call.context.client?.split(' ')[0]!.slice(0, 60) ?? (row.trusted ? 'server' : 'tracking')

/** Understands one batch of a workspace: who each call is about, what it says of them, what happened. All of it or none. */
async function understand(house: House, tx: SystemTx, workspace: WorkspaceFacts, rows: { row: Row; calls: unknown[] }[]): Promise<number> {
  const now = house.clock()
  const read = rows.flatMap(({ row, calls }) => calls.map((raw) => ({ row, raw, call: readCall(raw, { received_at: row.received_at, ip: row.ip }) })))
  const isRefusal = (call: Call | Refusal): call is Refusal => 'code' in call
  const rejected: Rejected[] = read.flatMap(({ row, raw, call }) => (isRefusal(call) ? [{ ...call, workspace_id: workspace.id, key_id: row.key_id, received_at: row.received_at, call: raw }] : []))
  const heard = await onlyNew(tx, workspace.id, read.flatMap(({ row, call }) => (isRefusal(call) ? [] : [{ row, call }])), now)
  const claims = heard.map(({ call, row }) => claimOf(call, row.trusted, workspace.country))
  const contacts = await identify(house, tx, workspace, claims, now)
  await completeContacts(tx, workspace.id, heard.map(({ call }, index) => completionOf(call, contacts[index]!, claims[index]!)), now)
  await rememberDevices(tx, workspace.id, heard.flatMap(({ call }, index) => (call.anonymous_id && (call.context.user_agent ?? call.context.device) ? [{ contact_id: contacts[index]!, key: call.anonymous_id, user_agent: call.context.user_agent, device: call.context.device ?? {}, locale: call.context.locale, at: call.at }] : [])))
  await rememberCompanies(tx, workspace.id, heard.flatMap(({ call }, index) => (call.type === 'group' && call.company_id ? [{ contact_id: contacts[index]!, external_id: call.company_id, traits: call.traits, at: call.at }] : [])), now)
  await recordEvents(house, tx, workspace.id, heard.map((each, index) => toEvent(each, contacts[index]!)), now)
  await insertRejected(tx, rejected)
  return read.length
}

/** What one bad value does to a statement: its class is the data's (22), a constraint's (23) or a limit's (54). */
const isDataError = (error: unknown) => /^(22|23|54)/.test((error as { code?: string }).code ?? '')

/** Understands the next rows of a workspace. What fails is tried in halves, then call by call: the one at fault is refused with its reason, its neighbours are kept. */
async function resolveWorkspace(house: House, workspace_id: string, only?: readonly number[]): Promise<number> {
  const workspace = await workspaceFacts(house.db.system, workspace_id)
  let ids: number[] = []
  try {
    return await system(house.db, 'tracking', workspace_id, async (tx) => {
      const rows = await takeRows(tx, workspace_id, only)
      ids = rows.map((row) => row.id)
      if (rows.length === 0) return 0
      await understand(house, tx, workspace, rows.map((row) => ({ row, calls: callsOf(row) })))
      await forget(tx, ids)
      return rows.length
    })
  } catch (error) {
    if (!isDataError(error)) throw error
    house.log.warn({ err: error, workspace_id, rows: ids.length }, 'a batch of tracked calls failed; going on in smaller parts')
  }
  if (ids.length > 1) {
    const middle = Math.ceil(ids.length / 2)
    return (await resolveWorkspace(house, workspace_id, ids.slice(0, middle))) + (await resolveWorkspace(house, workspace_id, ids.slice(middle)))
  }
  return oneByOne(house, workspace, ids[0]!)
}

async function forget(tx: SystemTx, ids: readonly number[]): Promise<void> {
  await sql`delete from tracked where id = any (${pgArray(ids)}::bigint[])`.execute(tx)
}

async function oneByOne(house: House, workspace: WorkspaceFacts, id: number): Promise<number> {
  return system(house.db, 'tracking', workspace.id, async (tx) => {
    const [row] = await takeRows(tx, workspace.id, [id])
    if (!row) return 0
    for (const raw of callsOf(row)) {
      await sql`savepoint one_call`.execute(tx)
      try {
        await understand(house, tx, workspace, [{ row, calls: [raw] }])
      } catch (error) {
        if (!isDataError(error)) throw error
        await sql`rollback to savepoint one_call`.execute(tx)
        await insertRejected(tx, [{ code: 'failed', detail: `The database could not take it: ${(error as Error).message}`, workspace_id: workspace.id, key_id: row.key_id, received_at: row.received_at, call: raw }])
      }
    }
    await forget(tx, [id])
    return 1
  })
}

/** Understands what waits, one batch of each workspace in turn; returns how many requests that were. */
export async function resolveTracked(house: House): Promise<number> {
  let done = 0
  for (const workspace_id of await waitingWorkspaces(house)) done += await resolveWorkspace(house, workspace_id)
  return done
}
