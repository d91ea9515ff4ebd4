import { sql } from 'kysely'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import type { House, InsideSubscriber, NewEvent } from '../../platform/house.ts'
import { recordEvents } from '../events/index.ts'
import { compileContext, everybody, fillSegment, type Follower, type Rule } from '../segments/index.ts'
import { reasonsOf, type Reason } from './reasons.ts'

type Stage = { id: string; key: string; name: string | null; rule: Rule }
type Change = { id: string; from_id: string | null; to_id: string | null; by_hand: boolean }
type Hand = { by: string; note: string }

/** Who writes stages does so alone: a look at many people must not write over what somebody's hand has just set. */
export async function lockStages(tx: SystemTx, workspace_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stages ${workspace_id}`}, 0))`.execute(tx)
}

/**
 * Where some people, or all, belong by the kept rules of the stages and by hand, against where they were. Both come from
 * small tables by person, so it costs what the people cost and no rule is asked here. Who is somebody else's contact, put
 * away or a visitor is in no stage, and nothing is told of them.
 */
async function changeStages(tx: SystemTx, workspace_id: string, people: readonly string[] | undefined, now: Date, rules: 'that hold' | 'to be' = 'that hold'): Promise<Change[]> {
  const toBe = rules === 'to be'
  const stages = toBe ? sql`(select id, coalesce(next_segment_id, segment_id) as segment_id, next_position as position from stage where workspace_id = ${workspace_id} and next_position is not null)` : sql`(select id, segment_id, position from stage where workspace_id = ${workspace_id} and position is not null)`
  const among = (column: string) => (people ? sql`and ${sql.ref(column)} = any (${pgArray(people)}::text[])` : sql``)
  const { rows } = await sql<Change>`
    with live as materialized (select c.id::text as id ${everybody(workspace_id)} ${among('c.id')}),
    held as materialized (select distinct on (o.person_id) o.person_id::text as id, h.stage_id::text as stage_id from stage_held h join contact o on o.workspace_id = h.workspace_id and o.id = h.contact_id
      where h.workspace_id = ${workspace_id} ${among('o.person_id')} ${toBe ? sql`and h.stage_id in (select id from ${stages} s)` : sql``} order by o.person_id, h.at desc, h.contact_id),
    reached as materialized (select m.contact_id::text as id, max(s.position) as position from ${stages} s join segment_member m on m.workspace_id = ${workspace_id} and m.segment_id = s.segment_id ${among('m.contact_id')} group by 1),
    was as materialized (select x.contact_id::text as id, x.stage_id::text as stage_id, x.by_hand from contact_stage x where x.workspace_id = ${workspace_id} ${among('x.contact_id')}),
    -- Put together by grouping: joined, each of a thousand people would be compared with each where the planner may not hash.
    together as materialized (
      select t.id, bool_or(t.live) as live, max(t.held) as held, max(t.position) as position, max(t.was) as was, bool_or(t.was_by_hand) as was_by_hand from (
        select id, true as live, null::text as held, null::int as position, null::text as was, null::boolean as was_by_hand from live
        union all select id, false, stage_id, null, null, null from held
        union all select id, false, null, position, null, null from reached
        union all select id, false, null, null, stage_id, by_hand from was) t group by t.id),
    want as materialized (select t.*, coalesce(t.held, s.id::text) as stage_id, t.held is not null as by_hand from together t left join ${stages} s on s.position = t.position),
    changed as materialized (select id, was as from_id, stage_id as to_id, by_hand from want where live and stage_id is not null and (was is null or was <> stage_id or was_by_hand <> by_hand)),
    put as (insert into contact_stage as x (workspace_id, contact_id, stage_id, by_hand, since) select ${workspace_id}, id, to_id, by_hand, ${now} from changed order by id
      on conflict (workspace_id, contact_id) do update set stage_id = excluded.stage_id, by_hand = excluded.by_hand, since = case when x.stage_id = excluded.stage_id then x.since else excluded.since end),
    gone as materialized (select id, was, was_by_hand, live from want where was is not null and not (live and stage_id is not null)),
    out as (delete from contact_stage x where x.workspace_id = ${workspace_id} and x.contact_id = any (array(select id from gone)))
    select id, from_id, to_id, by_hand from changed where from_id is distinct from to_id
    union all select id, was, null, was_by_hand from gone where live`.execute(tx)
  return rows
}

const named = (stage: Stage | undefined, as: 'from' | 'to') => ({ [as]: stage?.key ?? null, ...(stage?.name ? { [`${as}_name`]: stage.name } : {}) })

/**
 * Brings the stages of some people into step with the rules and with what was set by hand, and puts each change on the log
 * with its reason: the conditions that brought it and what was found of the person.
 */
export async function restage(house: House, tx: SystemTx, workspace_id: string, people: readonly string[], now: Date, hand?: Hand): Promise<void> {
  await lockStages(tx, workspace_id)
  const changes = await changeStages(tx, workspace_id, people, now)
  if (changes.length === 0) return
  const { rows: stages } = await sql<Stage>`select s.id, s.key, s.name, g.rule from stage s join segment g on g.workspace_id = s.workspace_id and g.id = s.segment_id where s.workspace_id = ${workspace_id}`.execute(tx)
  const of = new Map(stages.map((stage) => [stage.id, stage]))
  const reasons = await reasonsFor(tx, workspace_id, changes, of, now)
  await recordEvents(house, tx, workspace_id, changes.map((change): NewEvent => ({
    contact_id: change.id, type: 'stage.changed', at: now, source: hand ? 'staff' : 'stages', origin: 'live',
    properties: {
      ...named(of.get(change.from_id ?? ''), 'from'), ...named(of.get(change.to_id ?? ''), 'to'), by_hand: change.by_hand,
      ...(hand ? { by: hand.by, ...(hand.note ? { note: hand.note } : {}) } : {}), because: reasons.get(change.id) ?? [],
    },
  })), now)
}

/** Into a stage by the conditions of its rule that hold; out of the last one by those that hold no more. What a hand did has its note. */
async function reasonsFor(tx: SystemTx, workspace_id: string, changes: Change[], of: Map<string, Stage>, now: Date): Promise<Map<string, Reason[]>> {
  const cx = { ...(await compileContext(tx, workspace_id, now, 'few')), stages: new Map<string, string>() }
  const reasons = new Map<string, Reason[]>()
  for (const group of Map.groupBy(changes.filter((change) => !change.by_hand), (change) => `${change.to_id ?? change.from_id} ${change.to_id !== null}`).values()) {
    const { to_id, from_id } = group[0]!
    const stage = of.get(to_id ?? from_id ?? '')
    if (!stage) continue
    for (const [id, found] of await reasonsOf(tx, cx, stage.rule, group.map((change) => change.id), to_id !== null)) reasons.set(id, found)
  }
  return reasons
}

/** Puts everybody, quietly, where the rules to be say: who changes a rule or the order tells nobody's history of it, and hands nobody over. */
export async function restageAll(tx: SystemTx, workspace_id: string, now: Date): Promise<void> {
  await lockStages(tx, workspace_id)
  await changeStages(tx, workspace_id, undefined, now, 'to be')
}

/** Puts people who were in stages that are no more where the others say, quietly. */
export async function restageSome(tx: SystemTx, workspace_id: string, people: readonly string[], now: Date): Promise<void> {
  if (people.length > 0) await changeStages(tx, workspace_id, people, now)
}

/** The score's rules became others: stages that ask for the score are looked at quietly, by the rules that hold. */
export async function restageByScore(tx: SystemTx, workspace_id: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`select g.id from segment g join stage s on s.workspace_id = g.workspace_id and s.segment_id = g.id where g.workspace_id = ${workspace_id} and s.position is not null and (g.follows is null or 'contact_score' = any (g.follows)) order by g.id`.execute(tx)
  if (rows.length === 0) return
  for (const { id } of rows) await fillSegment(tx, workspace_id, id, now)
  await lockStages(tx, workspace_id)
  await changeStages(tx, workspace_id, undefined, now)
}

export const followStages: Follower = (house, tx, workspace_id, people, now) => restage(house, tx, workspace_id, people, now)

export const eraseStages: InsideSubscriber = {
  types: ['contact.erased'],
  async run(_, tx, workspace_id, events) {
    await sql`delete from contact_stage where workspace_id = ${workspace_id} and contact_id = any (${pgArray(events.map((event) => event.contact_id))}::text[])`.execute(tx)
  },
}
