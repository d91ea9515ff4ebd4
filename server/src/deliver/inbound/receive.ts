import { sql } from 'kysely'
import { workspaceFacts } from '../../accounts/index.ts'
import { insertEndpoints, parsePhone, recordConsents, recordEvents, upsertContacts } from '../../customers/index.ts'
import { systemPrepared, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import type { Inbound } from '../channels/index.ts'
import { applyByRef, applyReceipts, attemptsByRef, lockAttempts, type Receipt } from '../messages/index.ts'
import { contactsByPayload } from './chat-links.ts'
import { meaningOf } from './stop-words.ts'

type Line = { id: string; workspace_id: string; environment: 'sandbox' | 'live' }
type Reply = Extract<Inbound, { kind: 'reply' }>
type Start = Extract<Inbound, { kind: 'started' }>

const originOf = (line: Line) => (line.environment === 'sandbox' ? 'sandbox' : 'live') as 'sandbox' | 'live'

/**
 * Takes in what a provider says and what people write: the only way back from a channel. Everything of one call is on
 * disk when it resolves, and doing it again changes nothing.
 */
export async function receiveInbound(house: House, connection_id: string, inbound: Inbound[]): Promise<void> {
  const now = house.clock()
  await systemPrepared(house.db, 'inbound', 'all', async (tx) => {
    const row = await tx.selectFrom('connection').select(['id', 'workspace_id', 'environment']).where('id', '=', connection_id).executeTakeFirst()
    if (!row) return
    const line = { ...row, environment: row.environment as Line['environment'] }
    const receipts = inbound.flatMap((each) => (each.kind === 'receipt' ? [{ provider_ref: each.provider_ref, receipt: toReceipt(each) }] : []))
    if (receipts.length > 0) await applyByRef(house, tx, line.id, receipts, now)
    // A chat is opened before anything in it is read, and closed by whichever of Start and Stop came last.
    const doors = inbound.filter((each) => each.kind === 'started' || each.kind === 'stopped')
    await takeStarts(house, tx, line, doors.filter((each) => each.kind === 'started'), now)
    for (const each of inbound) {
      if (each.kind === 'reply') await takeReply(house, tx, line, each, now)
      if (each.kind === 'complaint') await takeComplaint(house, tx, line, each.provider_ref, now)
    }
    const last = new Map(doors.map((each) => [`${each.medium}\n${each.address}`, each]))
    await setEndpoints(tx, line, [...last.values()].filter((each) => each.kind === 'stopped'), { state: 'blocked', reason: 'blocked' }, now)
  })
}

function toReceipt(inbound: Extract<Inbound, { kind: 'receipt' }>): Receipt {
  const { status, at, reason, detail, permanent } = inbound
  return { status, at, ...(reason ? { reason } : {}), ...(detail ? { detail } : {}), ...(permanent ? { permanent } : {}) }
}

/** Whoever writes is somebody: an unknown address becomes a contact. */
async function contactOf(house: House, tx: SystemTx, line: Line, medium: string, address: string, now: Date): Promise<string | undefined> {
  const known = await tx.selectFrom('endpoint').select('contact_id').where('workspace_id', '=', line.workspace_id).where('medium', '=', medium).where('address', '=', address).where('scope', 'in', ['', line.id]).executeTakeFirst()
  if (known) return known.contact_id
  const workspace = await workspaceFacts(tx, line.workspace_id)
  const phone = medium === 'email' ? undefined : parsePhone(address, workspace.country)
  const identity = medium === 'email' ? { kind: 'email', value: address } : phone ? { kind: 'phone', value: phone.e164, country: phone.country } : { kind: `${medium}_id`, value: address }
  const [outcome] = await upsertContacts(house, tx, workspace, [{ identities: [identity] }], { now, origin: 'live' })
  return outcome && 'contact_id' in outcome ? outcome.contact_id : undefined
}

async function takeReply(house: House, tx: SystemTx, line: Line, reply: Reply, now: Date): Promise<void> {
  const contact_id = await contactOf(house, tx, line, reply.medium, reply.from, now)
  if (!contact_id) return
  const answered = await findAnswered(tx, line, reply, contact_id)
  const meaning = meaningOf(reply.text)
  const { rows: [fresh] } = await sql<{ id: string }>`
    insert into inbound (workspace_id, id, contact_id, connection_id, medium, address, provider_ref, text, message_id, origin, received_at, handled_at, needs_review)
    values (${line.workspace_id}, ${newId('rpl')}, ${contact_id}, ${line.id}, ${reply.medium}, ${reply.from}, ${reply.provider_ref}, ${reply.text.slice(0, 10_000)}, ${answered?.message_id ?? null}, ${originOf(line)}, ${reply.at},
      ${meaning === 'opt_out' || meaning === 'opt_in' ? now : null}, ${meaning === 'review'})
    on conflict (workspace_id, connection_id, provider_ref) do nothing returning id`.execute(tx)
  if (!fresh) return
  await sql`update contact set last_seen_at = greatest(last_seen_at, ${reply.at}) where workspace_id = ${line.workspace_id} and id = ${contact_id}`.execute(tx)
  if (answered) await applyReceipts(house, tx, [{ attempt: answered, receipt: { status: 'replied', at: reply.at } }], now)
  else await recordEvents(house, tx, line.workspace_id, [{ contact_id, type: 'message.replied', at: reply.at, source: reply.medium, origin: originOf(line), properties: { medium: reply.medium, inbound_id: fresh.id } }], now)
  if (meaning === 'opt_out' || meaning === 'opt_in') {
    const state = meaning === 'opt_out' ? 'opted_out' : 'opted_in'
    await recordConsents(house, tx, line.workspace_id, [{ contact_id, medium: reply.medium, topic_id: '*', state, at: reply.at, source: 'word', proof: { text: reply.text.slice(0, 200), inbound_id: fresh.id, ...(answered ? { message_id: answered.message_id } : {}) }, confirmed: true }], { now, origin: originOf(line), respect_opt_outs: false })
    if (answered && meaning === 'opt_out') await markOptedOut(tx, answered, now)
  }
}

/** The hand-over that a reply answers: the one it names, else the last to that person on this line within a week. */
async function findAnswered(tx: SystemTx, line: Line, reply: Reply, contact_id: string) {
  const recent = sql`a.workspace_id = ${line.workspace_id} and a.contact_id = ${contact_id} and a.connection_id = ${line.id} and a.medium = ${reply.medium} and a.state = 'accepted'
    and a.started_at > ${new Date(reply.at.getTime() - 7 * 86_400_000)} and a.started_at <= ${reply.at}`
  if (reply.in_reply_to) return (await lockAttempts(tx, attemptsByRef(line.id, [reply.in_reply_to])))[0]
  return (await lockAttempts(tx, sql`select a.workspace_id, a.bucket, a.id from attempt a where ${recent} order by a.started_at desc limit 1`))[0]
}

type Answered = NonNullable<Awaited<ReturnType<typeof findAnswered>>>

/** Notes on a message that it is what made this person opt out, once. */
export async function markOptedOut(tx: SystemTx, attempt: Pick<Answered, 'workspace_id' | 'bucket' | 'message_id' | 'run_id' | 'step' | 'medium'>, now: Date): Promise<void> {
  await sql`
    with m as (update message set opted_out_at = ${now} where workspace_id = ${attempt.workspace_id} and bucket = ${attempt.bucket}::date and id = ${attempt.message_id} and opted_out_at is null returning run_id)
    insert into run_delta (workspace_id, run_id, step, medium, key, n) select ${attempt.workspace_id}, run_id, ${attempt.step}, ${attempt.medium}, 'opted_out', 1 from m where run_id is not null`.execute(tx)
}

/** A complaint is an opt-out of everything on that medium, and the address is not written to again. */
async function takeComplaint(house: House, tx: SystemTx, line: Line, provider_ref: string, now: Date): Promise<void> {
  const attempt = (await lockAttempts(tx, attemptsByRef(line.id, [provider_ref])))[0]
  if (!attempt) return
  await sql`insert into suppression (workspace_id, medium, address_hash, reason, at) select e.workspace_id, e.medium, e.address_hash, 'complaint', ${now} from endpoint e where e.workspace_id = ${line.workspace_id} and e.id = ${attempt.endpoint_id} and ${line.environment} = 'live' on conflict do nothing`.execute(tx)
  await recordConsents(house, tx, line.workspace_id, [{ contact_id: attempt.contact_id, medium: attempt.medium, topic_id: '*', state: 'opted_out', at: now, source: 'complaint', proof: { message_id: attempt.message_id } }], { now, origin: originOf(line), respect_opt_outs: false })
  await markOptedOut(tx, attempt, now)
}

/**
 * Chats and devices that people opened to us. The payload of our link says whose each is; without one it is somebody new,
 * but in the sandbox, where it is nobody: its people are made by no link of ours.
 */
async function takeStarts(house: House, tx: SystemTx, line: Line, starts: Start[], now: Date): Promise<void> {
  if (starts.length === 0) return
  const opened = (await (line.environment === 'sandbox' ? ownersInSandbox : ownersOfStarts)(house, tx, line, starts, now)).flatMap((contact_id, index) => (contact_id ? [{ contact_id, start: starts[index]! }] : []))
  if (opened.length === 0) return
  await insertEndpoints(tx, line.workspace_id, opened.map(({ contact_id, start }) => ({ contact_id, medium: start.medium, address: start.address, country: null, scope: line.id })), house.secrets.hashAddress, now)
  await setEndpoints(tx, line, opened.map(({ start }) => start), { state: 'active', reason: null }, now)
  // Pressing Start is the person's own act; the ledger keeps it with its proof.
  await recordConsents(house, tx, line.workspace_id, opened.map(({ contact_id, start }) => ({ contact_id, medium: start.medium, topic_id: '*', state: 'opted_in', at: start.at, source: 'start', proof: { payload: start.payload }, confirmed: true })), { now, origin: originOf(line), respect_opt_outs: false })
}

/** Identities bind a chat: with those of whom the link was made for it joins them, alone it makes a contact. */
async function ownersOfStarts(house: House, tx: SystemTx, line: Line, starts: Start[], now: Date): Promise<(string | undefined)[]> {
  const workspace = await workspaceFacts(tx, line.workspace_id)
  const invited = await contactsByPayload(house, tx, line.workspace_id, starts.flatMap((start) => start.payload ?? []))
  const outcomes = await upsertContacts(house, tx, workspace, starts.map((start) => {
    const known = invited.get(start.payload ?? '')
    return { identities: [{ kind: `${start.medium}_id`, value: start.address }, ...(known?.identities ?? [])], ...(known ? {} : { name: start.name, locale: start.locale }) }
  }), { now, origin: 'live' })
  return outcomes.map((outcome) => ('contact_id' in outcome ? outcome.contact_id : undefined))
}

async function ownersInSandbox(house: House, tx: SystemTx, line: Line, starts: Start[]): Promise<(string | undefined)[]> {
  const invited = await contactsByPayload(house, tx, line.workspace_id, starts.flatMap((start) => start.payload ?? []))
  const known = await tx.selectFrom('endpoint').select(['medium', 'address', 'contact_id']).where('workspace_id', '=', line.workspace_id).where('scope', '=', line.id).where('address', 'in', starts.map((start) => start.address)).execute()
  return starts.map((start) => known.find((each) => each.medium === start.medium && each.address === start.address)?.contact_id ?? invited.get(start.payload ?? '')?.contact_id)
}

async function setEndpoints(tx: SystemTx, line: Line, rows: { medium: string; address: string }[], { state, reason }: { state: 'active' | 'blocked'; reason: string | null }, now: Date): Promise<void> {
  if (rows.length === 0) return
  // What the sandbox's people do closes nothing but what they opened.
  const scopes = line.environment === 'sandbox' ? [line.id] : ['', line.id]
  await sql`
    update endpoint e set state = ${state}, state_reason = ${reason}, state_at = ${now}, state_by = ${state === 'active' ? null : line.id} from unnest(${rows.map((r) => r.medium)}::text[], ${rows.map((r) => r.address)}::text[]) as r (medium, address)
    where e.workspace_id = ${line.workspace_id} and e.medium = r.medium and e.address = r.address and e.scope = any (${scopes}::text[]) and e.state <> ${state}`.execute(tx)
}
