import { useFormat } from '../i18n/format.ts'
import classes from './commerce.module.css'
import type { Line } from './queries.ts'

/** What is in an order or a basket: how many of what, at which price. */
export function Lines({ items, currency }: { items: Line[]; currency: string | null }) {
  const format = useFormat()
  return (
    <ul className={classes.lines}>
      {items.map((item, index) => (
        <li key={`${item.product_id}/${index}`}>
          <span className="tabular" style={{ whiteSpace: 'nowrap' }}>{format.number(item.quantity ?? 1)} ×</span>
          <span className={classes.grow}>{item.name ?? item.product_id}</span>
          {typeof item.price_micro === 'number' && <span className="tabular">{format.money(item.price_micro, currency ?? undefined)}</span>}
        </li>
      ))}
    </ul>
  )
}
