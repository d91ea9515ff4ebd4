import { sql, type RawBuilder } from 'kysely'
import { mutate, type Audit, type Cx } from '../../accounts/index.ts'
import { lookAtNewcomer, system, systemByKey, type SystemTx, type Tx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import type { Brand } from '../brand/index.ts'
import type { Content, RenderPool } from '../templates/index.ts'
import { reasonKey } from './counters.ts'
import { launchChunk, type RunFacts } from './plan-chunk.ts'
import type { Plan } from './plan.ts'
import { rehearseNext } from './rehearse-chunk.ts'

export type RunState = 'planning' | 'sending' | 'paused' | 'stopped' | 'done' | 'failed'

/** A run that goes on where an earlier one of its source ended: for those whom a stop left out, or who failed for a reason. */
export type Again = { run_id: string; state: 'stopped' | 'failed'; reason: string }

export type NewRun = {
  source_id: string
  occasion: string
  rehearsal: boolean
  environment: 'sandbox' | 'live'
  clock_rate: number
  plan: Plan
  content: Content
  campaign: Record<string, unknown>
  brand: Brand
  budget_micro: number | null
  /** Whom of an earlier run it takes over; null for the first. */
  again: Again | null
  /** FROM and WHERE that yield `contact c`: whom the run is for. */
  audience: RawBuilder<unknown>
}

/** Stores what is said once, as it is now: later edits change nothing that is under way. */
export async function freezeContent(tx: Tx, workspace_id: string, content: Content, campaign: Record<string, unknown>, brand: Brand, now: Date): Promise<string> {
  const id = newId('cnt')
  await sql`insert into content (workspace_id, id, body, brand, created_at) values (${workspace_id}, ${id}, ${JSON.stringify({ content, campaign })}::jsonb, ${JSON.stringify(brand)}::jsonb, ${now})`.execute(tx)
  return id
}

/**
 * Starts a run: what it says and to whom is frozen in one snapshot, so the total is known from here on. A second start of
 * the same occasion finds the first and starts nothing.
 */
export async function startRun(tx: SystemTx, workspace_id: string, input: NewRun, now: Date): Promise<{ id: string; total: number; started: boolean }> {
  const id = newId('run')
  const content_id = await freezeContent(tx, workspace_id, input.content, input.campaign, input.brand, now)
  const { rows: made } = await sql`
    insert into run (workspace_id, id, source_id, occasion, rehearsal, state, bucket, environment, clock_rate, plan, content_id, budget_micro, again, created_at, started_at)
    values (${workspace_id}, ${id}, ${input.source_id}, ${input.occasion}, ${input.rehearsal}, 'planning', ${now.toISOString().slice(0, 10)}::date, ${input.environment}, ${input.clock_rate}, ${JSON.stringify(input.plan)}::jsonb, ${content_id}, ${input.budget_micro}, ${input.again && JSON.stringify(input.again)}::jsonb, ${now}, ${now})
    on conflict do nothing returning id`.execute(tx)
  if (made.length === 0) {
    const { rows } = await sql<{ id: string; total: number }>`select id, total from run where workspace_id = ${workspace_id} and source_id = ${input.source_id} and occasion = ${input.occasion} and not rehearsal`.execute(tx)
    return { ...rows[0]!, started: false }
  }
  const { rows } = await sql<{ total: number }>`
    with taken as (insert into audience_member (workspace_id, run_id, contact_id) select ${workspace_id}, ${id}, min(c.id) ${input.audience} group by c.person_id returning 1),
    counted as (select count(*) as total from taken)
    update run set total = counted.total from counted where workspace_id = ${workspace_id} and id = ${id} returning run.total`.execute(tx)
  return { id, total: rows[0]!.total, started: true }
}

type OpenRun = RunFacts & { rehearsal: boolean; planned_through: string; state: RunState }

const OPEN = sql`state in ('planning', 'sending') and not planned`
const FACTS = sql`workspace_id, id, source_id, occasion, bucket, environment, content_id, plan, rehearsal, planned_through, state`

/** Plans the next members of a run, which nobody else plans at that moment; true while there are more. */
export async function planNext(house: House, pool: RenderPool, workspace_id: string, run_id: string): Promise<boolean> {
  const { rows: [run] } = await sql<OpenRun>`select ${FACTS} from run where workspace_id = ${workspace_id} and id = ${run_id} and ${OPEN}`.execute(house.db.system)
  if (!run) return false
  if (run.planned_through === '') await lookAtNewcomer(house.db, workspace_id)
  return run.rehearsal ? rehearseNext(house, pool, run, run.planned_through) : launchNext(house, workspace_id, run_id)
}

function launchNext(house: House, workspace_id: string, run_id: string): Promise<boolean> {
  const now = house.clock()
  return systemByKey(house.db, 'planner', workspace_id, async (tx) => {
    const { rows: [run] } = await sql<OpenRun>`select ${FACTS} from run where workspace_id = ${workspace_id} and id = ${run_id} and ${OPEN} for update skip locked`.execute(tx)
    if (!run) return false
    const { through, members } = await launchChunk(tx, run, run.planned_through, now)
    await sql`update run set state = 'sending', planned_through = coalesce(${through}, planned_through), planned = ${members === 0} where workspace_id = ${workspace_id} and id = ${run_id}`.execute(tx)
    return members > 0
  })
}

/** Runs that are still planned, oldest first. */
export async function unplannedRuns(house: House): Promise<{ workspace_id: string; id: string }[]> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`select workspace_id, id from run where state in ('planning', 'sending') and not planned order by created_at limit 50`.execute(house.db.system)
  return rows
}

export const OUTCOMES = ['reached', 'failed', 'skipped', 'unknown', 'stopped'] as const

/** Ends runs of which nothing is left: the outcomes that were counted add up to the audience that was frozen. */
export async function finishRuns(house: House): Promise<{ workspace_id: string; source_id: string; state: string }[]> {
  const now = house.clock()
  return system(house.db, 'finisher', 'all', async (tx) => {
    const { rows } = await sql<{ workspace_id: string; source_id: string; state: string }>`
      update run r set state = case when r.state = 'stopped' then 'stopped' else 'done' end, finished_at = ${now} from (
        select o.workspace_id, o.id, o.total - coalesce((select sum(n) from (
          select n from run_counter f where f.workspace_id = o.workspace_id and f.run_id = o.id and f.step = -1 and f.key = any (${[...OUTCOMES]}::text[])
          union all select n from run_delta d where d.workspace_id = o.workspace_id and d.run_id = o.id and d.step = -1 and d.key = any (${[...OUTCOMES]}::text[])) x), 0) as left
        from run o where o.state = 'sending' and o.planned and not o.rehearsal) q
      where r.workspace_id = q.workspace_id and r.id = q.id and q.left <= 0 returning r.workspace_id, r.source_id, r.state`.execute(tx)
    return rows
  })
}

/** Pauses a run: nothing more is claimed or planned; what is handed over already is not called back. */
export async function pauseRun(tx: Tx, workspace_id: string, run_id: string): Promise<boolean> {
  const { rows } = await sql`update run set state = 'paused' where workspace_id = ${workspace_id} and id = ${run_id} and state in ('planning', 'sending') returning id`.execute(tx)
  if (rows.length === 0) return false
  await sql`update queue_item set paused = true where workspace_id = ${workspace_id} and run_id = ${run_id} and not paused`.execute(tx)
  return true
}

export async function resumeRun(tx: Tx, workspace_id: string, run_id: string): Promise<boolean> {
  const { rows } = await sql`update run set state = 'sending' where workspace_id = ${workspace_id} and id = ${run_id} and state = 'paused' returning id`.execute(tx)
  if (rows.length === 0) return false
  await sql`update queue_item set paused = false where workspace_id = ${workspace_id} and run_id = ${run_id} and paused`.execute(tx)
  return true
}

/**
 * Stops a run for good: whoever has got nothing yet gets nothing. Members that were not planned yet are counted as stopped
 * as well, so that the figures still add up to the audience.
 */
export async function stopRun(tx: Tx, workspace_id: string, run_id: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ total: number }>`update run set state = 'stopped', finished_at = ${now}, planned = true where workspace_id = ${workspace_id} and id = ${run_id} and state in ('planning', 'sending', 'paused') returning total`.execute(tx)
  if (rows.length === 0) return false
  await sql`
    with gone as (delete from queue_item where workspace_id = ${workspace_id} and run_id = ${run_id} returning message_id),
    undue as (delete from due where workspace_id = ${workspace_id} and run_id = ${run_id} and kind = 'start' returning message_id),
    ended as (
      update message m set state = 'stopped', reason = 'stopped', finished_at = ${now} where m.workspace_id = ${workspace_id} and m.run_id = ${run_id} and m.state = 'waiting'
        and m.id in (select message_id from gone union select message_id from undue)
        and not exists (select from attempt a where a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id and a.step = m.step and a.state in ('sending', 'accepted', 'unknown')) returning 1),
    unplanned as (
      select count(*) as n from audience_member a join run r on r.workspace_id = a.workspace_id and r.id = a.run_id where a.workspace_id = ${workspace_id} and a.run_id = ${run_id} and a.contact_id > r.planned_through)
    insert into run_delta (workspace_id, run_id, step, medium, key, n)
    select ${workspace_id}, ${run_id}, -1, '', key, (select count(*) from ended) + (select n from unplanned) from unnest(array['stopped', ${reasonKey('stopped', 'stopped')}]) key`.execute(tx)
  return true
}

/** The workspace's one button: nothing of class marketing leaves until it is released; what has gone stale by then is dropped. */
export function holdMarketing(cx: Cx, held: boolean) {
  return mutate(cx, 'marketing:hold', async (tx, audit: Audit) => {
    await sql`update workspace set marketing_held_at = ${held ? cx.now : null}, updated_at = ${cx.now} where id = ${cx.workspace.id}`.execute(tx)
    await sql`update queue_item set held = ${held} where workspace_id = ${cx.workspace.id} and class = 'marketing' and held <> ${held}`.execute(tx)
    audit('workspace', cx.workspace.id, { marketing_held: held })
    return { marketing_held_at: held ? cx.now : null }
  })
}

