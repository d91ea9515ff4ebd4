import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { system, type Tx } from '../../../platform/database/index.ts'
import type { House } from '../../../platform/house.ts'
import type { Inbound } from '../contract.ts'
import { presses, type Joins } from './crowd.ts'
import type { Emit } from './engine.ts'
import { readSettings } from './store.ts'

const BATCH = 500
export const JOINABLE = ['telegram', 'push'] as const
export type Joinable = (typeof JOINABLE)[number]

/**
 * The chat or device on the phone of whoever holds a link: one for each link, as a person has one account. It is no
 * number, so that no real bot could ever take it for somebody's chat.
 */
export function addressOf(medium: Joinable, payload: string): string {
  return `sandbox-${createHash('sha256').update(`${medium}\n${payload}`).digest('hex').slice(0, 16)}`
}

/** Start in a chat, Allow on a device. The product hears of it as it hears of everything: from the channel. */
export async function pressStart(tx: Tx, workspace_id: string, medium: Joinable, payload: string, now: Date): Promise<string> {
  const address = addressOf(medium, payload)
  const values = { payload, started_at: now, untold_at: now, updated_at: now }
  await tx.insertInto('sandbox_device').values({ workspace_id, medium, address, ...values }).onConflict((conflict) => conflict.columns(['workspace_id', 'medium', 'address']).doUpdateSet(values)).execute()
  return address
}

/** Block and Deny; false for a chat or device that nobody ever opened. */
export async function pressStop(tx: Tx, workspace_id: string, medium: Joinable, address: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('sandbox_device').set({ started_at: null, untold_at: now, updated_at: now })
    .where('workspace_id', '=', workspace_id).where('medium', '=', medium).where('address', '=', address).where('payload', 'is not', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives a link to everybody: the share of the crowd that follows such links presses. Whoever has pressed or blocked already is left alone. */
export async function letJoin(tx: Tx, workspace_id: string, payloads: string[], now: Date): Promise<Joins> {
  const { seed, joins } = await readSettings(tx, workspace_id)
  const joined: Joins = { telegram: 0, push: 0 }
  for (const medium of JOINABLE) {
    const pressing = payloads.filter((payload) => presses(seed, medium, payload, joins[medium]))
    const { rows } = await sql`
      insert into sandbox_device (workspace_id, medium, address, payload, started_at, untold_at, updated_at)
      select ${workspace_id}, ${medium}, p.address, p.payload, ${now}, ${now}, ${now} from unnest(${pressing.map((payload) => addressOf(medium, payload))}::text[], ${pressing}::text[]) as p (address, payload)
      on conflict (workspace_id, medium, address) do update set payload = excluded.payload, started_at = excluded.started_at, untold_at = excluded.untold_at where sandbox_device.payload is null
      returning 1`.execute(tx)
    joined[medium] = rows.length
  }
  return joined
}

type Press = { workspace_id: string; medium: Joinable; address: string; payload: string; started_at: Date | null; untold_at: Date; connection_id: string }

function toInbound({ medium, address, payload, started_at, untold_at }: Press): Inbound {
  if (started_at) return { kind: 'started', medium, address, name: null, locale: null, payload, at: started_at }
  return { kind: 'stopped', medium, address, at: untold_at }
}

/** Tells the product of presses that it has not heard of; they stay untold until it has. Returns how many. */
export async function tellPresses(house: House, emit: Emit): Promise<number> {
  return system(house.db, 'sandbox', 'all', async (tx) => {
    const { rows } = await sql<Press>`
      select d.workspace_id, d.medium, d.address, d.payload, d.started_at, d.untold_at, c.id as connection_id from sandbox_device d
      join connection c on c.workspace_id = d.workspace_id and c.environment = 'sandbox'
      where d.untold_at is not null order by d.untold_at, d.workspace_id, d.medium, d.address limit ${BATCH} for update of d skip locked`.execute(tx)
    for (const [connection_id, group] of Map.groupBy(rows, (row) => row.connection_id)) await emit(connection_id, group.map(toInbound))
    if (rows.length > 0) {
      await sql`update sandbox_device d set untold_at = null from unnest(${rows.map((r) => r.workspace_id)}::text[], ${rows.map((r) => r.medium)}::text[], ${rows.map((r) => r.address)}::text[]) as r (workspace_id, medium, address)
        where d.workspace_id = r.workspace_id and d.medium = r.medium and d.address = r.address`.execute(tx)
    }
    return rows.length
  })
}
