import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/index.ts'
import type { Medium } from '../../media.ts'
import type { OutboundMessage } from '../contract.ts'
import { behave, DEFAULT_JOINS, DEFAULT_SHARES, type Behaviour, type Joins, type Shares } from './crowd.ts'

export type SandboxSettings = { seed: number; clock_rate: number; shares: Record<Medium, Shares>; joins: Joins }

export async function readSettings(tx: Tx, workspace_id: string): Promise<SandboxSettings> {
  const row = await tx.selectFrom('sandbox_setting').select(['seed', 'clock_rate', 'shares', 'joins']).where('workspace_id', '=', workspace_id).executeTakeFirst()
  return { seed: row?.seed ?? 1, clock_rate: row?.clock_rate ?? 60, shares: { ...DEFAULT_SHARES, ...(row?.shares as Partial<Record<Medium, Shares>> | undefined) }, joins: { ...DEFAULT_JOINS, ...(row?.joins as Partial<Joins> | undefined) } }
}

/** The sandbox's own id of a hand-over follows from the sender's reference, so that a repeated hand-over is the same message. */
export function sandboxId(ref: string): string {
  return `sbx_${ref.slice(ref.indexOf('_') + 1)}`
}

/** Takes messages in, as a provider would: stored once for each reference, with what their people will do about them. */
export async function receiveMessages(tx: Tx, connection: { id: string; workspace_id: string }, messages: OutboundMessage[], now: Date): Promise<void> {
  const { workspace_id } = connection
  const settings = await readSettings(tx, workspace_id)
  const devices = await tx.selectFrom('sandbox_device').select(['medium', 'address', 'behaviour']).where('workspace_id', '=', workspace_id).where('address', 'in', messages.map((message) => message.to)).execute()
  const behaviours = new Map(devices.map((device) => [`${device.medium}\n${device.address}`, device.behaviour as Behaviour]))
  const { rows: taken } = await sql<{ id: string }>`
    insert into sandbox_message (workspace_id, id, connection_id, medium, from_address, to_address, body, state, received_at)
    select ${workspace_id}, m.id, ${connection.id}, m.medium, m.sender, m.recipient, m.body::jsonb, 'accepted', ${now}
    from unnest(${messages.map((m) => sandboxId(m.ref))}::text[], ${messages.map((m) => m.medium)}::text[], ${messages.map((m) => m.from?.address ?? '')}::text[], ${messages.map((m) => m.to)}::text[], ${messages.map((m) => JSON.stringify(m))}::text[])
      as m (id, medium, sender, recipient, body)
    on conflict do nothing returning id`.execute(tx)
  const fresh = new Set(taken.map((row) => row.id))
  const actions = messages.filter((message) => !message.test && fresh.has(sandboxId(message.ref))).flatMap((message) => behave({
    seed: settings.seed, medium: message.medium, to: message.to, ref_key: subjectOf(message), behaviour: behaviours.get(`${message.medium}\n${message.to}`) ?? 'crowd', shares: settings.shares[message.medium],
  }).map((action) => ({ ...action, message_id: sandboxId(message.ref) })))
  if (actions.length === 0) return
  await sql`insert into sandbox_action (workspace_id, message_id, at, kind)
    select ${workspace_id}, a.message_id, ${now}::timestamptz + make_interval(secs => a.secs), a.kind
    from unnest(${actions.map((a) => a.message_id)}::text[], ${actions.map((a) => a.after_s / settings.clock_rate)}::float8[], ${actions.map((a) => a.kind)}::text[]) as a (message_id, secs, kind)`.execute(tx)
}

/** What makes one message to a person differ from the next, without what is random in it. */
function subjectOf(message: OutboundMessage): string {
  return message.form.medium === 'email' ? message.form.subject : message.form.medium === 'push' ? message.form.title : message.form.text.replaceAll(/https?:\S+/g, '')
}
