import { Button, Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Counts, hasGoods, leftOf, refundDue, returnedLines } from '../commerce/due.ts'
import type { Line } from '../commerce/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { Amount } from './amount.tsx'
import classes from './counter.module.css'
import { Quantity } from './quantity.tsx'
import type { Order } from './queries.ts'
import { useRecord } from './record.ts'
import { newTillNumber } from './till.ts'

/** Something given back for an order: all that is left of it, single goods, or an amount alone. */
export function GiveBack({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('counter')
  const { t: commerce } = useTranslation('commerce')
  const format = useFormat()
  const { record, busy, problem } = useRecord(onClose)
  const left = order.total_micro - order.refunded_micro
  // No money is left, only goods that stayed with the customer.
  const onlyGoods = left === 0
  const [how, setHow] = useState<'all' | 'part'>(onlyGoods ? 'part' : 'all')
  const [counts, setCounts] = useState<Counts>({})
  const [typed, setTyped] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [goodsStay, setGoodsStay] = useState(false)
  const lines = order.items as Line[]
  const goods = returnedLines(order, counts)
  const byGoods = how === 'part' && goods.length > 0
  const { due, most } = byGoods ? refundDue(order, counts) : { due: null, most: left }
  const amount = how === 'all' ? left : Math.min(typed ?? due ?? 0, most)
  const isLess = byGoods && due !== null && amount < due
  const isKnown = typed !== null || due !== null
  const ready = byGoods ? isKnown && (!isLess || reason.trim() !== '') : amount > 0
  const money = (micro: number) => format.money(micro, order.currency)
  const save = () => {
    const about = [order.external_id, money(amount)].join(' · ')
    const done = onlyGoods ? commerce('order.goodsCame', { number: order.external_id }) : t('refund.done', { sum: money(amount) })
    if (!byGoods) return void record({ kind: 'refund', method: 'PATCH', path: `/v1/orders/${order.id}`, body: { state: 'refunded', refund_micro: amount, goods_stay: how === 'part' || goodsStay }, about }, done)
    const body = { external_id: newTillNumber(), lines: goods, refund_micro: amount, ...(isLess ? { reason: reason.trim() } : {}) }
    void record({ kind: 'refund', method: 'POST', path: `/v1/orders/${order.id}/returns`, body, about }, done)
  }
  return (
    <Stack>
      <ErrorNote error={problem} />
      <Text>{onlyGoods ? t('refund.onlyGoods', { number: order.external_id }) : t('refund.of', { number: order.external_id, left: money(left) })}</Text>
      {!onlyGoods && (
        <SegmentedControl
          size="lg"
          fullWidth
          value={how}
          onChange={(value) => setHow(value as 'all' | 'part')}
          data={[
            { value: 'all', label: t('refund.all') },
            { value: 'part', label: t('refund.part') },
          ]}
        />
      )}
      {how === 'all' && hasGoods(order) && <Checkbox size="lg" label={commerce('back.stay')} description={commerce('back.stayMeans')} checked={goodsStay} onChange={({ currentTarget }) => setGoodsStay(currentTarget.checked)} />}
      {how === 'part' && (
        <>
          {lines.length > 0 && (
            <section aria-labelledby="goods-back">
              <Text id="goods-back" fw={500}>
                {t('refund.goods')}
              </Text>
              <ul className={classes.rows}>
                {lines.map((line, index) => (
                  <GoodsLine
                    key={`${line.product_id}/${index}`}
                    line={line}
                    price={typeof line.price_micro === 'number' ? money(line.price_micro) : null}
                    count={counts[index] ?? 0}
                    onCount={(count) => {
                      setCounts({ ...counts, [index]: count })
                      setTyped(null)
                    }}
                  />
                ))}
              </ul>
            </section>
          )}
          {!onlyGoods && <Amount label={t('refund.amount')} micro={typed ?? (byGoods ? due : null)} max={most} currency={order.currency} onChange={setTyped} />}
          {isLess && <TextInput size="lg" required maxLength={500} label={commerce('back.reason', { sum: money(due) })} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} />}
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" size="lg" onClick={onClose}>
          {t('cancel', { ns: 'kit' })}
        </Button>
        <Button size="lg" color="red" loading={busy} disabled={!ready} onClick={save}>
          {onlyGoods ? commerce('order.goodsBackDo') : t('refund.save', { sum: money(amount) })}
        </Button>
      </Group>
    </Stack>
  )
}

function GoodsLine({ line, price, count, onCount }: { line: Line; price: string | null; count: number; onCount: (count: number) => void }) {
  const { t: commerce } = useTranslation('commerce')
  const format = useFormat()
  const left = leftOf(line)
  const name = line.name ?? line.product_id ?? ''
  return (
    <li className={classes.line}>
      <span className={classes.lineName}>
        {name}
        <Text span display="block" size="sm" c="dimmed">
          {[price, line.returned && left > 0 && commerce('back.some', { n: format.number(line.returned) })].filter(Boolean).join(' · ')}
        </Text>
      </span>
      {left === 0 ? (
        <Text c="dimmed">{commerce('back.all')}</Text>
      ) : (
        <>
          <Quantity value={count} min={0} max={left} name={name} onChange={onCount} />
          <Text c="dimmed" className="tabular" style={{ whiteSpace: 'nowrap' }}>
            {commerce('back.of', { n: format.number(left) })}
          </Text>
        </>
      )}
    </li>
  )
}
