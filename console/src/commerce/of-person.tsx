import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { Stat } from '../kit/stat.tsx'
import classes from './commerce.module.css'
import { Lines } from './lines.tsx'
import { OrderStateBadge } from './order-state.tsx'
import { commerceQuery, type Line } from './queries.ts'

type Commerce = Schema<'Commerce'>
const shownAtFirst = 4

/** What a person bought, has in the basket and looked at; nothing where there is nothing. */
export function CommerceOfPerson({ contactId }: { contactId: string }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const { data } = useQuery(commerceQuery(contactId))
  if (!data || (data.orders === 0 && data.recent.length === 0 && !data.cart && data.interests.length === 0)) return null
  const money = (micro: number) => format.money(micro, data.currency)
  return (
    <section className={classes.person} aria-labelledby="commerce">
      <h2 id="commerce">{t('person.title')}</h2>
      {data.orders > 0 && (
        <div className={classes.figures}>
          <Stat label={t('person.orders')} value={data.orders} hint={data.last_at && t('person.lastAt', { date: format.date(data.last_at) })} href={`/orders?contact_id=${contactId}`} />
          <Stat label={t('person.revenue')} value={money(data.revenue_micro)} hint={data.foreign_orders > 0 && t('person.foreign', { n: format.number(data.foreign_orders) })} />
          {data.average_micro !== null && <Stat label={t('person.average')} value={money(data.average_micro)} />}
        </div>
      )}
      <div className={classes.parts}>
        {data.cart && (
          <Part title={t('person.basket')}>
            <Lines items={data.cart.items as Line[]} currency={data.cart.currency} />
            <Text size="xs" c="dimmed">
              {[data.cart.total_micro === null ? null : format.money(data.cart.total_micro, data.cart.currency ?? undefined), t('person.basketAt', { when: format.relative(data.cart.updated_at) })].filter(Boolean).join(' · ')}
            </Text>
          </Part>
        )}
        {data.recent.length > 0 && <Recent orders={data.recent} contactId={contactId} />}
        {data.interests.length > 0 && <Interests interests={data.interests} />}
        <Favourites favourite={data.favourite} />
      </div>
    </section>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className={classes.heading}>{title}</h3>
      {children}
    </div>
  )
}

function Recent({ orders, contactId }: { orders: Commerce['recent']; contactId: string }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  return (
    <Part title={t('person.recent')}>
      <ul className={classes.lines}>
        {orders.slice(0, shownAtFirst).map((order) => (
          <li key={order.id}>
            <span className={classes.grow}>
              <Door href={`/orders?contact_id=${contactId}&open=${order.id}`}>{order.external_id}</Door>
              <span className={classes.small}>
                {' '}
                <DateTime at={order.at} show="date" />
              </span>
              <br />
              <OrderStateBadge state={order.state} />
              {order.refunded_micro > 0 && order.state !== 'refunded' && <span className={classes.small}> {t('person.givenBack', { sum: format.money(order.refunded_micro, order.currency) })}</span>}
            </span>
            <span className="tabular">{format.money(order.total_micro, order.currency)}</span>
          </li>
        ))}
      </ul>
      {orders.length > shownAtFirst && <Door href={`/orders?contact_id=${contactId}`}>{t('person.all')}</Door>}
    </Part>
  )
}

function Interests({ interests }: { interests: Commerce['interests'] }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const [all, setAll] = useState(false)
  return (
    <Part title={t('person.interests')}>
      <ul className={classes.lines}>
        {(all ? interests : interests.slice(0, shownAtFirst)).map(({ product_key, name, views, adds, bought, wished }) => (
          <li key={product_key}>
            <span className={classes.grow}>
              {name ?? product_key}
              <Text size="xs" c="dimmed">
                {[
                  views > 0 && t('person.views', { n: format.number(views) }),
                  adds > 0 && t('person.adds', { n: format.number(adds) }),
                  bought > 0 && t('person.bought', { n: format.number(bought) }),
                  wished && t('person.wished'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </span>
          </li>
        ))}
      </ul>
      {!all && interests.length > shownAtFirst && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t('person.showAll', { n: format.number(interests.length) })}
        </Button>
      )}
    </Part>
  )
}

function Favourites({ favourite }: { favourite: Commerce['favourite'] }) {
  const { t } = useTranslation('commerce')
  const rows = (['category', 'product', 'store'] as const).flatMap((kind) => (favourite[kind] ? [[kind, favourite[kind].name ?? favourite[kind].key] as const] : []))
  if (rows.length === 0) return null
  return (
    <Part title={t('person.favourite')}>
      <dl className={classes.pairs}>
        {rows.map(([kind, name]) => (
          <div key={kind} style={{ display: 'contents' }}>
            <dt>{t(`person.${kind}`)}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}
