import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { workspaceFacts, type WorkspaceFacts } from '../../accounts/index.ts'
import { completeContacts, identify, markNew, putIntoWords, recordEvents, rememberCompanies, rememberDevices } from '../../customers/index.ts'
import { lookAtGrown, lookAtNewcomer, pgArray, system, type SystemTx } from '../../platform/database/index.ts'
import { allOrNothing } from '../../platform/all-or-nothing.ts'
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
/** Calls of which a batch may make a table another one for the planner, and after which more are looked for at once. */
export const MANY = 500
/** What calls fill that PostgreSQL looks people up in. */
const FILLED = ['contact', 'identity']
/** After so many the next workspace has its turn. */
const BATCHES_A_TURN = 8

/** Every workspace that has something waiting, by skipping through the index: none waits for another's flood. */
async function waitingWorkspaces(house: House): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    with recursive w as (
      (select workspace_id from tracked order by workspace_id limit 1)
      union all select (select t.workspace_id from tracked t where t.workspace_id > w.workspace_id order by t.workspace_id limit 1) from w where w.workspace_id is not null)
    select workspace_id from w where workspace_id is not null`.execute(house.db.system)
  return rows.map((row) => row.workspace_id)
}

/** One call of a request, as it came and as it is understood. */
type Read = { row: Row; raw: unknown; call: Call | Refusal }
const readRow = (row: Row): Read[] => readBody(row.body, row.type ?? undefined, row.sent_at ?? undefined).calls.map((raw) => ({ row, raw, call: readCall(raw, { received_at: row.received_at, ip: row.ip }) }))

type Batch = { ids: number[]; read: Read[] }
const NOTHING: Batch = { ids: [], read: [] }

/** The next requests of a workspace behind `after`, or just these, with their calls read. It locks nothing: whoever understands them does. */
async function readBatch(house: House, workspace_id: string, after: number, only?: readonly number[]): Promise<Batch> {
  const { rows } = await sql<Row>`
    with next as (select id, size from tracked where workspace_id = ${workspace_id} and id > ${after} ${only ? sql`and id = any (${pgArray(only)}::bigint[])` : sql``} order by id limit ${sql.lit(BATCH_ROWS)}),
    summed as (select id, sum(size) over (order by id) - size as before from next)
    select t.id, t.received_at, t.key_id, t.trusted, t.ip, t.type, t.sent_at, t.body from summed s join tracked t on t.id = s.id where s.before < ${BATCH_CHARS} order by t.id`.execute(house.db.system)
  return { ids: rows.map((row) => row.id), read: rows.flatMap(readRow) }
}

/** Calls that were not heard before, in their order. */
async function onlyNew(tx: SystemTx, workspace_id: string, heard: Heard[], now: Date): Promise<Heard[]> {
  const isNew = await markNew(tx, workspace_id, heard.map(({ call }) => call.key), now)
  return heard.filter((_, index) => isNew[index])
}

function toEvent({ call, row }: Heard): Omit<NewEvent, 'contact_id'> {
  const { context } = call
  // How somebody came at first is the same in all their calls; it is kept where they become known.
  const told = { client: context.client, url: context.page?.url, referrer: context.page?.referrer, campaign: context.campaign, first_touch: call.type === 'identify' ? context.first_touch : null }
  const kept = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null && value !== undefined && value !== ''))
  return {
    type: call.event, at: call.at, source: sourceOf(call, row), origin: 'live',
    properties: {
      ...call.properties,
      ...(call.type === 'identify' || call.type === 'group' ? { traits: call.traits } : {}),
      ...(call.company_id ? { company_id: call.company_id } : {}), ...(call.previous_id ? { previous_id: call.previous_id } : {}),
      ...(Object.keys(kept).length > 0 ? { $context: kept } : {}),
    },
  }
}

const sourceOf = (call: Call, row: Row) => call.context.client?.split(' ')[0]!.slice(0, 60) ?? (row.trusted ? 'server' : 'tracking')

/** Understands one batch of a workspace: who each call is about, what it says of them, what happened. All of it or none. `inTurn` is waited for before anybody is touched. */
async function understand(house: House, tx: SystemTx, workspace: WorkspaceFacts, read: Read[], inTurn?: () => Promise<void>): Promise<void> {
  const now = house.clock()
  const isRefusal = (call: Call | Refusal): call is Refusal => 'code' in call
  const rejected: Rejected[] = read.flatMap(({ row, raw, call }) => (isRefusal(call) ? [{ ...call, workspace_id: workspace.id, key_id: row.key_id, received_at: row.received_at, call: raw }] : []))
  const heard = await onlyNew(tx, workspace.id, read.flatMap(({ row, call }) => (isRefusal(call) ? [] : [{ row, call }])), now)
  const claims = heard.map(({ call, row }) => claimOf(call, row.trusted, workspace.country))
  const told = heard.map(toEvent)
  const worded = putIntoWords(told)
  await inTurn?.()
  const { contacts, stored } = await identify(house, tx, workspace, claims, now)
  const completing = completeContacts(tx, workspace.id, heard.map(({ call }, index) => completionOf(call, contacts[index]!, claims[index]!)), now, stored)
  // Its first statement goes out before the rest is made ready: from here on the database is not waited for, but waits for nobody.
  await setImmediate()
  const devices = heard.flatMap(({ call }, index) => (call.anonymous_id && (call.context.user_agent ?? call.context.device) ? [{ contact_id: contacts[index]!, key: call.anonymous_id, user_agent: call.context.user_agent, device: call.context.device ?? {}, locale: call.context.locale, at: call.at }] : []))
  const companies = heard.flatMap(({ call }, index) => (call.type === 'group' && call.company_id ? [{ contact_id: contacts[index]!, external_id: call.company_id, traits: call.traits, at: call.at }] : []))
  await allOrNothing([
    completing,
    recordEvents(house, tx, workspace.id, told.map((event, index) => ({ ...event, contact_id: contacts[index]! })), now, worded),
    rememberDevices(tx, workspace.id, devices),
    rememberCompanies(tx, workspace.id, companies, now),
    insertRejected(tx, rejected),
  ])
}

/** What one bad value does to a statement: its class is the data's (22), a constraint's (23) or a limit's (54). */
const isDataError = (error: unknown) => /^(22|23|54)/.test((error as { code?: string }).code ?? '')

/** A batch that is being understood: when its marks are set, and when it is on the books. */
type Started = { marked: Promise<void>; done: Promise<void> }

/**
 * Begins with a batch while the one before it is not done: its requests are locked and its marks set, then it waits for that
 * one. A mark that both have is the earlier one's, since this begins only when the earlier has set its own.
 */
function start(house: House, workspace: WorkspaceFacts, batch: Batch, before: Promise<void>): Started {
  const { promise: marked, resolve } = Promise.withResolvers<void>()
  const inTurn = () => {
    resolve()
    return before
  }
  const done = system(house.db, 'tracking', workspace.id, async (tx) => {
    // With the statistics of small tables, which grow here, a foreign key is checked by reading the table.
    await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx)
    // Another worker may have been here since they were read.
    const { rows } = await sql<{ id: number }>`select id from tracked where workspace_id = ${workspace.id} and id = any (${pgArray(batch.ids)}::bigint[]) order by id for update`.execute(tx)
    const here = new Set(rows.map((row) => row.id))
    if (here.size === 0) return
    await understand(house, tx, workspace, here.size === batch.ids.length ? batch.read : batch.read.filter(({ row }) => here.has(row.id)), inTurn)
    await forget(tx, batch.ids)
  }).finally(resolve)
  done.catch(() => undefined) // heard when its turn comes
  return { marked, done }
}

/** What a failed batch holds is tried in halves, then call by call: the one at fault is refused with its reason, its neighbours are kept. */
async function takeInParts(house: House, workspace: WorkspaceFacts, { ids }: Batch, error: unknown): Promise<void> {
  if (!isDataError(error)) throw error
  house.log.warn({ err: error, workspace_id: workspace.id, rows: ids.length }, 'a batch of tracked calls failed; going on in smaller parts')
  if (ids.length === 1) return oneByOne(house, workspace, ids[0]!)
  const middle = Math.ceil(ids.length / 2)
  for (const half of [ids.slice(0, middle), ids.slice(middle)]) {
    const part = await readBatch(house, workspace.id, 0, half)
    await start(house, workspace, part, Promise.resolve()).done.catch((failed: unknown) => takeInParts(house, workspace, part, failed))
  }
}

/**
 * Understands the next batches of a workspace, in order; returns how many calls that were. While the database works on one,
 * the next is fetched and read here and its marks are set: each has a processor of its own. If one fails, the next, which waits for it,
 * falls with it and begins anew.
 */
async function resolveWorkspace(house: House, workspace_id: string): Promise<number> {
  const workspace = await workspaceFacts(house.db.system, workspace_id)
  let done = 0
  let current: Started | undefined
  let batch = await readBatch(house, workspace_id, 0)
  for (let turn = 1; batch.ids.length > 0; turn += 1) {
    current ??= start(house, workspace, batch, Promise.resolve())
    // Tables that it filled are planned for as they are now; few calls fill none.
    const finished = batch.read.length < MANY ? current.done : current.done.then(async () => {
      await lookAtGrown(house.db, FILLED)
      await lookAtNewcomer(house.db, workspace_id, FILLED)
    })
    finished.catch(() => undefined) // heard below
    const next = turn < BATCHES_A_TURN ? await readBatch(house, workspace_id, batch.ids.at(-1)!) : NOTHING
    await current.marked
    let following = next.ids.length > 0 ? start(house, workspace, next, finished) : undefined
    try {
      await finished
    } catch (error) {
      await following?.done.catch(() => undefined)
      following = undefined
      await takeInParts(house, workspace, batch, error)
    }
    done += Math.max(batch.ids.length, batch.read.length)
    ;[batch, current] = [next, following]
  }
  return done
}

async function forget(tx: SystemTx, ids: readonly number[]): Promise<void> {
  await sql`delete from tracked where id = any (${pgArray(ids)}::bigint[])`.execute(tx)
}

async function oneByOne(house: House, workspace: WorkspaceFacts, id: number): Promise<void> {
  const { read } = await readBatch(house, workspace.id, 0, [id])
  await system(house.db, 'tracking', workspace.id, async (tx) => {
    const { rows } = await sql`select id from tracked where workspace_id = ${workspace.id} and id = ${id} for update`.execute(tx)
    if (rows.length === 0) return
    for (const each of read) {
      await sql`savepoint one_call`.execute(tx)
      try {
        await understand(house, tx, workspace, [each])
      } catch (error) {
        if (!isDataError(error)) throw error
        await sql`rollback to savepoint one_call`.execute(tx)
        await insertRejected(tx, [{ code: 'failed', detail: `The database could not take it: ${(error as Error).message}`, workspace_id: workspace.id, key_id: each.row.key_id, received_at: each.row.received_at, call: each.raw }])
      }
    }
    await forget(tx, [id])
  })
}

/** Understands what waits, some batches of each workspace in turn; returns how many calls that were. */
export async function resolveTracked(house: House): Promise<number> {
  let done = 0
  for (const workspace_id of await waitingWorkspaces(house)) done += await resolveWorkspace(house, workspace_id)
  return done
}
