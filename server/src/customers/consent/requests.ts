import { sql, type Kysely } from 'kysely'
import { mutate, read, type Cx } from '../../accounts/index.ts'
import { pgArray, type DB, type SystemTx, type Tx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, notFound } from '../../platform/problem.ts'
import { recordEvents } from '../events/index.ts'
import { CONFIRM_WITHIN_DAYS, ruleFor, rulesAndCountries } from './double-opt-in.ts'
import type { Entry } from './entry.ts'

const DAY_MS = 86_400_000

/**
 * Puts aside each yes that must be said twice: it becomes a question to the person and allows nothing until they confirm.
 * Where asking by message is forbidden there is no question, and the yes counts as it was given. Returns the others.
 */
export async function holdUnconfirmed(house: House, tx: Tx, workspace_id: string, rows: Entry[], { now, origin }: { now: Date; origin: NewEvent['origin'] }): Promise<Entry[]> {
  const asked = origin === 'demo' ? [] : rows.filter((row) => row.state === 'opted_in' && !row.confirmed)
  if (asked.length === 0) return rows
  const { rules, countries } = await rulesAndCountries(tx, workspace_id, [...new Set(asked.map((row) => row.contact_id))])
  const held = new Set(asked.filter((row) => {
    const rule = ruleFor(rules, countries.get(row.contact_id) ?? null, row.topic_id)
    return rule.double_opt_in && rule.ask_by_message
  }))
  if (held.size === 0) return rows
  const waiting = [...held]
  const { rows: fresh } = await sql<{ contact_id: string; medium: string; topic_id: string }>`
    insert into consent_request (workspace_id, id, contact_id, medium, topic_id, source, proof, text_id, origin, requested_at, ask_at, expires_at)
    select ${workspace_id}, r.id, r.contact_id, r.medium, r.topic_id, r.source, r.proof::jsonb, r.text_id, ${origin}, ${now}::timestamptz, ${now}::timestamptz, ${new Date(now.getTime() + CONFIRM_WITHIN_DAYS * DAY_MS)}::timestamptz
    from unnest(${pgArray(waiting.map(() => newId('crq')))}::text[], ${pgArray(waiting.map((r) => r.contact_id))}::text[], ${pgArray(waiting.map((r) => r.medium))}::text[], ${pgArray(waiting.map((r) => r.topic_id))}::text[], ${pgArray(waiting.map((r) => r.source))}::text[],
      ${pgArray(waiting.map((r) => JSON.stringify(r.proof)))}::text[], ${pgArray(waiting.map((r) => r.text_id))}::text[]) as r (id, contact_id, medium, topic_id, source, proof, text_id)
    on conflict (workspace_id, contact_id, medium, topic_id) where state = 'open' do update
      -- Who asks again after the question has lapsed is asked again; before that, once is enough.
      set source = excluded.source, proof = excluded.proof, text_id = excluded.text_id, requested_at = excluded.requested_at, ask_at = excluded.ask_at, expires_at = excluded.expires_at where consent_request.expires_at <= excluded.requested_at
    returning contact_id, medium, topic_id`.execute(tx)
  await recordEvents(house, tx, workspace_id, fresh.map((row) => ({ contact_id: row.contact_id, type: 'consent.requested', at: now, source: 'double_opt_in', origin, properties: { medium: row.medium, topic_id: row.topic_id } })), now)
  return rows.filter((row) => !held.has(row))
}

/** A no ends the questions that it covers. */
export async function withdrawRequests(tx: Tx, workspace_id: string, rows: Pick<Entry, 'contact_id' | 'medium' | 'topic_id'>[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update consent_request r set state = 'withdrawn', ask_at = null
    from unnest(${pgArray(rows.map((each) => each.contact_id))}::text[], ${pgArray(rows.map((each) => each.medium))}::text[], ${pgArray(rows.map((each) => each.topic_id))}::text[]) as o (contact_id, medium, topic_id)
      join contact c on c.workspace_id = ${workspace_id} and c.id = o.contact_id join contact p on p.workspace_id = c.workspace_id and p.person_id = c.person_id
    where r.workspace_id = ${workspace_id} and r.contact_id = p.id and r.state = 'open' and o.medium in (r.medium, '*') and o.topic_id in (r.topic_id, '*')`.execute(tx)
}

export type Asked = { workspace_id: string; id: string; contact_id: string; medium: string; topic_id: string; origin: NewEvent['origin']; expires_at: Date }

/** The next question that is to be sent, locked for this transaction. */
export async function nextToAsk(tx: SystemTx, now: Date): Promise<Asked | undefined> {
  const { rows } = await sql<Asked>`select workspace_id, id, contact_id, medium, topic_id, origin, expires_at from consent_request where ask_at is not null and ask_at <= ${now} order by ask_at limit 1 for update skip locked`.execute(tx)
  return rows[0]
}

export async function noteAsked(tx: SystemTx, asked: Asked, message_id: string, now: Date): Promise<void> {
  await sql`update consent_request set ask_at = null, asked_at = ${now}, message_id = ${message_id} where workspace_id = ${asked.workspace_id} and id = ${asked.id}`.execute(tx)
}

/** A question that could not be sent is taken up again later, so that it keeps no other back. */
export async function putOffAsking(db: Kysely<DB>, asked: Asked, until: Date): Promise<void> {
  await sql`update consent_request set ask_at = ${until} where workspace_id = ${asked.workspace_id} and id = ${asked.id} and ask_at is not null`.execute(db)
}

export type OpenRequest = { contact_id: string; medium: string; topic_id: string; state: 'open' | 'confirmed' | 'withdrawn'; expires_at: Date; origin: NewEvent['origin'] }

export async function requestOf(tx: SystemTx, workspace_id: string, id: string): Promise<OpenRequest | undefined> {
  const { rows } = await sql<OpenRequest>`select contact_id, medium, topic_id, state, expires_at, origin from consent_request where workspace_id = ${workspace_id} and id = ${id}`.execute(tx)
  return rows[0]
}

/** What one person was asked and has, or has not, answered: newest first. */
export function listRequests(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const { rows } = await sql<never>`
      select r.id, r.contact_id, r.medium, r.topic_id, r.source, r.proof, case when r.state = 'open' and r.expires_at <= ${cx.now} then 'expired' else r.state end as state, r.requested_at, r.asked_at, r.message_id, r.confirmed_at, r.expires_at
      from contact c join contact p on p.workspace_id = c.workspace_id and p.person_id = c.person_id join consent_request r on r.workspace_id = p.workspace_id and r.contact_id = p.id
      where c.workspace_id = ${cx.workspace.id} and c.id = ${contact_id} order by r.requested_at desc limit 200`.execute(tx)
    return { data: rows }
  })
}

/** Asks once more, at most once a day, and only where a message may. */
export function askAgain(cx: Cx, id: string) {
  return mutate(cx, 'consents:write', async (tx, audit) => {
    const { rows: [row] } = await sql<{ contact_id: string; topic_id: string; state: string; asked_at: Date | null }>`select contact_id, topic_id, state, asked_at from consent_request where workspace_id = ${cx.workspace.id} and id = ${id} for update`.execute(tx)
    if (!row) return notFound('consent_request')
    if (row.state !== 'open') conflict('request_closed', `This question is ${row.state}.`, { hint: 'Record what the person says now as a new consent.' })
    if (row.asked_at && row.asked_at.getTime() > cx.now.getTime() - DAY_MS) conflict('asked_today', 'The person was asked less than a day ago.', { hint: 'Wait until a day has passed since then.' })
    const { rules, countries } = await rulesAndCountries(tx, cx.workspace.id, [row.contact_id])
    if (!ruleFor(rules, countries.get(row.contact_id) ?? null, row.topic_id).ask_by_message) conflict('asking_forbidden', 'Where this person lives, a message must not ask for consent.', { hint: 'Ask in person, on the site or on the telephone, and record the answer.' })
    await sql`update consent_request set ask_at = ${cx.now}, expires_at = ${new Date(cx.now.getTime() + CONFIRM_WITHIN_DAYS * DAY_MS)} where workspace_id = ${cx.workspace.id} and id = ${id}`.execute(tx)
    audit('consent_request', id, { contact_id: row.contact_id })
    return null
  })
}
