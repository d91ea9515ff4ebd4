import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import classes from './commerce.module.css'
import type { Order } from './queries.ts'

/** What was given back of an order, each time: when, how much, which goods and why. */
export function Returns({ order }: { order: Order }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  if (order.returns.length === 0) return null
  return (
    <section aria-labelledby="returns">
      <h3 id="returns" className={classes.heading}>
        {t('back.title')}
      </h3>
      <ul className={classes.lines}>
        {order.returns.map(({ external_id, at, refund_micro, reason, items, goods_stay }, index) => (
          <li key={external_id ?? index}>
            <span className={classes.grow}>
              {items.length > 0 ? items.map(({ product_id, name, quantity }) => `${format.number(quantity)} × ${name ?? product_id}`).join(', ') : t('back.money')}
              {goods_stay && <Text size="sm">{t('back.stayed')}</Text>}
              {reason && <Text size="sm">{reason}</Text>}
              <span className={classes.small} style={{ display: 'block' }}>
                <DateTime at={at} />
                {external_id && ` · ${external_id}`}
              </span>
            </span>
            <span className="tabular">{format.money(refund_micro, order.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
