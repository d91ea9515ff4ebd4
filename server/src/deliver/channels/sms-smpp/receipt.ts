import type { Inbound } from '../contract.ts'

/** Message states of SMPP 3.4 §5.2.28, as numbers and as receipts abbreviate them (appendix B). */
const STATES: Record<string, 'delivered' | 'failed' | 'under_way'> = {
  DELIVRD: 'delivered', EXPIRED: 'failed', DELETED: 'failed', UNDELIV: 'failed', REJECTD: 'failed', UNKNOWN: 'failed', ACCEPTD: 'under_way', ENROUTE: 'under_way',
  1: 'under_way', 2: 'delivered', 3: 'failed', 4: 'failed', 5: 'failed', 6: 'under_way', 7: 'failed', 8: 'failed',
}

export type IdFormat = 'as_given' | 'receipt_hex' | 'receipt_decimal'

/** Some centres give an id in hex and repeat it in decimal, or the other way round: the receipt's is turned into the one given. */
export function normaliseId(id: string, format: IdFormat): string {
  const text = id.trim()
  if (format === 'receipt_hex' && /^[0-9a-f]+$/i.test(text)) return BigInt(`0x${text}`).toString()
  if (format === 'receipt_decimal' && /^\d+$/.test(text)) return BigInt(text).toString(16)
  return text
}

type Deliver = { short_message?: { message?: string | Buffer } | string; receipted_message_id?: string; message_state?: number }

export function textOf(pdu: Deliver): string {
  const body = typeof pdu.short_message === 'object' ? pdu.short_message.message : pdu.short_message
  return body === undefined ? '' : Buffer.isBuffer(body) ? body.toString('latin1') : String(body)
}

/** A delivery receipt from its fields or, where a centre sends none, from its text; undefined while the message is under way. */
export function parseReceipt(pdu: Deliver, format: IdFormat, at: Date): Extract<Inbound, { kind: 'receipt' }> | undefined {
  const text = textOf(pdu)
  const field = (name: string) => new RegExp(`\\b${name}:\\s*([^\\s]+)`, 'i').exec(text)?.[1]
  const id = pdu.receipted_message_id?.replaceAll('\0', '') || field('id')
  const state = STATES[String(pdu.message_state ?? '')] ?? STATES[(field('stat') ?? '').toUpperCase().slice(0, 7)]
  if (!id || !state || state === 'under_way') return undefined
  const provider_ref = normaliseId(id, format)
  if (state === 'delivered') return { kind: 'receipt', provider_ref, status: 'delivered', at }
  const stat = field('stat') ?? String(pdu.message_state)
  return { kind: 'receipt', provider_ref, status: 'failed', at, reason: /EXPIRED|^3$/i.test(stat) ? 'expired' : 'undeliverable', detail: `${stat}${field('err') ? `, error ${field('err')}` : ''}` }
}
