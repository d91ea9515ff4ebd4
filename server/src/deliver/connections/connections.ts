import { sql, type Selectable } from 'kysely'
import { mutate, read, requirePermission, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import { openChats } from '../../customers/index.ts'
import type { DB, SystemTx, Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import type { House } from '../../platform/house.ts'
import { CHANNELS, type Check, type ConnectionFacts, type Limits } from '../channels/index.ts'
import { dayLimit } from './day-limit.ts'
import type { ConnectionChangeInput, NewConnectionInput } from './contract.ts'
import { mediaOf, openSecrets, partSettings, sealSecrets, secretNames } from './settings.ts'
import { checkShares } from './shares.ts'

type Row = Selectable<DB['connection']>

export function channelOf(id: string) {
  return CHANNELS.find((channel) => channel.id === id) ?? failAt('/channel', 'channel_unknown', `There is no channel "${id}".`, `One of ${CHANNELS.map((channel) => channel.id).join(', ')}.`)
}

/** The date of now in the workspace's zone. */
const dayIn = (cx: Cx) => new Intl.DateTimeFormat('en-CA', { timeZone: cx.workspace.time_zone }).format(cx.now)

/** Limits as they are stored: a warm-up that names no first day begins today, one that goes on keeps its own. */
function withFirstDay(cx: Cx, limits: Limits, before?: Limits): Limits {
  if (limits.warm_up_from === undefined) return limits
  return { ...limits, warm_up_since: limits.warm_up_since ?? before?.warm_up_since ?? dayIn(cx) }
}

/** Today's hand-overs by connection, for those that have a limit for the day; days go as in the workspace's zone. */
async function usedToday(cx: Cx, tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.selectFrom('connection_day').select(['connection_id', 'used']).where('workspace_id', '=', cx.workspace.id).where('day', '=', sql<string>`(${cx.now}::timestamptz at time zone ${cx.workspace.time_zone})::date`).execute()
  return new Map(rows.map((row) => [row.connection_id, row.used]))
}

async function view(cx: Cx, tx: Tx, row: Row) {
  return (await viewAll(cx, tx, [row]))[0]!
}

async function viewAll(cx: Cx, tx: Tx, rows: Row[]) {
  const used = await usedToday(cx, tx)
  return rows.map((row) => {
    const channel = channelOf(row.channel)
    const limit = dayLimit(row.limits as Limits, dayIn(cx))
    return { ...row, used_today: limit === undefined ? null : (used.get(row.id) ?? 0), limit_today: limit ?? null, secrets: row.secret_settings ? secretNames(channel) : [], webhook_url: channel.receive ? `${cx.config.public_url}/v1/webhooks/${row.id}` : null }
  })
}

/** The connection as its channel sees it, with the secrets opened. */
export function connectionFacts(house: Pick<House, 'secrets'>, row: Row): ConnectionFacts {
  const account = (row.checked as Pick<Check, 'account'> | null)?.account ?? null
  return { id: row.id, workspace_id: row.workspace_id, channel: row.channel, name: row.name, media: row.media, limits: row.limits as Limits, account, settings: { ...(row.settings as Record<string, unknown>), ...openSecrets(house.secrets, row.secret_settings) } }
}

/** Every workspace begins with the sandbox as the connection of every medium. */
export async function seedConnections(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  const sandbox = CHANNELS.filter((channel) => channel.id === 'sandbox')
  for (const channel of sandbox) {
    await tx.insertInto('connection').values({ workspace_id: workspace.id, id: newId('cnn'), name: 'Sandbox', channel: channel.id, media: [...channel.media], environment: 'sandbox', settings: '{}', limits: JSON.stringify(channel.default_limits), created_at: now, updated_at: now }).execute()
  }
}

export function listConnections(cx: Cx) {
  return read(cx, 'connections:read', async (tx) => ({ data: await viewAll(cx, tx, await tx.selectFrom('connection').selectAll().where('archived_at', 'is', null).orderBy('created_at').orderBy('id').execute()) }))
}

export function getConnection(cx: Cx, id: string) {
  return read(cx, 'connections:read', async (tx) => view(cx, tx, (await tx.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst()) ?? notFound('connection')))
}

export function createConnection(cx: Cx, input: NewConnectionInput) {
  const channel = channelOf(input.channel)
  if (channel.id === 'sandbox') failAt('/channel', 'sandbox_exists', 'Every workspace has its sandbox already.')
  const { shown, secret } = partSettings(channel, input.settings, {})
  const shares = input.shares ?? 1
  checkShares(channel, shares, input.limits ?? {})
  return mutate(cx, 'connections:write', async (tx, audit) => {
    const row = await tx.insertInto('connection').values({
      workspace_id: cx.workspace.id, id: newId('cnn'), name: input.name, channel: channel.id, media: mediaOf(channel, shown), environment: 'live', settings: JSON.stringify(shown),
      secret_settings: sealSecrets(cx.secrets, secret), limits: JSON.stringify(withFirstDay(cx, { ...channel.default_limits, ...input.limits })), shares, created_at: cx.now, updated_at: cx.now,
    }).returningAll().executeTakeFirstOrThrow()
    if (channel.address === 'chat') await openChats(tx, cx.workspace.id, cx.secrets.hashAddress, cx.now)
    audit('connection', row.id, { name: row.name, channel: channel.id, settings: Object.keys(input.settings), ...(shares > 1 ? { split: shares } : {}) })
    return view(cx, tx, row)
  })
}

export function changeConnection(cx: Cx, id: string, input: ConnectionChangeInput) {
  return mutate(cx, 'connections:write', async (tx, audit) => {
    const before = (await tx.selectFrom('connection').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? notFound('connection')
    if (before.channel === 'sandbox' && (input.archived || input.settings)) conflict('sandbox_stays', 'The sandbox has no settings and stays.')
    const parts = input.settings && partSettings(channelOf(before.channel), { ...(before.settings as object), ...input.settings }, openSecrets(cx.secrets, before.secret_settings))
    if (input.shares !== undefined || input.limits) checkShares(channelOf(before.channel), input.shares ?? before.shares, input.limits ?? (before.limits as Limits))
    const row = await tx.updateTable('connection').set({
      ...(input.name ? { name: input.name } : {}), ...(input.limits ? { limits: JSON.stringify(withFirstDay(cx, input.limits, before.limits as Limits)) } : {}), ...(input.shares === undefined ? {} : { shares: input.shares }), ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
      ...(parts ? { settings: JSON.stringify(parts.shown), secret_settings: sealSecrets(cx.secrets, parts.secret), media: mediaOf(channelOf(before.channel), parts.shown), halted: null, checked: null } : {}),
      ...(input.archived ? { archived_at: cx.now, enabled: false } : {}), updated_at: cx.now,
    }).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
    // What its shares rest for was said of it as it was: a paid bill or a new password does not wait for that.
    await tx.deleteFrom('connection_pace').where('connection_id', '=', id).execute()
    audit('connection', id, { changed: Object.keys(input), ...(input.shares === undefined || input.shares === before.shares ? {} : { split: input.shares }) })
    return view(cx, tx, row)
  })
}

/** Asks the provider whether the connection works, and keeps the answer for the list. */
export async function checkConnection(cx: Cx, id: string): Promise<Check> {
  requirePermission(cx, 'connections:write')
  const row = await read(cx, 'connections:read', async (tx) => (await tx.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst()) ?? notFound('connection'))
  const facts = connectionFacts(cx, row)
  const check = await channelOf(row.channel).check(facts, cx)
  // A provider that does not answer today has not forgotten who we are.
  const account = check.account ?? facts.account
  await mutate(cx, 'connections:write', async (tx, audit) => {
    await tx.updateTable('connection').set({ checked: JSON.stringify({ ...check, ...(account ? { account } : {}), at: cx.now.toISOString() }), ...(check.ok ? { halted: null } : {}) }).where('id', '=', id).execute()
    audit('connection', id, { ok: check.ok })
    return check
  })
  return check
}
