import { sql } from 'kysely'
import { pgArray, systemByKey, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { sha256 } from '../../platform/ids.ts'
import { digestOf, refusedByUse } from '../frequency/index.ts'
import type { RenderPool } from '../templates/index.ts'
import { planned, type Chunk, type RunFacts } from './plan-chunk.ts'
import { pricer, readForPricing, shapeOf, type Closed, type Entry, type Option, type Outcome } from './price-entries.ts'

/** Times in milliseconds since 1970, what was skipped as JSON: neither is looked into for most people. */
type Decided = { contact_id: string; locale: string; reason: string | null; detail: string | null; step: number | null; medium: Entry['medium'] | null; options: Option[]; skips: string; send_at: number; deferred: boolean; night: boolean; digest_at: number | null }
type Rehearsed = Omit<Decided, 'step' | 'medium'> & Omit<Outcome, 'step' | 'medium' | 'closed'> & { step: number | null; medium: string | null }

/** A way as a rehearsal keeps it. */
const toOption = ({ step, medium, sender_id, price_micro, per, charged_on }: Option): Option => ({ step, medium, sender_id, price_micro, per, charged_on })

/** The lists of ways that were met, each once: many people have the same. */
type Known = Map<string, Option[]>

/** What the next members would get as things stand: the launch's own decisions, and whom a cap or a content key would refuse. */
async function decideChunk(tx: SystemTx, run: RunFacts, through: string, now: Date, known: Known): Promise<Chunk & { decided: Decided[] }> {
  const { rows } = await sql<Chunk & Omit<Decided, 'medium' | 'options'> & { ways: string }>`with ${planned(run, through, now, 'prices')},
    taken as materialized (select max(contact_id) as through, count(*)::int as members from member)
    select taken.through, taken.members, p.contact_id, p.locale, coalesce(p.reason, u.reason) as reason, u.detail, p.step, p.skips::text, extract(epoch from p.send_at)::float8 * 1000 as send_at, p.deferred, extract(epoch from g.at)::float8 * 1000 as digest_at,
      p.step is not null and extract(hour from coalesce(case when g.alone then g.at end, p.send_at) at time zone p.zone) not between 8 and 20 as night, case when p.step is null then '[]' else p.ways::text end as ways
    from taken left join planned p on true left join lateral ${digestOf(run.workspace_id, run.plan, 'p')} g on p.step is not null
      left join lateral ${refusedByUse(run.workspace_id, run.plan, 'p', sql`coalesce(case when g.alone then g.at end, p.send_at)`)} u on p.step is not null`.execute(tx)
  const { through: last, members } = rows[0]!
  const optionsOf = (ways: string) => {
    const options = known.get(ways) ?? (JSON.parse(ways) as Option[]).map(toOption)
    known.set(ways, options)
    return options
  }
  return { through: last, members, decided: rows.filter((row) => row.contact_id !== null).map(({ ways, ...row }) => {
    const options = optionsOf(ways)
    return { ...row, options, medium: options.find((way) => way.step === row.step)?.medium ?? null }
  }) }
}

/** Chunks that are rehearsed before somebody else has a turn. */
const AT_ONCE = 20

type DecidedChunk = Chunk & { decided: Decided[]; going: Entry[] }

function decideNext(house: House, run: RunFacts, through: string, known: Known): Promise<DecidedChunk> {
  const deciding = systemByKey(house.db, 'planner', run.workspace_id, async (tx) => {
    const chunk = await decideChunk(tx, run, through, house.clock(), known)
    return { ...chunk, going: chunk.decided.filter((row) => row.reason === null) as Entry[] }
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
  const known: Known = new Map()
  let deciding = decideNext(house, run, through, known)
  let writing = Promise.resolve(true)
  try {
    const price = pricer(house, pool, run, await systemByKey(house.db, 'planner', run.workspace_id, (tx) => readForPricing(tx, run)), house.clock())
    for (let n = 0; n < AT_ONCE; n += 1) {
      const chunk = await deciding
      if (chunk.through === null) return (await writing) && (await finish(house, run, through))
      const from = through
      through = chunk.through
      if (n + 1 < AT_ONCE) deciding = decideNext(house, run, through, known)
      const outcomes = await price(chunk.going)
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

type Skip = { step: number }

/** What is no way up to the step where it goes or ends, as the launch will note it: what is closed to this person, and what a template closed. */
function skipsOf({ skips, step }: { skips: string; step: number | null }, closed: Closed[]): string {
  if (skips === '[]' && closed.length === 0) return skips
  const refused = (JSON.parse(skips) as Skip[]).filter((each) => step === null || each.step <= step)
  return JSON.stringify([...refused, ...closed].toSorted((a, b) => a.step - b.step))
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
    ...entry, digest_at: null, medium: beside.toSorted()[0]!, options: entry.options.filter((option) => option !== mail), skips: JSON.stringify([...JSON.parse(entry.skips) as object[], { step: mail.step, medium: 'email', reason: 'digest' }]),
    price_from: entry.price_from - mail.price_micro, price_to: entry.price_to - mail.price_micro,
  }
}

function write(house: House, run: RunFacts, from: string, chunk: DecidedChunk, outcomes: Outcome[]): Promise<boolean> {
  const outcomeOf = new Map<unknown, Outcome>(chunk.going.map((row, i) => [row, outcomes[i]!]))
  const entries = chunk.decided.map((row): Rehearsed => {
    const outcome = outcomeOf.get(row)
    if (!outcome) return gathered({ ...row, state: 'skipped', segments: null, price_from: 0, price_to: 0, skips: skipsOf(row, []) })
    const { closed, ...priced } = outcome
    // Refused with its last way, it has tried all of them.
    return gathered({ ...row, ...priced, skips: skipsOf({ skips: row.skips, step: priced.state === 'planned' ? priced.step : priced.reason === 'template_aborted' ? row.step : null }, closed) })
  })
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
  const column = (of: (row: Rehearsed) => string | number | null) => pgArray(rows.map(of))
  await sql`
    insert into rehearsal_entry (workspace_id, run_id, contact_id, locale, state, reason, detail, step, medium, send_at, deferred, options, skips, segments, price_from_micro, price_to_micro, digest_at)
    select ${run.workspace_id}, ${run.id}, r.contact_id, r.locale, r.state, r.reason, r.detail, r.step, r.medium, to_timestamp(r.send_at / 1000), r.deferred, r.options, r.skips, r.segments, r.price_from, r.price_to, to_timestamp(r.digest_at / 1000)
    from unnest(${column((r) => r.contact_id)}::text[], ${column((r) => r.locale)}::text[], ${column((r) => r.state)}::text[], ${column((r) => r.reason)}::text[], ${column((r) => r.detail)}::text[], ${column((r) => r.step)}::int[], ${column((r) => r.medium)}::text[],
      ${column((r) => r.send_at)}::float8[], ${column((r) => String(r.deferred))}::boolean[], ${column((r) => shapeOf(r.options).json)}::jsonb[], ${column((r) => r.skips)}::jsonb[], ${column((r) => r.segments)}::int[], ${column((r) => r.price_from)}::bigint[], ${column((r) => r.price_to)}::bigint[], ${column((r) => r.digest_at)}::float8[])
      as r (contact_id, locale, state, reason, detail, step, medium, send_at, deferred, options, skips, segments, price_from, price_to, digest_at)`.execute(tx)
}

const smsPrice = (options: Option[]) => Math.max(0, ...options.flatMap((option) => (option.medium === 'sms' ? [option.price_micro] : [])))

/** Adds a chunk to the sums of its run, by everything that a summary shows. One planner at a time holds the run. */
async function addToGroups(tx: SystemTx, run: RunFacts, entries: Rehearsed[]): Promise<void> {
  const sameFor = ({ state, reason, step, medium, locale, deferred, digest_at }: Rehearsed) => ({ state, reason, step, medium, locale, deferred, digest: digest_at !== null })
  const groups = Map.groupBy(entries, (entry) => `${Object.values(sameFor(entry)).join()}/${shapeOf(entry.options).mark}`)
  const rows = [...groups.values()].map((group) => {
    const same = { ...sameFor(group[0]!), options: group[0]!.options }
    const times = group.map(goesAt)
    const digests = group.flatMap(({ digest_at }) => digest_at ?? [])
    const sum = (of: (entry: Rehearsed) => number) => group.reduce((total, entry) => total + of(entry), 0)
    return { ...same, key: sha256(JSON.stringify(same)).toString('base64url'), count: group.length, night: sum((entry) => Number(entry.state === 'planned' && entry.night)), price_from_micro: sum((entry) => entry.price_from), price_to_micro: sum((entry) => entry.price_to), sms_micro: sum((entry) => smsPrice(entry.options)), first_at: new Date(Math.min(...times)), last_at: new Date(Math.max(...times)), ...(digests.length > 0 && { digest_first_at: new Date(Math.min(...digests)), digest_last_at: new Date(Math.max(...digests)) }) }
  })
  await sql`
    insert into rehearsal_group as g (workspace_id, run_id, key, state, reason, step, medium, locale, deferred, options, count, night, price_from_micro, price_to_micro, sms_micro, first_at, last_at, digest, digest_first_at, digest_last_at)
    select ${run.workspace_id}, ${run.id}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (key text, state text, reason text, step int, medium text, locale text, deferred boolean, options jsonb, count int, night int, price_from_micro bigint, price_to_micro bigint, sms_micro bigint, first_at timestamptz, last_at timestamptz, digest boolean, digest_first_at timestamptz, digest_last_at timestamptz)
    on conflict (workspace_id, run_id, key) do update set count = g.count + excluded.count, night = g.night + excluded.night, price_from_micro = g.price_from_micro + excluded.price_from_micro, price_to_micro = g.price_to_micro + excluded.price_to_micro,
      sms_micro = g.sms_micro + excluded.sms_micro, first_at = least(g.first_at, excluded.first_at), last_at = greatest(g.last_at, excluded.last_at),
      digest_first_at = least(g.digest_first_at, excluded.digest_first_at), digest_last_at = greatest(g.digest_last_at, excluded.digest_last_at)`.execute(tx)
}
