import { sql } from 'kysely'
import { pgArray, systemByKey, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { sha256 } from '../../platform/ids.ts'
import { digestOf, refusedByUse } from '../frequency/index.ts'
import type { RenderPool } from '../templates/index.ts'
import { planned, type Chunk, type RunFacts } from './plan-chunk.ts'
import { priceEntries, readForPricing, type Entry, type Option, type Outcome, type Readings } from './price-entries.ts'

type Decided = { contact_id: string; locale: string; reason: string | null; detail: string | null; step: number | null; medium: Entry['medium'] | null; options: Option[]; skips: object[]; send_at: Date; deferred: boolean; night: boolean; digest_at: Date | null }
type Rehearsed = Omit<Decided, 'step' | 'medium'> & Omit<Outcome, 'step' | 'medium'> & { step: number | null; medium: string | null }

/** Without what is not the same for many: sums are by it. */
const toOption = ({ step, medium, sender_id, price_micro, per, charged_on }: Option): Option => ({ step, medium, sender_id, price_micro, per, charged_on })

/** What the next members would get as things stand: the launch's own decisions, and whom a cap or a content key would refuse. */
async function decideChunk(tx: SystemTx, run: RunFacts, through: string, now: Date): Promise<Chunk & { decided: Decided[] }> {
  const { rows } = await sql<Chunk & Omit<Decided, 'medium' | 'options'> & { ways: Option[] }>`with ${planned(run, through, now)},
    taken as materialized (select max(contact_id) as through, count(*)::int as members from member)
    select taken.through, taken.members, p.contact_id, p.locale, coalesce(p.reason, u.reason) as reason, u.detail, p.step, p.skips, p.send_at, p.deferred, g.at as digest_at,
      p.step is not null and extract(hour from coalesce(case when g.alone then g.at end, p.send_at) at time zone p.zone) not between 8 and 20 as night, case when p.step is null then '[]' else p.ways end as ways
    from taken left join planned p on true left join lateral ${digestOf(run.workspace_id, run.plan, 'p')} g on p.step is not null
      left join lateral ${refusedByUse(run.workspace_id, run.plan, 'p', sql`coalesce(case when g.alone then g.at end, p.send_at)`)} u on p.step is not null`.execute(tx)
  const { through: last, members } = rows[0]!
  return { through: last, members, decided: rows.filter((row) => row.contact_id !== null).map(({ ways, ...row }) => ({ ...row, options: ways.map(toOption), medium: ways.find((way) => way.step === row.step)?.medium ?? null })) }
}

/** Chunks that are rehearsed before somebody else has a turn. */
const AT_ONCE = 20

type DecidedChunk = Chunk & { decided: Decided[]; going: Entry[]; readings: Readings; now: Date }

/** Decides the next members, and reads what it takes to price them. */
function decideNext(house: House, run: RunFacts, through: string): Promise<DecidedChunk> {
  const now = house.clock()
  const deciding = systemByKey(house.db, 'planner', run.workspace_id, async (tx) => {
    const chunk = await decideChunk(tx, run, through, now)
    const going = chunk.decided.filter((row) => row.reason === null) as Entry[]
    return { ...chunk, going, readings: await readForPricing(tx, run, going.map((row) => row.contact_id)), now }
  })
  // It may fail while nobody waits for it yet.
  deciding.catch(() => undefined)
  return deciding
}

/**
 * Rehearses the next members: decides, renders what would go, and notes each person and the sums of all. One chunk is
 * decided while the one before is rendered and the one before that is written, each by a transaction of its own, so that
 * none waits for a template. The chunk that is written moves `planned_through`, from where it was decided: whatever is
 * broken off is decided again, and nobody is noted twice. True while there are more.
 */
export async function rehearseNext(house: House, pool: RenderPool, run: RunFacts, planned_through: string): Promise<boolean> {
  let through = planned_through
  let deciding = decideNext(house, run, through)
  let writing = Promise.resolve(true)
  try {
    for (let n = 0; n < AT_ONCE; n += 1) {
      const chunk = await deciding
      if (chunk.through === null) return (await writing) && (await finish(house, run, through))
      const from = through
      through = chunk.through
      if (n + 1 < AT_ONCE) deciding = decideNext(house, run, through)
      const outcomes = await priceEntries(pool, run, chunk.going, chunk.readings, house.config, chunk.now)
      if (!(await writing)) return false
      writing = write(house, run, from, chunk, outcomes)
      writing.catch(() => undefined)
    }
    return await writing
  } finally {
    await Promise.allSettled([deciding, writing])
  }
}

/** Takes the run from where it was when the chunk was decided to its end; false when somebody else has, or it was stopped. */
async function move(tx: SystemTx, run: RunFacts, from: string, to: { through?: string; done_at?: Date }): Promise<boolean> {
  const { rows } = await sql`
    update run set planned_through = coalesce(${to.through ?? null}, planned_through), planned = ${to.done_at !== undefined}, state = ${to.done_at ? 'done' : 'planning'}, finished_at = ${to.done_at ?? null}
    where workspace_id = ${run.workspace_id} and id = ${run.id} and planned_through = ${from} and state in ('planning', 'sending') and not planned returning 1`.execute(tx)
  return rows.length > 0
}

/** When it goes: in their digest, or at the hour of sending. */
const goesAt = (entry: Rehearsed) => entry.digest_at ?? entry.send_at

/**
 * An e-mail waits for the digest, and who waits for that is not said to wait for their hours too. What goes beside it does
 * not wait, and its success or the limit of the step comes before: then the e-mail is no way at this step.
 */
function gathered(entry: Rehearsed): Rehearsed {
  if (entry.digest_at === null) return entry
  const mail = entry.state === 'planned' ? entry.options.find((option) => option.step === entry.step && option.medium === 'email') : undefined
  if (!mail) return { ...entry, digest_at: null }
  const beside = entry.options.filter((option) => option.step === entry.step && option !== mail).map(({ medium }) => medium)
  if (beside.length === 0) return { ...entry, deferred: false }
  return {
    ...entry, digest_at: null, medium: beside.toSorted()[0]!, options: entry.options.filter((option) => option !== mail), skips: [...entry.skips, { step: mail.step, medium: 'email', reason: 'digest' }],
    price_from: entry.price_from - mail.price_micro, price_to: entry.price_to - mail.price_micro,
  }
}

function write(house: House, run: RunFacts, from: string, chunk: DecidedChunk, outcomes: Outcome[]): Promise<boolean> {
  const outcomeOf = new Map<unknown, Outcome>(chunk.going.map((row, i) => [row, outcomes[i]!]))
  const entries = chunk.decided.map((row): Rehearsed => gathered({ ...row, ...(outcomeOf.get(row) ?? { state: 'skipped', segments: null, price_from: 0, price_to: 0 }) }))
  return systemByKey(house.db, 'planner', run.workspace_id, async (tx) => {
    if (!(await move(tx, run, from, { through: chunk.through! }))) return false
    if (entries.length === 0) return true
    await insertEntries(tx, run, entries)
    await addToGroups(tx, run, entries)
    return true
  })
}

async function finish(house: House, run: RunFacts, from: string): Promise<false> {
  const done_at = house.clock()
  await systemByKey(house.db, 'planner', run.workspace_id, (tx) => move(tx, run, from, { done_at }))
  return false
}

async function insertEntries(tx: SystemTx, run: RunFacts, rows: Rehearsed[]): Promise<void> {
  const column = (of: (row: Rehearsed) => string | number | Date | null) => pgArray(rows.map(of))
  await sql`
    insert into rehearsal_entry (workspace_id, run_id, contact_id, locale, state, reason, detail, step, medium, send_at, deferred, options, skips, segments, price_from_micro, price_to_micro, digest_at)
    select ${run.workspace_id}, ${run.id}, * from unnest(${column((r) => r.contact_id)}::text[], ${column((r) => r.locale)}::text[], ${column((r) => r.state)}::text[], ${column((r) => r.reason)}::text[], ${column((r) => r.detail)}::text[], ${column((r) => r.step)}::int[], ${column((r) => r.medium)}::text[],
      ${column((r) => r.send_at)}::timestamptz[], ${column((r) => String(r.deferred))}::boolean[], ${column((r) => JSON.stringify(r.options))}::jsonb[], ${column((r) => JSON.stringify(r.skips))}::jsonb[], ${column((r) => r.segments)}::int[], ${column((r) => r.price_from)}::bigint[], ${column((r) => r.price_to)}::bigint[], ${column((r) => r.digest_at)}::timestamptz[])`.execute(tx)
}

const smsPrice = (options: Option[]) => Math.max(0, ...options.flatMap((option) => (option.medium === 'sms' ? [option.price_micro] : [])))

/** Adds a chunk to the sums of its run, by everything that a summary shows. One planner at a time holds the run. */
async function addToGroups(tx: SystemTx, run: RunFacts, entries: Rehearsed[]): Promise<void> {
  const groups = Map.groupBy(entries, ({ state, reason, step, medium, locale, deferred, digest_at, options }) => JSON.stringify({ state, reason, step, medium, locale, deferred, digest: digest_at !== null, options }))
  const rows = [...groups].map(([key, group]) => {
    const times = group.map((entry) => goesAt(entry).getTime())
    const digests = group.flatMap(({ digest_at }) => digest_at?.getTime() ?? [])
    const sum = (of: (entry: Rehearsed) => number) => group.reduce((total, entry) => total + of(entry), 0)
    return { ...JSON.parse(key) as object, key: sha256(key).toString('base64url'), count: group.length, night: sum((entry) => Number(entry.state === 'planned' && entry.night)), price_from_micro: sum((entry) => entry.price_from), price_to_micro: sum((entry) => entry.price_to), sms_micro: sum((entry) => smsPrice(entry.options)), first_at: new Date(Math.min(...times)), last_at: new Date(Math.max(...times)), ...(digests.length > 0 && { digest_first_at: new Date(Math.min(...digests)), digest_last_at: new Date(Math.max(...digests)) }) }
  })
  await sql`
    insert into rehearsal_group as g (workspace_id, run_id, key, state, reason, step, medium, locale, deferred, options, count, night, price_from_micro, price_to_micro, sms_micro, first_at, last_at, digest, digest_first_at, digest_last_at)
    select ${run.workspace_id}, ${run.id}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (key text, state text, reason text, step int, medium text, locale text, deferred boolean, options jsonb, count int, night int, price_from_micro bigint, price_to_micro bigint, sms_micro bigint, first_at timestamptz, last_at timestamptz, digest boolean, digest_first_at timestamptz, digest_last_at timestamptz)
    on conflict (workspace_id, run_id, key) do update set count = g.count + excluded.count, night = g.night + excluded.night, price_from_micro = g.price_from_micro + excluded.price_from_micro, price_to_micro = g.price_to_micro + excluded.price_to_micro,
      sms_micro = g.sms_micro + excluded.sms_micro, first_at = least(g.first_at, excluded.first_at), last_at = greatest(g.last_at, excluded.last_at),
      digest_first_at = least(g.digest_first_at, excluded.digest_first_at), digest_last_at = greatest(g.digest_last_at, excluded.digest_last_at)`.execute(tx)
}
