import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { Choice, decodeCursor, Nullable, Page, PageQuery, read, Time, toForwardPage, type Api, type Cx } from '../../accounts/index.ts'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { REFUSALS, type Refusal } from './call.ts'
import type { TrackingKey } from './keys.ts'

const BODY_CHARS = 32_768
const KEPT_DAYS = 30

export type Rejected = Refusal & { workspace_id: string; key_id: string; received_at: Date; call: unknown }

const field = (call: unknown, name: string): string | null => {
  const value = typeof call === 'object' && call !== null ? (call as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? printable(value).slice(0, 200) : null
}
const printable = (text: string) => text.toWellFormed().replaceAll('\0', '\u{FFFD}')
const clientOf = (call: unknown): string | null => {
  const library = (call as { context?: { library?: { name?: unknown; version?: unknown } } } | null)?.context?.library
  return typeof library?.name === 'string' ? printable(`${library.name} ${typeof library.version === 'string' ? library.version : ''}`.trim()).slice(0, 100) : null
}

export async function insertRejected(tx: SystemTx | House['db']['system'], rows: Rejected[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into rejected_event (workspace_id, id, received_at, key_id, client, type, event, code, detail, body)
    select * from unnest(${pgArray(rows.map((r) => r.workspace_id))}::text[], ${pgArray(rows.map(() => newId('rej')))}::text[], ${pgArray(rows.map((r) => r.received_at))}::timestamptz[], ${pgArray(rows.map((r) => r.key_id))}::text[],
      ${pgArray(rows.map((r) => clientOf(r.call)))}::text[], ${pgArray(rows.map((r) => field(r.call, 'type')))}::text[], ${pgArray(rows.map((r) => field(r.call, 'event')))}::text[], ${pgArray(rows.map((r) => r.code))}::text[], ${pgArray(rows.map((r) => printable(r.detail)))}::text[],
      ${pgArray(rows.map((r) => printable(typeof r.call === 'string' ? r.call : JSON.stringify(r.call)).slice(0, BODY_CHARS)))}::text[])`.execute(tx)
}

/** A body that is no JSON: its sender is told, and so is the workspace. */
export async function recordUnreadable(house: House, key: TrackingKey, text: string, detail: string, client: string | undefined): Promise<void> {
  await insertRejected(house.db.system, [{ code: 'not_json', detail: client ? `${detail} (${client.slice(0, 200)})` : detail, workspace_id: key.workspace_id, key_id: key.id, received_at: house.clock(), call: text }])
}

export async function forgetRejected(house: House): Promise<void> {
  await sql`delete from rejected_event where received_at < ${new Date(house.clock().getTime() - KEPT_DAYS * 86_400_000)}`.execute(house.db.system)
}

const RejectedEvent = Type.Object({
  id: Type.String(), received_at: Time, client: Nullable(Type.String({ description: 'The library that sent it' })), type: Nullable(Type.String()), event: Nullable(Type.String()),
  code: Choice(REFUSALS), detail: Type.String({ description: 'What is wrong with it' }), body: Type.String({ description: 'The call as it came' }),
}, { title: 'RejectedEvent' })
const Query = Type.Object({ ...PageQuery, code: Type.Optional(Choice(REFUSALS)) })

function listRejected(cx: Cx, query: Static<typeof Query>) {
  return read(cx, 'contacts:read', async (tx) => {
    const after = decodeCursor(query.after, 2)
    const rows = await tx.selectFrom('rejected_event').select(['id', 'received_at', 'client', 'type', 'event', 'code', 'detail', 'body'])
      .$if(query.code !== undefined, (q) => q.where('code', '=', query.code!))
      .$if(after !== undefined, (q) => q.where(sql<boolean>`(received_at, id) < (${String(after![0])}::timestamptz, ${String(after![1])})`))
      .orderBy('received_at', 'desc').orderBy('id', 'desc').limit((query.limit ?? 50) + 1).execute()
    return toForwardPage(rows, query, (row) => [row.received_at.toISOString(), row.id])
  })
}

export function rejectedRoutes(api: Api): void {
  api.get('/v1/events/rejected', { id: 'listRejectedEvents', summary: 'Calls of the tracking API that could not be taken, newest first', tag: 'Events', permission: 'contacts:read', query: Query, answer: { 200: Page(RejectedEvent) } }, (cx, { query }) => listRejected(cx, query))
}
