import { Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp, IconPackage, IconQrcode, IconShieldCheck, IconShoppingBag } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { Lines } from '../commerce/lines.tsx'
import { OrderStateBadge } from '../commerce/order-state.tsx'
import { mayGiveBack } from '../commerce/due.ts'
import type { Line } from '../commerce/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { useMediumName } from '../kit/medium.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { TakeConsent } from './consent.tsx'
import classes from './counter.module.css'
import { GiveBack } from './give-back.tsx'
import { HandOver } from './hand-over.tsx'
import { Purchase } from './purchase.tsx'
import type { Customer, Order, Subject } from './queries.ts'
import { useRecord } from './record.ts'
import { Sheet } from './sheet.tsx'

export type Known = { subject: Subject; name: string; reach: string[]; phone: boolean; email: boolean; currency: string; customer?: Customer }

export function knownOf(customer: Customer): Known {
  const { contact_id, name, phone, email, currency } = customer
  const reach = [phone, email].flatMap((each) => (each && each !== name ? [each] : []))
  return { subject: { contact_id }, name: name ?? reach[0] ?? '', reach, phone: phone !== null, email: email !== null, currency, customer }
}

const Card = lazy(() => import('./card.tsx').then((module) => ({ default: module.Card })))

type Task = { kind: 'purchase' } | { kind: 'consent' } | { kind: 'card' } | { kind: 'refund'; order: Order } | { kind: 'handOver'; order: Order }

/** Who stands at the counter, what they are waiting for, and what can be done for them. */
export function CustomerView({ known }: { known: Known }) {
  const { t } = useTranslation('counter')
  const mayOrder = useCan('orders:write')
  const mayConsent = useCan('consents:write')
  const [task, setTask] = useState<Task | null>(null)
  const close = () => setTask(null)
  const { subject, name, reach, currency, customer } = known
  return (
    <article className={classes.customer} aria-label={name}>
      <header className={classes.who}>
        <div className={classes.grow}>
          <h2>{name || t('nameless')}</h2>
          <Text c="dimmed">{reach.join(' · ')}</Text>
          {!customer && <Text>{t('unseen')}</Text>}
        </div>
        <div className={classes.tasks}>
          {mayOrder && (
            <Button size="lg" leftSection={<IconShoppingBag size={20} stroke={1.5} aria-hidden />} onClick={() => setTask({ kind: 'purchase' })}>
              {t('purchase.open')}
            </Button>
          )}
          {mayConsent && (
            <Button size="lg" variant="default" leftSection={<IconShieldCheck size={20} stroke={1.5} aria-hidden />} onClick={() => setTask({ kind: 'consent' })}>
              {t('consent.open')}
            </Button>
          )}
          {customer && (
            <Button size="lg" variant="default" leftSection={<IconQrcode size={20} stroke={1.5} aria-hidden />} onClick={() => setTask({ kind: 'card' })}>
              {t('card.open')}
            </Button>
          )}
        </div>
      </header>
      {customer && (
        <div className={classes.parts}>
          {customer.waiting.length > 0 && <ToHandOver orders={customer.waiting} onHandOver={(order) => setTask({ kind: 'handOver', order })} />}
          <Allowed consents={customer.consents} />
          <Last customer={customer} onReturn={mayOrder ? (order) => setTask({ kind: 'refund', order }) : undefined} />
          {customer.cart && customer.cart.items.length > 0 && (
            <Part title={t('basket')}>
              <Lines items={customer.cart.items as Line[]} currency={currency} />
            </Part>
          )}
          <Seen viewed={customer.viewed} />
        </div>
      )}
      <Sheet open={task?.kind === 'purchase'} title={t('purchase.title', { name })} onClose={close}>
        <Purchase subject={subject} about={name} currency={currency} onClose={close} />
      </Sheet>
      <Sheet open={task?.kind === 'consent'} title={t('consent.title')} onClose={close}>
        <TakeConsent subject={subject} about={name} phone={known.phone} email={known.email} before={customer?.consents ?? []} onClose={close} />
      </Sheet>
      {customer && (
        <Sheet open={task?.kind === 'card'} title={t('card.title', { name })} size={480} onClose={close}>
          <Suspense fallback={null}>
            <Card card={customer.card} name={name} />
          </Suspense>
        </Sheet>
      )}
      <Sheet open={task?.kind === 'refund'} title={t('refund.title')} onClose={close}>
        {task?.kind === 'refund' && <GiveBack order={task.order} onClose={close} />}
      </Sheet>
      <Sheet open={task?.kind === 'handOver'} title={t('handOver.title')} size={480} onClose={close}>
        {task?.kind === 'handOver' && <HandOver order={task.order} onClose={close} />}
      </Sheet>
    </article>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Allowed({ consents }: { consents: Customer['consents'] }) {
  const { t } = useTranslation('counter')
  const mediumName = useMediumName()
  return (
    <Part title={t('allowed.title')}>
      {consents.length === 0 ? (
        <Text c="dimmed">{t('allowed.nothing')}</Text>
      ) : (
        <ul className={classes.rows}>
          {consents.map(({ medium, state, at }) => (
            <li key={medium}>
              <span className={classes.grow}>
                {medium === '*' ? t('allowed.every') : mediumName(medium)}
                <Text span size="xs" c="dimmed">
                  {' '}
                  <DateTime at={at} show="date" />
                </Text>
              </span>
              <StatusBadge tone={state === 'opted_in' ? 'good' : 'failed'} label={t(`allowed.${state}`)} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

function ToHandOver({ orders, onHandOver }: { orders: Order[]; onHandOver: (order: Order) => void }) {
  const { t } = useTranslation('counter')
  return (
    <Part title={t('toHandOver')}>
      <ul className={classes.rows}>
        {orders.map((order) => (
          <ToHandOverLine key={order.id} order={order} onHandOver={() => onHandOver(order)} />
        ))}
      </ul>
    </Part>
  )
}

function ToHandOverLine({ order, onHandOver }: { order: Order; onHandOver: () => void }) {
  const { t } = useTranslation('counter')
  const mayOrder = useCan('orders:write')
  const { record, busy, problem } = useRecord(() => {})
  const makeReady = () => void record({ kind: 'ready', method: 'PATCH', path: `/v1/orders/${order.id}`, body: { state: 'ready' }, about: order.external_id }, t('ready.done', { number: order.external_id }))
  return (
    <li className={classes.line}>
      <OrderLine order={order} problem={problem} />
      {mayOrder &&
        (order.state === 'ready' ? (
          <Button size="lg" variant="default" leftSection={<IconPackage size={20} stroke={1.5} aria-hidden />} onClick={onHandOver}>
            {t('handOver.open')}
          </Button>
        ) : (
          <Button size="lg" variant="default" loading={busy} onClick={makeReady}>
            {t('ready.do')}
          </Button>
        ))}
    </li>
  )
}

function OrderLine({ order, problem }: { order: Order; problem?: unknown }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const back = (order.items as Line[]).filter((item) => item.returned)
  return (
    <div className={classes.lineName}>
      <Group gap={8}>
        <strong>{order.external_id}</strong>
        <OrderStateBadge state={order.state} />
      </Group>
      <Text span display="block" size="sm" c="dimmed">
        <DateTime at={order.at} show="date" />
        {' · '}
        {format.money(order.total_micro, order.currency)}
        {order.store && ` · ${order.store}`}
      </Text>
      <Text size="sm">{(order.items as Line[]).map((item) => item.name ?? item.product_id).join(', ')}</Text>
      {back.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('refund.back', { goods: back.map((item) => `${format.number(item.returned!)} × ${item.name ?? item.product_id}`).join(', ') })}
        </Text>
      )}
      <ErrorNote error={problem} />
    </div>
  )
}

function Last({ customer, onReturn }: { customer: Customer; onReturn?: ((order: Order) => void) | undefined }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  // What is surely to be handed over stands above; an order that is completed may have been sent home.
  const others = customer.recent.filter((order) => order.state === 'completed' || !customer.waiting.some(({ id }) => id === order.id))
  return (
    <Part title={t('last.title')}>
      {customer.recent.length === 0 && <Text c="dimmed">{t('last.nothing')}</Text>}
      <ul className={classes.rows}>
        {others.map((order) => (
          <li key={order.id} className={classes.line}>
            <OrderLine order={order} />
            {onReturn && mayGiveBack(order) && (
              <Button size="lg" variant="subtle" color="gray" leftSection={<IconArrowBackUp size={20} stroke={1.5} aria-hidden />} onClick={() => onReturn(order)}>
                {t('refund.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {customer.orders > 0 && (
        <Text size="sm" c="dimmed">
          {t('last.all', { orders: format.number(customer.orders), sum: format.money(customer.revenue_micro, customer.currency) })}
        </Text>
      )}
    </Part>
  )
}

function Seen({ viewed }: { viewed: Customer['viewed'] }) {
  const { t } = useTranslation('counter')
  if (viewed.length === 0) return null
  return (
    <Part title={t('seen.title')}>
      <ul className={classes.rows}>
        {viewed.map(({ product_key, name, wished, last_at }) => (
          <li key={product_key}>
            <span className={classes.grow}>{name ?? product_key}</span>
            <Text span size="sm" c="dimmed">
              {wished ? t('seen.wished') : <DateTime at={last_at} show="relative" />}
            </Text>
          </li>
        ))}
      </ul>
    </Part>
  )
}
