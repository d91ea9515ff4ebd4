import { sql } from 'kysely'
import { pumpSubscriber, type Subscriber } from '../../customers/index.ts'
import { finishRuns, planNext, unplannedRuns, type Chore } from '../../deliver/index.ts'
import { goals } from './goals.ts'
import { startScheduled } from './launch.ts'

const pump = (subscriber: Subscriber): Chore => ({ name: `subscriber ${subscriber.name}`, every_ms: 300, run: async (house) => { while (await pumpSubscriber(house, subscriber)); } })

/** What keeps campaigns going: planning, the hours of schedules, the ends of runs, and goals from the event log. */
export const campaignChores: readonly Chore[] = [
  { name: 'planner', every_ms: 150, run: async (house, tools) => {
    for (const run of await unplannedRuns(house)) while (await planNext(house, tools.pool, run.workspace_id, run.id));
  } },
  { name: 'scheduler', every_ms: 1000, run: startScheduled },
  { name: 'finisher', every_ms: 500, run: async (house) => {
    const finished = await finishRuns(house)
    for (const run of finished) await sql`update campaign set state = 'done', updated_at = ${house.clock()} where workspace_id = ${run.workspace_id} and id = ${run.source_id} and state = 'sending'`.execute(house.db.system)
  } },
  pump(goals),
]
