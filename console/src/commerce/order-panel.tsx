import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import classes from './commerce.module.css'
import { Lines } from './lines.tsx'
import { OrderActions } from './order-actions.tsx'
import { OrderStateBadge } from './order-state.tsx'
import { type Line, type Order, orderQuery } from './queries.ts'
import { Returns } from './returns.tsx'

export function OrderPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('commerce')
  const { data, error, refetch } = useQuery({ ...orderQuery(id ?? ''), enabled: id !== null })
  return (
    <SidePanel open={id !== null} title={data ? t('order.title', { number: data.external_id }) : ''} width={520} onClose={onClose}>
      {data ? <OneOrder key={data.updated_at} order={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
    </SidePanel>
  )
}

function OneOrder({ order }: { order: Order }) {
  const { t } = useTranslation('commerce')
  const { t: contacts } = useTranslation('contacts')
  const format = useFormat()
  const rows: [string, ReactNode][] = [
    [t('order.state'), <OrderStateBadge key="state" state={order.state} />],
    [
      t('order.customer'),
      <Door key="who" href={`/contacts/${order.contact_id}`}>
        {order.contact_name ?? contacts('nameless')}
      </Door>,
    ],
    [t('order.total'), format.money(order.total_micro, order.currency)],
    [t('order.refunded'), order.refunded_micro > 0 && format.money(order.refunded_micro, order.currency)],
    [t('order.shop'), order.store],
    [t('order.coupon'), order.coupon],
    [t('order.at'), <DateTime key="at" at={order.at} />],
    [t('order.source'), word(t, `from.${order.source}`, order.source)],
  ]
  return (
    <Stack>
      <dl className={classes.pairs}>
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
      <section aria-labelledby="items">
        <h3 id="items" className={classes.heading}>
          {t('order.items')}
        </h3>
        {order.items.length > 0 ? <Lines items={order.items as Line[]} currency={order.currency} /> : <Text c="dimmed">{t('order.noItems')}</Text>}
      </section>
      <Returns order={order} />
      <OrderActions order={order} />
    </Stack>
  )
}
