import { mutate, read, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/problem.ts'
import type { PriceInputType } from './contract.ts'

const COLUMNS = ['id', 'medium', 'country', 'operator', 'class', 'currency', 'amount_micro', 'per', 'charged_on', 'updated_at'] as const

/** Rates to begin with, in millionths of a euro, as list prices of the region stand; each is shown and can be changed. */
const STARTERS = [
  { medium: 'email', amount: 400, per: 'message', charged_on: 'accepted' }, { medium: 'sms', amount: 35_000, per: 'segment', charged_on: 'accepted' },
  { medium: 'viber', amount: 12_000, per: 'message', charged_on: 'delivered' }, { medium: 'whatsapp', amount: 45_000, per: 'message', charged_on: 'delivered' },
  { medium: 'telegram', amount: 0, per: 'message', charged_on: 'accepted' }, { medium: 'push', amount: 0, per: 'message', charged_on: 'accepted' },
]
/** Rough units of a currency for a euro, to put the first rates into the workspace's own; not used for anything else. */
const PER_EURO: Record<string, number> = { EUR: 1, USD: 1.1, UAH: 48, GEL: 3.1, CNY: 7.8, RUB: 95, KZT: 560, PLN: 4.3, GBP: 0.85, CZK: 25, TRY: 45, BYN: 3.5, MDL: 19.5, AZN: 1.9, AMD: 430, UZS: 13_500 }

export async function seedPrices(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  const rate = PER_EURO[workspace.currency] ?? 1.1
  const currency = PER_EURO[workspace.currency] ? workspace.currency : 'USD'
  await tx.insertInto('price').values(STARTERS.map(({ amount, ...price }) => ({ workspace_id: workspace.id, id: newId('prc'), ...price, currency, amount_micro: Math.round(amount * rate), updated_at: now }))).execute()
}

export function listPrices(cx: Cx) {
  return read(cx, 'connections:read', async (tx) => ({ data: await tx.selectFrom('price').select(COLUMNS).orderBy('medium').orderBy('country').orderBy('class').execute() }))
}

/** Sets the rate of a medium, country and class; there is one for each. */
export function setPrice(cx: Cx, input: PriceInputType) {
  return mutate(cx, 'connections:write', async (tx, audit) => {
    const key = { medium: input.medium, country: input.country ?? '*', operator: input.operator ?? '*', class: input.class ?? '*' }
    const rate = { amount_micro: input.amount_micro, per: input.per, charged_on: input.charged_on, currency: cx.workspace.currency, updated_at: cx.now }
    const row = await tx.insertInto('price').values({ workspace_id: cx.workspace.id, id: newId('prc'), ...key, ...rate })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'medium', 'country', 'operator', 'class']).doUpdateSet(rate)).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('price', row.id, { ...key, ...input })
    return row
  })
}

export function removePrice(cx: Cx, id: string) {
  return mutate(cx, 'connections:write', async (tx, audit) => {
    const row = await tx.deleteFrom('price').where('id', '=', id).returning(['id', 'medium', 'country']).executeTakeFirst()
    if (!row) return notFound('price')
    audit('price', id, row)
    return null
  })
}
