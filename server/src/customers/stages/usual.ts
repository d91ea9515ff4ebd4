import { MEDIA } from '../../platform/media.ts'
import type { Rule } from '../segments/index.ts'

/** Days without an order after which a customer is at risk, and after which they are lost. */
export const RISK_DAYS = 90
export const LOST_DAYS = 180

const orders = (n: number): Rule => ({ purchases: 'orders', op: 'gte', value: n })
const silent = (days: number): Rule => ({ all: [orders(1), { purchases: 'last_order_at', op: 'not_in_last_days', value: days }] })
const did = (type: string, in_last_days?: number): Rule => ({ event: { type, did: true, times: { op: 'at_least', n: 1 }, ...(in_last_days ? { in_last_days } : {}) } })

/**
 * The stages of a new workspace, from the first to the last; their names are words of the console. They ask only what
 * every shop's events say, and rare events rather than page views, since whoever does one of them is looked at again.
 * `docs/stages.md` says why these.
 */
export const USUAL: readonly { key: string; rule: Rule }[] = [
  { key: 'subscriber', rule: { any: MEDIA.map((medium) => ({ consent: medium, holds: true })) } },
  { key: 'lead', rule: { any: [did('Product Added'), did('Product Added to Wishlist'), { engagement: { what: 'replied', did: true } }, did('call.logged')] } },
  { key: 'qualified_lead', rule: { any: [did('Checkout Started', 30), { all: [did('Product Added', 30), { engagement: { what: 'replied', did: true, in_last_days: 30 } }] }] } },
  { key: 'customer', rule: orders(1) },
  { key: 'regular_customer', rule: orders(2) },
  { key: 'at_risk', rule: silent(RISK_DAYS) },
  { key: 'lost', rule: silent(LOST_DAYS) },
]
