import { sql } from 'kysely'
import { pgArray, system, type SystemTx } from '../../platform/database/index.ts'
import type { House, InsideSubscriber, NewEvent } from '../../platform/house.ts'
import { recordEvents } from '../events/index.ts'
import { compileContext, type Follower } from '../segments/index.ts'
import type { ScoreRuleInput } from './contract.ts'
import { givenTo, withoutScores } from './points.ts'

export type Settings = { rules: ScoreRuleInput[]; thresholds: number[]; next_rules: ScoreRuleInput[] | null }
type Change = { id: string; was: number; score: number }

async function settingsOf(tx: SystemTx, workspace_id: string): Promise<Settings | undefined> {
  return (await sql<Settings>`select rules, thresholds, next_rules from score_settings where workspace_id = ${workspace_id}`.execute(tx)).rows[0]
}

/** Who writes scores does so alone, so that an older look never covers a younger one. */
export async function lockScores(tx: SystemTx, workspace_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`scores ${workspace_id}`}, 0))`.execute(tx)
}

const TABLES = { 'that hold': sql`contact_score`, 'to be': sql`contact_score_next` }
type Which = keyof typeof TABLES

/** Counts the points of some people, or of all, anew by one statement; returns whose score is another now. */
export async function countPoints(tx: SystemTx, workspace_id: string, rules: readonly ScoreRuleInput[], which: Which, people: readonly string[] | undefined, now: Date): Promise<Change[]> {
  const among = (column: string) => (people ? sql`and ${sql.ref(column)} = any (${pgArray(people)}::text[])` : sql``)
  const cx = withoutScores(await compileContext(tx, workspace_id, now, people ? 'few' : 'everybody'))
  const { rows } = await sql<Change>`
    with ${givenTo(rules, cx, among('c.id'))},
    summed as materialized (select id::text as id, round(sum(points))::int as score from given group by 1 having round(sum(points)) <> 0),
    want as materialized (select s.id, s.score from summed s join live l on l.id = s.id),
    had as materialized (select x.contact_id::text as id, x.score from ${TABLES[which]} x where x.workspace_id = ${workspace_id} ${among('x.contact_id')}),
    -- Grouped, not joined: where the planner may not hash, a join would compare each of a thousand people with each.
    changed as materialized (select t.id, coalesce(max(t.had), 0) as was, max(t.want) as score from (select id, score as want, null::int as had from want union all select id, null, score from had) t
      group by t.id having max(t.want) is not null and max(t.want) is distinct from max(t.had)),
    gone as materialized (select id from had except select id from want),
    put as (insert into ${TABLES[which]} (workspace_id, contact_id, score) select ${workspace_id}, id, score from changed order by id on conflict (workspace_id, contact_id) do update set score = excluded.score),
    out as (delete from ${TABLES[which]} x where x.workspace_id = ${workspace_id} and x.contact_id = any (array(select id from gone)))
    select id, was, score from changed`.execute(tx)
  return rows
}

/** What was counted by the rules to be takes the place of what held, for all whose score is another. */
export async function putNext(tx: SystemTx, workspace_id: string): Promise<void> {
  await sql`insert into contact_score as x (workspace_id, contact_id, score) select workspace_id, contact_id, score from (
      select workspace_id, contact_id, score from contact_score_next where workspace_id = ${workspace_id} except select workspace_id, contact_id, score from contact_score where workspace_id = ${workspace_id}) n order by contact_id
    on conflict (workspace_id, contact_id) do update set score = excluded.score`.execute(tx)
  await sql`delete from contact_score where workspace_id = ${workspace_id} and contact_id = any (array(
    select contact_id from contact_score where workspace_id = ${workspace_id} except select contact_id from contact_score_next where workspace_id = ${workspace_id}))`.execute(tx)
}

/** Brings the scores of some people into step, and puts on the log who came to a threshold from below. */
async function rescore(house: House, tx: SystemTx, workspace_id: string, people: readonly string[] | undefined, now: Date): Promise<void> {
  const settings = await settingsOf(tx, workspace_id)
  if (!settings) return
  await lockScores(tx, workspace_id)
  // Who changes while other rules are being counted is counted by those too.
  if (people && settings.next_rules) await countPoints(tx, workspace_id, settings.next_rules, 'to be', people, now)
  const changes = await countPoints(tx, workspace_id, settings.rules, 'that hold', people, now)
  await recordEvents(house, tx, workspace_id, changes.flatMap(({ id, was, score }) => settings.thresholds.filter((threshold) => was < threshold && score >= threshold)
    .map((threshold): NewEvent => ({ contact_id: id, type: 'score.reached', at: now, source: 'score', origin: 'live', properties: { threshold, score, before: was } }))), now)
}

export const followScores: Follower = (house, tx, workspace_id, people, now) => rescore(house, tx, workspace_id, people, now)

/** Points fade: everybody's are counted anew each hour where time changes them; one workspace a transaction. */
export async function fadeScores(house: House): Promise<void> {
  const { rows } = await sql<{ workspace_id: string }>`select workspace_id from score_settings where by_time`.execute(house.db.system)
  for (const { workspace_id } of rows) await system(house.db, 'scores', workspace_id, (tx) => rescore(house, tx, workspace_id, undefined, house.clock()))
}

export const scoreChores = [{ name: 'scores by time', every_ms: 3_600_000, run: fadeScores }]

export const eraseScores: InsideSubscriber = {
  types: ['contact.erased'],
  async run(_, tx, workspace_id, events) {
    const gone = pgArray(events.map((event) => event.contact_id))
    await sql`delete from contact_score_next where workspace_id = ${workspace_id} and contact_id = any (${gone}::text[])`.execute(tx)
    await sql`delete from contact_score where workspace_id = ${workspace_id} and contact_id = any (${gone}::text[])`.execute(tx)
  },
}
