import type { Cx } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { Medium } from '../../platform/media.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { routesFor, senderOver } from '../connections/index.ts'

type Way = { connection_id: string; sender_id: string | null }
type Asked = { medium: Medium; country: string; message_class: string; connection_id: string | undefined }

function checkApproved(approved: boolean, { medium, country }: Asked): void {
  if (!approved) conflict('sender_missing', `No approved sender for ${medium}${country === '*' ? '' : ` to ${country}`}.`, { hint: 'Add one under Settings, Senders and prices, and mark it approved.', pointer: '/medium' })
}

/** The connection and sender of a test: the one asked for, else what a message of the workspace would take now. */
export async function wayOf(cx: Cx, tx: Tx, asked: Asked): Promise<Way> {
  const { medium, country, message_class, connection_id } = asked
  if (connection_id) {
    const row = (await tx.selectFrom('connection').select(['name', 'media', 'environment']).where('id', '=', connection_id).where('archived_at', 'is', null).executeTakeFirst()) ?? notFound('connection')
    if (!row.media.includes(medium)) failAt('/connection_id', 'medium_not_carried', `"${row.name}" does not carry ${medium}.`, `It carries ${row.media.join(', ')}.`)
    const sender = await senderOver(tx, cx.workspace.id, connection_id, asked)
    checkApproved(row.environment === 'sandbox' || sender.approved, asked)
    return { connection_id, sender_id: sender.id }
  }
  const { environment } = cx.workspace
  const routes = await routesFor(tx, cx.workspace.id, environment, [medium], message_class)
  const route = routes.find((each) => each.country === country) ?? routes.find((each) => each.country === '*')
    ?? (environment === 'live'
      ? conflict('connection_missing', `Nothing carries ${medium} to real people yet.`, { hint: 'Connect a provider under Settings, Connections.', pointer: '/medium' })
      : conflict('sandbox_off', 'The sandbox is switched off.', { hint: 'Switch it on under Settings, Connections.', pointer: '/medium' }))
  checkApproved(route.approved, asked)
  return { connection_id: route.connection_id, sender_id: route.sender_id }
}
