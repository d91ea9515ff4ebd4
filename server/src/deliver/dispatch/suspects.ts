import { sql } from 'kysely'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { inShare, WHOLE, type Share } from '../messages/index.ts'

/** Deaths over one hand-over after which nobody takes it again: the first in a batch, the others alone. */
const MOST_DEATHS = 3

/** The next ready hand-over of a connection or a share of it, noted as taken alone before anything is done with it; undefined when there is none. */
export function nextSuspect(house: House, connection: { workspace_id: string; id: string }, share: Share = WHOLE): Promise<{ queue_id: number; quarantined: boolean } | undefined> {
  return system(house.db, 'suspects', connection.workspace_id, async (tx) => {
    const { rows } = await sql<{ queue_id: number; deaths: number }>`
      insert into suspect (queue_id, workspace_id, connection_id, deaths, at)
      select id, workspace_id, connection_id, 1, ${house.clock()} from queue_item where connection_id = ${connection.id} and not paused and not held and ${inShare(share)} order by lane, id limit 1
      on conflict (queue_id) do update set deaths = suspect.deaths + 1, at = excluded.at returning queue_id, deaths`.execute(tx)
    const found = rows[0]
    // The one at hand has killed nobody yet, and the death that made us careful is not noted: it counts as one.
    return found && { queue_id: found.queue_id, quarantined: found.deaths >= MOST_DEATHS }
  })
}

/** It is done with, and we are alive. */
export async function clearSuspect(house: House, queue_id: number): Promise<void> {
  await sql`delete from suspect where queue_id = ${queue_id} or at < ${house.clock()}::timestamptz - interval '7 days'`.execute(house.db.system)
}
