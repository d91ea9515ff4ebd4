import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { StatusBadge, type Tone } from '../kit/status-badge.tsx'
import classes from './commerce.module.css'
import type { Product } from './queries.ts'

export type Availability = NonNullable<Product['availability']>

export const availabilities = ['in_stock', 'out_of_stock', 'preorder', 'backorder'] as const satisfies Availability[]
const tones: Record<Availability, Tone> = { in_stock: 'good', out_of_stock: 'failed', preorder: 'waiting', backorder: 'attention' }

export function Stock({ availability }: { availability: string | null }) {
  const { t } = useTranslation('commerce')
  if (!availability || !(availability in tones)) return null
  return <StatusBadge tone={tones[availability as Availability]} label={t(`stock.${availability as Availability}`)} />
}

/** What a customer would pay; the usual price struck through where a sale's is lower. */
export function Price({ price_micro, sale_price_micro, currency }: { price_micro: number | null; sale_price_micro: number | null; currency: string | null }) {
  const format = useFormat()
  const money = (micro: number) => format.money(micro, currency ?? undefined)
  if (price_micro === null) return sale_price_micro === null ? null : <span className="tabular">{money(sale_price_micro)}</span>
  if (sale_price_micro === null || sale_price_micro >= price_micro) return <span className="tabular">{money(price_micro)}</span>
  return (
    <span className="tabular" style={{ whiteSpace: 'nowrap' }}>
      <s className={classes.was}>{money(price_micro)}</s> {money(sale_price_micro)}
    </span>
  )
}
