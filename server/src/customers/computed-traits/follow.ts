import { sql } from 'kysely'
import { pgArray, system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import type { Task } from '../../platform/jobs/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { pumpSubscriber, type LoggedEvent, type Subscriber } from '../events/index.ts'
import { compute, type Definition } from './compute.ts'

/** People looked at in one transaction while a rule is new. */
const STEP = 1000
/** How old a value may grow of which events fall out by themselves. */
const FRESH_H = 24
const JOINED = ['contact.merged', 'contact.unmerged']

type Heard = Pick<LoggedEvent, 'workspace_id' | 'contact_id' | 'type' | 'properties'>

/** Computes anew for whom these events are about, by the rules that look at them: events that came, or that were taken off the log. */
export async function recompute(tx: SystemTx, events: readonly Heard[], now: Date): Promise<void> {
  const { rows } = await sql<Definition>`select workspace_id, trait_id, rule from computed_trait where workspace_id = any (${pgArray([...new Set(events.map((event) => event.workspace_id))])}::text[])`.execute(tx)
  for (const definition of rows) {
    const concerned = events.filter((event) => event.workspace_id === definition.workspace_id && event.contact_id && (event.type === definition.rule.type || JOINED.includes(event.type)))
    if (concerned.length > 0) await compute(tx, definition, await peopleOf(tx, definition.workspace_id, concerned), now)
  }
}

/** Values follow the log: whoever did something that a rule looks at is computed anew, and whoever became, or is no longer, one person. */
const follower: Subscriber = {
  name: 'computed traits',
  async types(tx) {
    const { rows } = await sql<{ type: string }>`select distinct rule ->> 'type' as type from computed_trait`.execute(tx)
    return rows.length > 0 ? [...rows.map((row) => row.type), ...JOINED] : []
  },
  from: 'now',
  handle: (house, tx, events) => recompute(tx, events, house.clock()),
}

async function peopleOf(tx: SystemTx, workspace_id: string, events: readonly Heard[]): Promise<string[]> {
  const contacts = events.flatMap((event) => [event.contact_id!, ...(typeof event.properties.absorbed_id === 'string' ? [event.properties.absorbed_id] : [])])
  const { rows } = await sql<{ person_id: string }>`select distinct person_id from contact where workspace_id = ${workspace_id} and id = any (${pgArray([...new Set(contacts)])}::text[]) order by 1`.execute(tx)
  return rows.map((row) => row.person_id)
}

type Progress = Definition & { version: number; through: string | null }

/** Looks at the next people for a rule that is new or has grown old; false when there are none, or the rule is another by now. */
async function step(house: House, workspace_id: string, trait_id: string, version: number): Promise<boolean> {
  return system(house.db, 'computed traits', workspace_id, async (tx) => {
    const { rows: [found] } = await sql<Progress>`select workspace_id, trait_id, rule, version, through from computed_trait where workspace_id = ${workspace_id} and trait_id = ${trait_id} and state = 'computing' for update`.execute(tx)
    if (found?.version !== version) return false
    const { rows } = await sql<{ id: string }>`select id from contact where workspace_id = ${workspace_id} and id = person_id and id > ${found.through ?? ''} order by id limit ${sql.lit(STEP)}`.execute(tx)
    const now = house.clock()
    await compute(tx, found, rows.map((row) => row.id), now)
    const last = rows.at(-1)?.id
    await sql`update computed_trait set through = ${last ?? null}, looked_at = looked_at + ${rows.length}, state = case when ${last === undefined} then 'current' else state end, refreshed_at = case when ${last === undefined} then ${now}::timestamptz else refreshed_at end
      where workspace_id = ${workspace_id} and trait_id = ${trait_id}`.execute(tx)
    return last !== undefined
  })
}

export const computeTask: Task = async (house, { workspace_id, payload, signal }) => {
  const [trait_id, version] = [String(payload.trait_id), Number(payload.version)]
  while (await step(house, workspace_id, trait_id, version)) {
    if (signal.aborted) return system(house.db, 'computed traits', workspace_id, (tx) => enqueue(tx, COMPUTE, { workspace_id, payload: { trait_id, version } }))
  }
}
export const COMPUTE = 'traits.compute'

/** Computes a rule for everybody from the beginning, in the caller's transaction. */
export async function beginAnew(tx: SystemTx, workspace_id: string, trait_id: string): Promise<void> {
  const { rows: [row] } = await sql<{ version: number }>`update computed_trait set state = 'computing', version = version + 1, through = null, looked_at = 0,
    people = (select count(*)::int from contact where workspace_id = ${workspace_id} and id = person_id) where workspace_id = ${workspace_id} and trait_id = ${trait_id} returning version`.execute(tx)
  await enqueue(tx, COMPUTE, { workspace_id, payload: { trait_id, version: row!.version }, key: `trait ${trait_id}` })
}

/** Rules that look back for so many days lose events as these pass: once a day they are computed anew. */
async function refresh(house: House): Promise<void> {
  const before = new Date(house.clock().getTime() - FRESH_H * 3_600_000)
  const { rows } = await sql<{ workspace_id: string; trait_id: string }>`select workspace_id, trait_id from computed_trait where rule ? 'in_last_days' and state = 'current' and refreshed_at < ${before} limit 100`.execute(house.db.system)
  for (const { workspace_id, trait_id } of rows) await system(house.db, 'computed traits', workspace_id, (tx) => beginAnew(tx, workspace_id, trait_id))
}

export const computedChores = [
  { name: 'computed traits', every_ms: 1000, run: async (house: House) => { while (await pumpSubscriber(house, follower)); } },
  { name: 'computed traits by time', every_ms: 600_000, run: refresh },
]
