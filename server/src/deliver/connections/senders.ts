import { mutate, read, type Cx } from '../../accounts/index.ts'
import { parseEmail } from '../../customers/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import type { NewSenderInput, SenderChangeInput } from './contract.ts'

const COLUMNS = ['id', 'medium', 'address', 'display_name', 'reply_to', 'connection_id', 'country', 'class', 'state', 'opt_out', 'fallback_sender_id', 'created_at', 'updated_at'] as const

/** An alphanumeric SMS sender has at most 11 characters of GSM-7; a long number 15 digits (3GPP TS 23.040 §9.1.2.5). */
function checkAddress(medium: string, address: string, reply_to: string | null | undefined): void {
  if (medium === 'sms' && !/^(\+?\d{3,15}|[A-Za-z0-9 .&_-]{1,11})$/.test(address)) failAt('/address', 'sender_invalid', 'An SMS sender is a number of 3 to 15 digits, or a name of up to 11 Latin letters and digits.')
  if (medium === 'email' && !parseEmail(address)) failAt('/address', 'email_invalid', `"${address}" is not one e-mail address.`)
  if (medium === 'email' && reply_to && !parseEmail(reply_to)) failAt('/reply_to', 'email_invalid', `"${reply_to}" is not one e-mail address.`)
  if (/[\r\n\0]/.test(address)) failAt('/address', 'sender_invalid', 'A sender has no line breaks.')
}

export function listSenders(cx: Cx) {
  return read(cx, 'connections:read', async (tx) => ({ data: await tx.selectFrom('sender').select(COLUMNS).where('archived_at', 'is', null).orderBy('medium').orderBy('created_at').execute() }))
}

async function checkRefs(tx: Parameters<Parameters<typeof read>[2]>[0], input: { connection_id?: string | null; fallback_sender_id?: string | null }): Promise<void> {
  if (input.connection_id && !(await tx.selectFrom('connection').select('id').where('id', '=', input.connection_id).executeTakeFirst())) notFound('connection')
  if (input.fallback_sender_id && !(await tx.selectFrom('sender').select('id').where('id', '=', input.fallback_sender_id).executeTakeFirst())) notFound('sender')
}

/** What each sender appends to a text of this class: only marketing needs a way out. */
export async function waysOut(tx: Tx, workspace_id: string, message_class: string): Promise<Map<string | null, string | null>> {
  if (message_class !== 'marketing') return new Map()
  const rows = await tx.selectFrom('sender').select(['id', 'opt_out']).where('workspace_id', '=', workspace_id).where('opt_out', 'is not', null).execute()
  return new Map(rows.map((row) => [row.id, row.opt_out]))
}

export function createSender(cx: Cx, input: NewSenderInput) {
  checkAddress(input.medium, input.address, input.reply_to)
  return mutate(cx, 'connections:write', async (tx, audit) => {
    await checkRefs(tx, input)
    const row = await tx.insertInto('sender').values({ state: 'requested', ...input, workspace_id: cx.workspace.id, id: newId('snd'), created_at: cx.now, updated_at: cx.now }).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('sender', row.id, input)
    return row
  })
}

export function changeSender(cx: Cx, id: string, { archived, ...input }: SenderChangeInput) {
  return mutate(cx, 'connections:write', async (tx, audit) => {
    const before = (await tx.selectFrom('sender').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst()) ?? notFound('sender')
    checkAddress(input.medium ?? before.medium, input.address ?? before.address, input.reply_to ?? before.reply_to)
    await checkRefs(tx, input)
    const row = await tx.updateTable('sender').set({ ...input, ...(archived ? { archived_at: cx.now } : {}), updated_at: cx.now }).where('id', '=', id).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('sender', id, { ...input, archived })
    return row
  })
}
