import { sql } from 'kysely'
import { pgArray, system, systemByKey, type SystemTx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { recordEvents } from '../events/index.ts'
import { compileRule, type CompileContext } from './compile.ts'
import type { Rule } from './contract.ts'
import { compileContext, everybody, peopleFrom } from './evaluate.ts'

type Kept = { id: string; name: string; rule: Rule; purpose: string | null; follows: string[] | null }
type Move = { segment: Kept; entered: string[]; left: string[] }
/** What changed of a contact, as rules name what they read; null: everything may be another. */
type Changed = { contact_id: string; what: string | null }

/** Hears of the people who were looked at for rules that are no segments of anybody's: those of stages and of the score. */
export type Follower = (house: House, tx: SystemTx, workspace_id: string, people: readonly string[], now: Date) => Promise<void>

const BATCH = 2000

/** A stage that hung on a stage would swing for ever. */
const contextOf = ({ purpose }: Kept, cx: CompileContext): CompileContext => (purpose === 'stage' ? { ...cx, stages: new Map() } : cx)

/** The segments to follow, locked: who looks at everybody does so alone, and whoever looks at few waits for that and sees it. */
function keptSegments(tx: SystemTx, workspace_id: string): Promise<Kept[]> {
  return tx.selectFrom('segment').select(['id', 'name', 'rule', 'purpose', 'follows']).where('workspace_id', '=', workspace_id).where('kept', '=', true).where('archived_at', 'is', null).orderBy('id').forShare().execute() as unknown as Promise<Kept[]>
}

/**
 * People as the rule finds them now against those who were in, for some or for all: who came and who went. Told apart by EXCEPT,
 * which sorts or hashes: as an anti join of sets that PostgreSQL takes for two rows, 1,000 people took 0.2 s a segment.
 */
async function move(tx: SystemTx, cx: CompileContext, segment: Kept, people: readonly string[] | undefined, now: Date): Promise<Move> {
  const among = (column: ReturnType<typeof sql.ref>) => (people ? sql`and ${column} = any (${pgArray(people)}::text[])` : sql``)
  const { rows } = await sql<{ contact_id: string; entered: boolean }>`
    with inside as materialized (select c.id::text as id ${people ? sql`${everybody(cx.workspace_id)} ${among(sql.ref('c.id'))} and ${compileRule(segment.rule, cx)}` : peopleFrom(segment.rule, cx)}),
    was as materialized (select m.contact_id::text as id from segment_member m where m.workspace_id = ${cx.workspace_id} and m.segment_id = ${segment.id} ${among(sql.ref('m.contact_id'))}),
    entered as (insert into segment_member (workspace_id, segment_id, contact_id, since) select ${cx.workspace_id}, ${segment.id}, n.id, ${now} from (select id from inside except select id from was) n order by n.id on conflict do nothing returning contact_id),
    left_ as (delete from segment_member m where m.workspace_id = ${cx.workspace_id} and m.segment_id = ${segment.id} and m.contact_id = any (array(select id from was except select id from inside)) returning m.contact_id)
    select contact_id, true as entered from entered union all select l.contact_id, false from left_ l join contact c on c.workspace_id = ${cx.workspace_id} and c.id = l.contact_id and c.person_id = c.id`.execute(tx)
  return { segment, entered: rows.filter((row) => row.entered).map((row) => row.contact_id), left: rows.filter((row) => !row.entered).map((row) => row.contact_id) }
}

/** Coming to and going from segments stands on the log; of other rules their followers hear, with everybody who was looked at. */
async function tell(house: House, tx: SystemTx, workspace_id: string, moves: Move[], people: readonly string[], now: Date, followers: readonly Follower[]): Promise<void> {
  const event = (segment: Kept, type: string) => (contact_id: string): NewEvent => ({ contact_id, type, at: now, source: 'segments', origin: 'live', properties: { segment_id: segment.id, name: segment.name } })
  await recordEvents(house, tx, workspace_id, moves.filter(({ segment }) => segment.purpose === null).flatMap(({ segment, entered, left }) => [...entered.map(event(segment, 'segment.entered')), ...left.map(event(segment, 'segment.left'))]), now)
  if (people.length > 0 && moves.some(({ segment }) => segment.purpose !== null)) for (const follower of followers) await follower(house, tx, workspace_id, people, now)
}

/**
 * Looks again at the people of whom something changed, each segment at those of whom its rule reads what changed, and puts who came and
 * who went on the log. Returns how many changes were taken.
 */
export async function followChanges(house: House, followers: readonly Follower[] = []): Promise<number> {
  const { rows } = await sql<{ workspace_id: string }>`select distinct workspace_id from (select workspace_id from contact_changed order by id limit 10000) x`.execute(house.db.system)
  let taken = 0
  for (const { workspace_id } of rows) taken += await followWorkspace(house, workspace_id, followers)
  return taken
}

/** Of a contact: itself, and whose it is. Who was erased is found no more, and goes out of what they were in. */
async function peopleOf(tx: SystemTx, workspace_id: string, changes: readonly Changed[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(changes.map((change) => change.contact_id))]
  const { rows } = await sql<{ id: string; person_id: string }>`select id, person_id from contact where workspace_id = ${workspace_id} and id = any (${pgArray(ids)}::text[])`.execute(tx)
  const people = new Map(ids.map((id) => [id, [id]]))
  for (const { id, person_id } of rows) if (person_id !== id) people.get(id)!.push(person_id)
  return people
}

function followWorkspace(house: House, workspace_id: string, followers: readonly Follower[]): Promise<number> {
  return systemByKey(house.db, 'segments', workspace_id, (tx) => followBatch(house, tx, workspace_id, followers))
}

async function followBatch(house: House, tx: SystemTx, workspace_id: string, followers: readonly Follower[]): Promise<number> {
  const now = house.clock()
  // Before the changes are taken: who puts other rules in place must find none in another's hands.
  const segments = await keptSegments(tx, workspace_id)
  const { rows: changes } = await sql<Changed>`delete from contact_changed where id = any (array(select id from contact_changed where workspace_id = ${workspace_id} order by id limit ${sql.lit(BATCH)} for update skip locked)) returning contact_id, what`.execute(tx)
  if (changes.length === 0) return 0
  const people = await peopleOf(tx, workspace_id, changes)
  const cx = await compileContext(tx, workspace_id, now, 'few')
  const moves: Move[] = []
  const looked = new Set<string>()
  for (const segment of segments) {
    const concerned = changes.filter(({ what }) => what === null || !segment.follows || segment.follows.includes(what))
    if (concerned.length === 0) continue
    const some = [...new Set(concerned.flatMap((change) => people.get(change.contact_id)!))]
    moves.push(await move(tx, contextOf(segment, cx), segment, some, now))
    if (segment.purpose !== null) for (const id of some) looked.add(id)
  }
  await tell(house, tx, workspace_id, moves, [...looked], now, followers)
  return changes.length
}

/**
 * Looks at whoever changed by the rules that hold, and keeps everybody else from looking until the transaction ends: after
 * that other rules can be put in place. False where so many wait that a worker is to look first.
 */
export async function catchUp(house: House, tx: SystemTx, workspace_id: string, followers: readonly Follower[]): Promise<boolean> {
  const { rows } = await sql`select from contact_changed where workspace_id = ${workspace_id} limit ${sql.lit(BATCH + 1)}`.execute(tx)
  if (rows.length > BATCH) return false
  await sql`select from segment where workspace_id = ${workspace_id} and kept and archived_at is null and purpose is not null order by id for no key update`.execute(tx)
  while ((await followBatch(house, tx, workspace_id, followers)) > 0);
  return true
}

/** Looks at everybody for one segment, and notes how long that took. Locked without its key: whoever names it in a row of theirs need not wait. */
async function lookAtAll(tx: SystemTx, workspace_id: string, id: string, now: Date): Promise<Move | undefined> {
  const segment = await tx.selectFrom('segment').select(['id', 'name', 'rule', 'purpose', 'follows']).where('workspace_id', '=', workspace_id).where('id', '=', id).where('kept', '=', true).where('archived_at', 'is', null).forNoKeyUpdate().executeTakeFirst() as Kept | undefined
  if (!segment) return undefined
  const started = performance.now()
  const moved = await move(tx, contextOf(segment, await compileContext(tx, workspace_id, now, 'everybody')), segment, undefined, now)
  await tx.updateTable('segment').set({ looked_at: now, look_ms: Math.round(performance.now() - started) }).where('workspace_id', '=', workspace_id).where('id', '=', id).execute()
  return moved
}

/** Fills a segment that is kept from now on: whoever is in is in, nobody has come. */
export async function fillSegment(tx: SystemTx, workspace_id: string, id: string, now: Date): Promise<void> {
  await lookAtAll(tx, workspace_id, id, now)
}

/** Whether time alone moves people in and out of a rule. */
export function dependsOnTime(rule: unknown): boolean {
  return /"(in_last_days|not_in_last_days|in_next_days|idle_hours|anniversary|rfm|within_days)"|"(value|since)":\s*"now"|"segment"/.test(JSON.stringify(rule))
}

/**
 * Looks at everybody in the segments that time moves people through; one segment a transaction. So it does once for each that
 * has only been filled: what changed while that was under way was noted for nobody.
 */
export async function followTime(house: House, followers: readonly Follower[] = []): Promise<void> {
  const { rows } = await sql<{ workspace_id: string; id: string; rule: Rule; filled_only: boolean }>`select workspace_id, id, rule, coalesce(looked_at <= kept_since, true) as filled_only from segment where kept and not filling and archived_at is null`.execute(house.db.system)
  for (const row of rows.filter((each) => each.filled_only || dependsOnTime(each.rule))) {
    const now = house.clock()
    await system(house.db, 'segments', row.workspace_id, async (tx) => {
      const moved = await lookAtAll(tx, row.workspace_id, row.id, now)
      if (!moved) return
      const people = [...moved.entered, ...moved.left]
      // Many at once are followed a batch a transaction, as changed people are: a reason is found for each.
      const later = moved.segment.purpose !== null && people.length > BATCH
      if (later) await sql`insert into contact_changed (workspace_id, contact_id) select ${row.workspace_id}, unnest(${pgArray(people)}::text[])`.execute(tx)
      await tell(house, tx, row.workspace_id, [moved], later ? [] : people, now, followers)
    })
  }
}

/** What a worker does for segments and for whoever builds on their membership; each by one worker at a time. */
export const segmentChores = (followers: readonly Follower[]) => [
  { name: 'segments', every_ms: 250, run: async (house: House) => { while ((await followChanges(house, followers)) > 0); } },
  { name: 'segments by time', every_ms: 600_000, run: (house: House) => followTime(house, followers) },
]
