import type { Schema } from '@carillon/sdk'
import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { Confirm } from '../kit/confirm.tsx'
import { toast } from '../kit/toast.tsx'
import { mayGiveBack } from './due.ts'
import { HandOver } from './hand-over.tsx'
import { type Order, orderQuery, type OrderState } from './queries.ts'
import { Refund } from './refund.tsx'

type Step = Exclude<OrderState, 'placed'>

/** Into which states an order may come from which; the server judges by the same. */
const from: Record<Step, OrderState[]> = {
  ready: ['placed', 'completed'], handed_over: ['ready'], completed: ['placed', 'ready', 'handed_over'], refunded: ['completed', 'ready', 'handed_over', 'placed', 'refunded'], cancelled: ['placed', 'completed', 'ready'],
}

type Change = { state: Step; refund_micro?: number; goods_stay?: boolean; pickup_code?: string }
export type MoveOrder = (change: Change) => Promise<void>
export type GiveBack = (what: Change | Schema<'NewReturn'>) => Promise<void>

/** What can be done with an order now; each asks what it has to know first. */
export function OrderActions({ order }: { order: Order }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useCan('orders:write')
  const [asked, setAsked] = useState<Step | null>(null)
  const may = (step: Step) => from[step].includes(order.state) && (step !== 'refunded' || mayGiveBack(order))
  const close = () => setAsked(null)
  const show = async (moved: Order, words: string) => {
    setAsked(null)
    toast(words)
    client.setQueryData(orderQuery(order.id).queryKey, moved)
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'commerce' || (queryKey[0] === 'contacts' && queryKey[1] === 'timeline') })
  }
  const change = (body: Change) => request<Order>('PATCH', `/v1/orders/${order.id}`, { body })
  const move: MoveOrder = async (step) => {
    const moved = await change(step)
    await show(moved, t('order.moved', { number: order.external_id, state: t(`state.${moved.state}`) }))
  }
  const giveBack: GiveBack = async (what) => {
    const moved = await ('lines' in what ? request<Order>('POST', `/v1/orders/${order.id}/returns`, { body: what }) : change(what))
    const given = moved.refunded_micro - order.refunded_micro
    await show(moved, given === 0 ? t('order.goodsCame', { number: order.external_id }) : t('order.givenBack', { number: order.external_id, sum: format.money(given, order.currency) }))
  }
  if (!mayWrite) return null
  const title = { number: order.external_id }
  return (
    <>
      <Group gap={8}>
        {may('ready') && <Button onClick={() => setAsked('ready')}>{t('order.ready')}</Button>}
        {may('handed_over') && <Button onClick={() => setAsked('handed_over')}>{t('order.handOver')}</Button>}
        {may('completed') && (
          <Button variant="default" onClick={() => setAsked('completed')}>
            {t('order.complete')}
          </Button>
        )}
        {may('refunded') && (
          <Button variant="default" onClick={() => setAsked('refunded')}>
            {order.refunded_micro < order.total_micro ? t('order.refund') : t('order.goodsBack')}
          </Button>
        )}
        {may('cancelled') && (
          <Button variant="subtle" color="red" onClick={() => setAsked('cancelled')}>
            {t('order.cancel')}
          </Button>
        )}
      </Group>
      <Confirm open={asked === 'ready'} onClose={close} title={t('order.readyTitle', title)} action={t('order.ready')} onConfirm={() => move({ state: 'ready' })}>
        {t('order.readyMeans')}
      </Confirm>
      <Confirm open={asked === 'completed'} onClose={close} title={t('order.completeTitle', title)} action={t('order.complete')} onConfirm={() => move({ state: 'completed' })}>
        {t('order.completeMeans')}
      </Confirm>
      <Confirm open={asked === 'cancelled'} onClose={close} title={t('order.cancelTitle', title)} action={t('order.cancel')} danger onConfirm={() => move({ state: 'cancelled' })}>
        {t('order.cancelMeans')}
      </Confirm>
      <HandOver open={asked === 'handed_over'} onClose={close} order={order} onMove={move} />
      <Refund open={asked === 'refunded'} onClose={close} order={order} onGiveBack={giveBack} />
    </>
  )
}
