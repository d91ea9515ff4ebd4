import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { AnyObject, Choice, decodeCursor, Id, IdParams, mutate, NullableTime, Page, PageQuery, read, Time, toPage, List, type Api, type Cx, type WorkspaceFacts } from '../../../accounts/index.ts'
import type { SystemTx, Tx } from '../../../platform/database/index.ts'
import { MEDIA } from '../../../platform/media.ts'
import { conflict, failAt, notFound } from '../../../platform/problem.ts'
import type { OutboundMessage } from '../contract.ts'
import { DEFAULT_JOINS, DEFAULT_SHARES } from './crowd.ts'
import { linksOf } from './engine.ts'
import { JOINABLE, pressStart, pressStop } from './presses.ts'
import { readSettings } from './store.ts'

const SandboxMessage = Type.Object({
  id: Id('sbx'), medium: Choice(MEDIA), from: Type.String(), to: Type.String(), state: Type.String(), received_at: Time, delivered_at: NullableTime, read_at: NullableTime, clicked_at: NullableTime,
  replied_at: NullableTime, unsubscribed_at: NullableTime, failed_at: NullableTime, message: AnyObject, links: Type.Array(Type.String()), test: Type.Boolean({ description: 'Sent by somebody of the team to look at it' }),
}, { title: 'SandboxMessage' })
const Query = Type.Object({ ...PageQuery, to: Type.Optional(Type.String({ maxLength: 254 })), medium: Type.Optional(Choice(MEDIA)), search: Type.Optional(Type.String({ maxLength: 200 })) })
const ActionInput = Type.Object({ kind: Choice(['deliver', 'read', 'click', 'reply', 'unsubscribe', 'complain', 'bounce', 'fail']), text: Type.Optional(Type.String({ maxLength: 1000 })), url: Type.Optional(Type.String({ maxLength: 2000 })) }, { title: 'SandboxAction', additionalProperties: false })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const SharesSchema = Type.Object({ delivered: Share, read: Share, clicked: Share, replied: Share, unsubscribed: Share }, { additionalProperties: false })
const Settings = Type.Object({ seed: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }), clock_rate: Type.Integer({ minimum: 1, maximum: 3600, description: 'Minutes of the sandbox in a minute' }), shares: Type.Object(Object.fromEntries(MEDIA.map((medium) => [medium, SharesSchema]))), joins: Type.Object({ telegram: Share, push: Share }, { additionalProperties: false, description: 'Of everybody, the share that presses Start in Telegram and allows notifications' }) }, { title: 'SandboxSettings', additionalProperties: false })
const Device = Type.Object({ medium: Choice(MEDIA), address: Type.String({ minLength: 1, maxLength: 254 }), behaviour: Choice(['crowd', 'manual', 'unreachable', 'slow', 'bouncing']) }, { title: 'SandboxDevice', additionalProperties: false })
const Payload = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'What the link carries after start=' })
const DeviceView = Type.Object({ ...Device.properties, payload: Type.Union([Payload, Type.Null()]), started_at: NullableTime }, { title: 'SandboxDeviceState' })
const DeviceQuery = Type.Object({ payload: Type.Optional(Payload), address: Type.Optional(Type.String({ maxLength: 254 })) })
const StartInput = Type.Object({ medium: Choice(JOINABLE), payload: Payload }, { title: 'SandboxStart', additionalProperties: false })
const StopInput = Type.Object({ medium: Choice(JOINABLE), address: Type.String({ minLength: 1, maxLength: 254 }) }, { title: 'SandboxStop', additionalProperties: false })
const Crowd = Type.Object({ telegram: Type.Integer(), push: Type.Integer(), waiting: Type.Integer({ description: 'Pressed, and not yet taken in' }) }, { title: 'SandboxCrowd' })

type Row = { id: string; medium: string; from_address: string; to_address: string; body: OutboundMessage; received_at: Date }
const view = (row: Row) => ({ ...row, from: row.from_address || row.body.brand_name || '', to: row.to_address, message: row.body, links: linksOf(row.body), test: row.body.test === true })

export async function seedSandbox(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  await tx.insertInto('sandbox_setting').values({ workspace_id: workspace.id, shares: JSON.stringify(DEFAULT_SHARES), joins: JSON.stringify(DEFAULT_JOINS), updated_at: now }).execute()
}

function listMessages(cx: Cx, query: Static<typeof Query>) {
  return read(cx, 'sandbox:read', async (tx) => {
    const after = decodeCursor(query.after, 2)
    const rows = await tx.selectFrom('sandbox_message').selectAll().where('archived_at', 'is', null)
      .$if(query.to !== undefined, (q) => q.where('to_address', '=', query.to!))
      .$if(query.medium !== undefined, (q) => q.where('medium', '=', query.medium!))
      .$if(Boolean(query.search), (q) => q.where(sql<boolean>`(to_address ilike ${`%${query.search}%`} or body ->> 'to_name' ilike ${`%${query.search}%`})`))
      .$if(after !== undefined, (q) => q.where(sql<boolean>`(received_at, id) < (${String(after![0])}::timestamptz, ${String(after![1])})`))
      .orderBy('received_at', 'desc').orderBy('id', 'desc').limit((query.limit ?? 50) + 1).execute()
    return toPage(rows.map((row) => view(row as Row)), query, (row) => [row.received_at.toISOString(), row.id])
  })
}

function getMessage(cx: Cx, id: string) {
  return read(cx, 'sandbox:read', async (tx) => view(((await tx.selectFrom('sandbox_message').selectAll().where('id', '=', id).executeTakeFirst()) ?? notFound('sandbox message')) as Row))
}

/** Does at once, as that person, what is asked; the engine carries it out as any act of the crowd. */
function actOn(cx: Cx, id: string, input: Static<typeof ActionInput>) {
  return mutate(cx, 'sandbox:write', async (tx, audit) => {
    const message = (await tx.selectFrom('sandbox_message').select(['id', 'body']).where('id', '=', id).where('archived_at', 'is', null).executeTakeFirst()) ?? notFound('sandbox message')
    if ((message.body as OutboundMessage).test) conflict('test_of_nobody', 'This is a test: it belongs to nobody, so nobody can act on it.')
    if (input.url && !linksOf(message.body as OutboundMessage).includes(input.url)) failAt('/url', 'link_unknown', 'The message has no such link.')
    const { kind, ...detail } = input
    await tx.insertInto('sandbox_action').values({ workspace_id: cx.workspace.id, message_id: id, at: cx.now, kind, detail: JSON.stringify(detail) }).execute()
    audit('sandbox_message', id, input)
    return null
  })
}

/** Lets everything that waits happen now: acts of the crowd and limits of cascades under way in the sandbox. */
function skipWait(cx: Cx) {
  return mutate(cx, 'sandbox:write', async (tx, audit) => {
    const { rows } = await sql<{ n: number }>`with moved as (update sandbox_action set at = ${cx.now} where workspace_id = ${cx.workspace.id} and at > ${cx.now} returning 1) select count(*)::int as n from moved`.execute(tx)
    // With nobody left to act, it is the limits that wait.
    if (rows[0]!.n === 0) await sql`update due d set at = ${cx.now} from run r where d.workspace_id = ${cx.workspace.id} and r.workspace_id = d.workspace_id and r.id = d.run_id and r.environment = 'sandbox' and d.at > ${cx.now}`.execute(tx)
    audit('sandbox', cx.workspace.id, { moved: rows[0]!.n })
    return null
  })
}

function changeSettings(cx: Cx, input: Static<typeof Settings>) {
  return mutate(cx, 'sandbox:write', async (tx, audit) => {
    const values = { seed: input.seed, clock_rate: input.clock_rate, shares: JSON.stringify(input.shares), joins: JSON.stringify(input.joins), updated_at: cx.now }
    await tx.insertInto('sandbox_setting').values({ workspace_id: cx.workspace.id, ...values }).onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values)).execute()
    audit('sandbox', cx.workspace.id, input)
    return readSettings(tx, cx.workspace.id)
  })
}

function setDevice(cx: Cx, input: Static<typeof Device>) {
  return mutate(cx, 'sandbox:write', async (tx, audit) => {
    await tx.insertInto('sandbox_device').values({ workspace_id: cx.workspace.id, ...input, updated_at: cx.now }).onConflict((conflict) => conflict.columns(['workspace_id', 'medium', 'address']).doUpdateSet({ behaviour: input.behaviour, updated_at: cx.now })).execute()
    audit('sandbox_device', input.address, input)
    return input
  })
}

/** Nobody of the sandbox may open or close anything once real people are written to. */
export function requireSandbox(cx: Cx): void {
  if (cx.workspace.environment === 'live') conflict('sandbox_in_live', 'The workspace is live.', { hint: 'Nobody of the sandbox acts in it until it goes back into the sandbox.' })
}

function startDevice(cx: Cx, { medium, payload }: Static<typeof StartInput>) {
  requireSandbox(cx)
  return mutate(cx, 'sandbox:write', async (tx, audit) => {
    const address = await pressStart(tx, cx.workspace.id, medium, payload, cx.now)
    audit('sandbox_device', address, { medium })
    return deviceOf(tx, medium, address)
  })
}

function stopDevice(cx: Cx, { medium, address }: Static<typeof StopInput>) {
  requireSandbox(cx)
  return mutate(cx, 'sandbox:write', async (tx, audit) => {
    if (!(await pressStop(tx, cx.workspace.id, medium, address, cx.now))) notFound('sandbox device')
    audit('sandbox_device', address, { medium })
    return deviceOf(tx, medium, address)
  })
}

const DEVICE = ['medium', 'address', 'behaviour', 'payload', 'started_at'] as const
type DeviceRow = Static<typeof DeviceView>

async function deviceOf(tx: Tx, medium: string, address: string): Promise<DeviceRow> {
  return (await tx.selectFrom('sandbox_device').select(DEVICE).where('medium', '=', medium).where('address', '=', address).executeTakeFirstOrThrow()) as DeviceRow
}

/** The devices of one person, whom a payload means, or of one address; without either, those that somebody gave a behaviour. */
function listDevices(cx: Cx, { payload, address }: Static<typeof DeviceQuery>) {
  return read(cx, 'sandbox:read', async (tx) => {
    const rows = await tx.selectFrom('sandbox_device').select(DEVICE)
      .$if(payload !== undefined, (query) => query.where('payload', '=', payload!))
      .$if(address !== undefined, (query) => query.where('address', '=', address!))
      .$if(payload === undefined && address === undefined, (query) => query.where('behaviour', '<>', 'crowd'))
      .orderBy('updated_at', 'desc').limit(500).execute()
    return { data: rows as DeviceRow[] }
  })
}

function getCrowd(cx: Cx) {
  return read(cx, 'sandbox:read', async (tx) => (await sql<Static<typeof Crowd>>`
    select count(*) filter (where medium = 'telegram' and started_at is not null)::int as telegram, count(*) filter (where medium = 'push' and started_at is not null)::int as push,
      count(*) filter (where untold_at is not null)::int as waiting from sandbox_device where payload is not null`.execute(tx)).rows[0]!)
}

export function sandboxRoutes(api: Api): void {
  const readable = { tag: 'Sandbox', permission: 'sandbox:read' as const }
  const writable = { tag: 'Sandbox', permission: 'sandbox:write' as const }
  api.get('/v1/sandbox/messages', { id: 'listSandboxMessages', summary: 'What arrived in the sandbox, exactly as it came', ...readable, query: Query, answer: { 200: Page(SandboxMessage) } }, (cx, { query }) => listMessages(cx, query))
  api.get('/v1/sandbox/messages/{id}', { id: 'getSandboxMessage', summary: 'One message', ...readable, params: IdParams('sbx'), answer: { 200: SandboxMessage } }, (cx, { params }) => getMessage(cx, params.id))
  api.post('/v1/sandbox/messages/{id}/actions', { id: 'actOnSandboxMessage', summary: 'Do something as its recipient', ...writable, params: IdParams('sbx'), body: ActionInput, answer: { 204: null } }, (cx, { params, body }) => actOn(cx, params.id, body))
  api.post('/v1/sandbox/skip-wait', { id: 'skipSandboxWait', summary: 'Let everything that waits happen now', ...writable, answer: { 204: null } }, (cx) => skipWait(cx))
  api.get('/v1/sandbox/settings', { id: 'getSandboxSettings', summary: 'Seed, clock and crowd', ...readable, answer: { 200: Settings } }, (cx) => read(cx, 'sandbox:read', (tx) => readSettings(tx, cx.workspace.id)))
  api.put('/v1/sandbox/settings', { id: 'changeSandboxSettings', summary: 'Change seed, clock and crowd', ...writable, body: Settings, answer: { 200: Settings } }, (cx, { body }) => changeSettings(cx, body))
  api.put('/v1/sandbox/devices', { id: 'setSandboxDevice', summary: 'How one phone, mailbox or chat behaves', ...writable, body: Device, answer: { 200: Device } }, (cx, { body }) => setDevice(cx, body))
  api.get('/v1/sandbox/devices', { id: 'listSandboxDevices', summary: 'Devices of one person, or with a behaviour of their own', ...readable, query: DeviceQuery, answer: { 200: List(DeviceView) } }, (cx, { query }) => listDevices(cx, query))
  api.post('/v1/sandbox/devices/start', { id: 'startSandboxDevice', summary: 'Press Start in Telegram, or allow notifications, as whoever the link is for', ...writable, body: StartInput, answer: { 201: DeviceView } }, (cx, { body }) => startDevice(cx, body))
  api.post('/v1/sandbox/devices/stop', { id: 'stopSandboxDevice', summary: 'Block the bot, or deny notifications', ...writable, body: StopInput, answer: { 200: DeviceView } }, (cx, { body }) => stopDevice(cx, body))
  api.get('/v1/sandbox/crowd', { id: 'getSandboxCrowd', summary: 'How many have pressed Start and allowed notifications', ...readable, answer: { 200: Crowd } }, (cx) => getCrowd(cx))
}
