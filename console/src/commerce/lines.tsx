import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import classes from './commerce.module.css'
import { leftOf } from './due.ts'
import type { Line } from './queries.ts'

/** What is in an order or a basket: how many of what, at which price, and how many came back. */
export function Lines({ items, currency }: { items: Line[]; currency: string | null }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  return (
    <ul className={classes.lines}>
      {items.map((item, index) => (
        <li key={`${item.product_id}/${index}`}>
          <span className="tabular" style={{ whiteSpace: 'nowrap' }}>{format.number(item.quantity ?? 1)} ×</span>
          <span className={classes.grow}>
            {item.name ?? item.product_id}
            {item.returned ? (
              <span className={classes.small} style={{ display: 'block' }}>
                {leftOf(item) === 0 ? t('back.all') : t('back.some', { n: format.number(item.returned) })}
              </span>
            ) : null}
          </span>
          {typeof item.price_micro === 'number' && <span className="tabular">{format.money(item.price_micro, currency ?? undefined)}</span>}
        </li>
      ))}
    </ul>
  )
}
