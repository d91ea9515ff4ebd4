import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import { digestAt, hoursOf, isExempt, openAt } from './hours.ts'
import { reserveCaps, reserveKeys, type Subject } from './reserve.ts'

/** A queue item as it was claimed and judged so far; `verdict` is written here. */
export type Judged = Subject & { queue_id: number; workspace_id: string; run_id: string | null; bucket: string; step: number; try: number; medium: string; source_kind: string; source_id: string; verdict: string; detail?: string; sender_id: string | null; address: string; valid_until: Date | null; digest_at: Date | null; /** the letter that it goes in, together with others of one person */ letter?: string; /** by which the caps have counted its letter */ counted?: boolean }

type Rule = { id: string; name: string; class: string; topic_id: string; per: string; max: number }
type Settings = { marketing: unknown; transactional: unknown; same_content_days: number }

/** Days that a content key is remembered where a workspace has not said. */
export const SAME_CONTENT_DAYS = 30

/**
 * Judges what would go by the person's hours, content keys and caps, and reserves what it lets go. `closed` waits in the
 * queue until its person's opening, `next_round` until the next claim, since one person's messages are counted one at a
 * time; `digest` waits for its person's digest. `duplicate`, `capped` and
 * `expired_before_digest` are refusals. In the claim's transaction: twenty claims at once take turns at the rows.
 */
export async function judgeFrequency(tx: SystemTx, rows: Judged[], now: Date): Promise<void> {
  const going = rows.filter((row) => row.verdict === 'go' && !isExempt(row))
  for (const [workspace_id, group] of Map.groupBy(going, (row) => row.workspace_id)) {
    const facts = await readRules(tx, workspace_id, group)
    const { settings, wishes } = facts
    const caps = capsOf(facts)
    const wishOf = (row: Judged) => (row.class === 'marketing' ? wishes.get(row.person_id) : undefined)
    const gathered = group.filter((row) => row.medium === 'email' && wishOf(row)?.digest)
    await putBy(tx, workspace_id, gathered.filter((row) => row.try === 1 && (row.digest_at === null || row.digest_at > now)), now)
    for (const row of gathered) if (row.verdict === 'go') row.letter = `${row.origin}/${row.person_id}/${row.sender_id}/${row.address}`
    await putOff(tx, workspace_id, group.filter((row) => row.verdict === 'go' && (hasHours(settings, row.class) || wishOf(row)?.has_hours)), now)
    const judgeRound = async (open: Judged[], subjects: Judged[], isCounted: (row: Judged) => boolean) => {
      const keyed = subjects.filter((each) => each.content_key !== null)
      const known = keyed.length > 0 ? await reserveKeys(tx, workspace_id, keyed, settings?.same_content_days ?? SAME_CONTENT_DAYS, now) : undefined
      if (known) refuse(open, known, 'duplicate')
      await caps.judge(tx, workspace_id, subjects.filter((each) => each.verdict === 'go' && isCounted(each)), open, now)
    }
    const open = group.filter((row) => row.verdict === 'go' && row.letter === undefined && (row.content_key !== null || caps.count(row)))
    await judgeRound(open, oneForEachPerson(open), caps.count)
    await noLongerWaiting(tx, workspace_id, gathered.filter((row) => row.verdict === 'go'))
    await judgeLetters(tx, workspace_id, gathered.filter((row) => row.verdict === 'go'), (rows, has_letter) => judgeRound(rows, rows, (row) => !has_letter.has(row.letter!) && caps.count(row)))
  }
}

/** So many go in one letter; what is beyond makes the next. */
const MOST_IN_LETTER = 25

type JudgeRound = (round: Judged[], has_letter: Set<string>) => Promise<void>

/**
 * What goes in letters with others: each content key is its own, and a letter is counted once, by the first that may go.
 * A round judges one of each person, since theirs are counted one at a time.
 */
async function judgeLetters(tx: SystemTx, workspace_id: string, rows: Judged[], judge: JudgeRound): Promise<void> {
  for (const some of Map.groupBy(rows, (row) => row.letter!).values()) for (const row of some.slice(MOST_IN_LETTER)) row.verdict = 'next_round'
  await judgeInRounds(await countedFirst(tx, workspace_id, rows.filter((row) => row.verdict === 'go')), judge)
}

async function judgeInRounds(rows: Judged[], judge: JudgeRound): Promise<void> {
  const people = [...Map.groupBy(rows, (row) => `${row.origin}/${row.person_id}`).values()]
  const has_letter = new Set<string>()
  for (let n = 0; people.some((each) => n < each.length); n += 1) {
    const round = people.flatMap((each) => each[n] ?? [])
    await judge(round, has_letter)
    for (const row of round) {
      if (row.verdict !== 'go' || has_letter.has(row.letter!)) continue
      row.counted = true
      has_letter.add(row.letter!)
    }
  }
}

/** What goes again as one goes first by the message that was counted for it, or another would be counted too. */
async function countedFirst(tx: SystemTx, workspace_id: string, rows: Judged[]): Promise<Judged[]> {
  const again = rows.filter((row) => row.try > 1).map((row) => row.message_id)
  if (again.length === 0) return rows
  const { rows: held } = await sql<{ message_id: string }>`select distinct message_id from cap_hold where workspace_id = ${workspace_id} and message_id = any (${again}::text[])`.execute(tx)
  const ids = new Set(held.map((row) => row.message_id))
  return rows.toSorted((a, b) => Number(ids.has(b.message_id)) - Number(ids.has(a.message_id)))
}

/**
 * Counts letters anew whose counted message does not go after all, by the next that may: it gave back what it had taken, or
 * takes it along to its next step. Marks `capped` what may not go then.
 */
export async function countLettersAnew(tx: SystemTx, rows: Judged[], now: Date): Promise<void> {
  const counted = new Set(rows.flatMap((row) => (row.counted ? [row.letter!] : [])))
  const open = rows.filter((row) => row.letter !== undefined && !counted.has(row.letter))
  for (const [workspace_id, group] of Map.groupBy(open, (row) => row.workspace_id)) {
    const caps = capsOf(await readRules(tx, workspace_id, group))
    await judgeInRounds(group, async (round, has_letter) => caps.judge(tx, workspace_id, round.filter((row) => !has_letter.has(row.letter!) && caps.count(row)), round, now))
  }
}

/** The caps of a workspace and of these people: whether any counts a message, and what is used up. */
function capsOf({ rules, wishes }: Awaited<ReturnType<typeof readRules>>) {
  const own = (row: Judged) => (row.class === 'marketing' ? wishes.get(row.person_id)?.max_per_week : undefined)
  return {
    count: (row: Judged) => Boolean(own(row)) || rules.some((rule) => applies(rule, row)),
    /** `open` is all that stands for the messages that are counted. */
    async judge(tx: SystemTx, workspace_id: string, counted: Judged[], open: Judged[], now: Date): Promise<void> {
      if (counted.length === 0) return
      const used = await reserveCaps(tx, workspace_id, counted, now)
      refuse(open, used, 'capped', (row) => used.get(row.message_id)!.map((id) => describeRule(rules.find((rule) => rule.id === id) ?? { name: '', max: own(row) ?? 0, per: 'week' })).join(', '))
    },
  }
}

function refuse(rows: Judged[], ids: { has(message_id: string): boolean }, verdict: string, detail?: (row: Judged) => string): void {
  for (const row of rows) if (row.verdict === 'go' && ids.has(row.message_id)) Object.assign(row, { verdict, ...(detail ? { detail: detail(row) } : {}) })
}

const applies = (rule: Rule, row: Judged) => ['*', row.class].includes(rule.class) && ['*', row.topic_id].includes(rule.topic_id)
const hasHours = (settings: Settings | null, kind: string) => Boolean(settings?.[kind as 'marketing' | 'transactional'])
/** Short, and the same in every language: the numbers of the rule and what somebody called it. */
const describeRule = ({ name, max, per }: Pick<Rule, 'name' | 'max' | 'per'>) => `${name ? `${name}: ` : ''}${max}/${per}`

type Wish = { person_id: string; max_per_week: number | null; has_hours: boolean; digest: 'day' | 'week' | null }

/** Everything that a workspace and these people ask for, in one look-up; where nobody asks for anything, this is all that a claim pays. */
async function readRules(tx: SystemTx, workspace_id: string, group: readonly Judged[]): Promise<{ settings: Settings | null; rules: Rule[]; wishes: Map<string, Wish> }> {
  const people = [...new Set(group.map((row) => row.person_id))]
  const { rows: [row] } = await sql<{ settings: Settings | null; rules: Rule[]; wishes: Wish[] }>`
    select (select jsonb_build_object('marketing', h.marketing, 'transactional', h.transactional, 'same_content_days', h.same_content_days) from sending_hours h where h.workspace_id = ${workspace_id}) as settings,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'class', r.class, 'topic_id', r.topic_id, 'per', r.per, 'max', r.max)) from frequency_rule r where r.workspace_id = ${workspace_id} and r.enabled), '[]') as rules,
      coalesce((select jsonb_agg(jsonb_build_object('person_id', p.contact_id, 'max_per_week', p.max_per_week, 'has_hours', p.opens is not null, 'digest', p.digest)) from contact_preference p where p.workspace_id = ${workspace_id} and p.contact_id = any (${people}::text[])), '[]') as wishes`.execute(tx)
  return { settings: row!.settings, rules: row!.rules, wishes: new Map(row!.wishes.map((wish) => [wish.person_id, wish])) }
}

/** The first message of each person, once however many media it goes by; the others of that person wait for the next claim. */
function oneForEachPerson(rows: Judged[]): Judged[] {
  const first = new Map<string, Judged>()
  for (const row of rows) {
    const key = `${row.origin}/${row.person_id}`
    const before = first.get(key)
    if (!before) first.set(key, row)
    else if (before.message_id !== row.message_id) row.verdict = 'next_round'
  }
  return [...first.values()]
}

/**
 * Marks what meets closed hours, and says when to wake it. The very hand-over stays in the queue: an opt-out, a stop or a
 * success takes it out there as it does any other, and its try keeps its number.
 */
async function putOff(tx: SystemTx, workspace_id: string, rows: Judged[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const { rows: closed } = await sql<{ queue_id: number }>`
    with ${hoursOf(workspace_id, now)},
    judged as materialized (
      select g.*, ${openAt('c', sql`g.class`, sql`${now}::timestamptz`, sql`g.source_id`)} as open_at
      from unnest(${rows.map((r) => r.queue_id)}::bigint[], ${rows.map((r) => r.contact_id)}::text[], ${rows.map((r) => r.class)}::text[], ${rows.map((r) => (r.letter === undefined ? r.source_id : 'digest'))}::text[], ${rows.map((r) => r.run_id)}::text[], ${rows.map((r) => r.message_id)}::text[],
        ${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.try)}::int[], ${rows.map((r) => r.medium)}::text[]) as g (queue_id, contact_id, class, source_id, run_id, message_id, bucket, step, try, medium)
      join contact c on c.workspace_id = ${workspace_id} and c.id = g.contact_id),
    waking as (
      insert into due (at, kind, workspace_id, run_id, message_id, bucket, step, try, medium)
      select open_at, 'wake', ${workspace_id}, run_id, message_id, bucket, step, try, medium from judged where open_at > ${now}::timestamptz)
    select queue_id from judged where open_at > ${now}::timestamptz`.execute(tx)
  const ids = new Set(closed.map((row) => row.queue_id))
  for (const row of rows) if (ids.has(row.queue_id)) row.verdict = 'closed'
}

/** Their hour has come: what they wait for from here on is the provider. */
async function noLongerWaiting(tx: SystemTx, workspace_id: string, rows: Judged[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update message m set reason = null from unnest(${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.message_id)}::text[]) as g (bucket, id) where m.workspace_id = ${workspace_id} and m.bucket = g.bucket and m.id = g.id and m.reason = 'digest'`.execute(tx)
}

/**
 * Puts letters of marketing by for the digest that their person asked for; what is not worth sending by then is refused.
 * That is what somebody set for one message: the days that a campaign is good for stand still while it waits, or nobody with
 * one letter a week would hear of what goes on a Tuesday. As in closed hours the very hand-over stays in the queue. All of a person's are due at one moment.
 */
async function putBy(tx: SystemTx, workspace_id: string, rows: Judged[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const { rows: put } = await sql<{ queue_id: number; late: boolean }>`
    with ${hoursOf(workspace_id, now)},
    judged as materialized (
      select g.*, d.at, g.run_id is null and coalesce(g.valid_until <= d.at, false) as late, coalesce(g.digest_at, ${now}::timestamptz) as waits_from
      from unnest(${rows.map((r) => r.queue_id)}::bigint[], ${rows.map((r) => r.contact_id)}::text[], ${rows.map((r) => r.run_id)}::text[], ${rows.map((r) => r.message_id)}::text[], ${rows.map((r) => r.bucket)}::date[],
        ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.try)}::int[], ${rows.map((r) => r.valid_until)}::timestamptz[], ${rows.map((r) => r.digest_at)}::timestamptz[]) as g (queue_id, contact_id, run_id, message_id, bucket, step, try, valid_until, digest_at)
      join contact c on c.workspace_id = ${workspace_id} and c.id = g.contact_id
      join contact_preference p on p.workspace_id = ${workspace_id} and p.contact_id = c.person_id
      cross join lateral (select ${digestAt('c', sql`p.digest`, sql`${now}::timestamptz`)} as at offset 0) d),
    put as (update queue_item q set digest_at = j.at from judged j where q.id = j.queue_id and not j.late),
    said as (update message m set reason = 'digest', valid_until = case when j.run_id is null then m.valid_until else m.valid_until + (j.at - j.waits_from) end from judged j where m.workspace_id = ${workspace_id} and m.bucket = j.bucket and m.id = j.message_id and not j.late),
    waking as (
      insert into due (at, kind, workspace_id, run_id, message_id, bucket, step, try, medium)
      select at, 'wake', ${workspace_id}, run_id, message_id, bucket, step, try, 'email' from judged where not late)
    select queue_id, late from judged`.execute(tx)
  const late = new Map(put.map((row) => [row.queue_id, row.late]))
  for (const row of rows) row.verdict = late.get(row.queue_id) ? 'expired_before_digest' : 'digest'
}
