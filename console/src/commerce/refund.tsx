import { Button, Checkbox, Group, Modal, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import classes from './commerce.module.css'
import { type Counts, hasGoods, leftOf, refundDue, returnedLines } from './due.ts'
import type { GiveBack } from './order-actions.tsx'
import type { Line, Order } from './queries.ts'

type RefundProps = { open: boolean; onClose: () => void; order: Order; onGiveBack: GiveBack }
type Values = { how: 'all' | 'goods' | 'part'; refund_micro: number | ''; reason: string; goods_stay: boolean }
const nothingYet: Values = { how: 'all', refund_micro: '', reason: '', goods_stay: false }

/** All of it, single goods, or an amount: what was given back before is no longer to be had. */
export function Refund({ open, onClose, order, onGiveBack }: RefundProps) {
  const { t } = useTranslation('commerce')
  const { t: kit } = useTranslation('kit')
  return (
    <Modal opened={open} onClose={onClose} title={t(order.refunded_micro < order.total_micro ? 'order.refundTitle' : 'order.goodsBackTitle', { number: order.external_id })} closeButtonProps={{ 'aria-label': kit('close') }}>
      {open && <RefundForm onClose={onClose} order={order} onGiveBack={onGiveBack} />}
    </Modal>
  )
}

function RefundForm({ onClose, order, onGiveBack }: Omit<RefundProps, 'open'>) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const left = order.total_micro - order.refunded_micro
  const [external_id] = useState(() => crypto.randomUUID())
  const [counts, setCounts] = useState<Counts>({})
  const goods = returnedLines(order, counts)
  const { due, most } = refundDue(order, counts)
  const amountOf = ({ how, refund_micro }: Values) => (refund_micro === '' ? (how === 'goods' ? due : null) : Math.round(refund_micro * 1_000_000))
  const isLessThanDue = (values: Values) => values.how === 'goods' && due !== null && (amountOf(values) ?? due) < due
  // No money is left, only goods that stayed with the customer: nothing is asked but which.
  const onlyGoods = left === 0
  const form = useForm({ ...nothingYet, how: onlyGoods ? 'goods' : 'all' } as Values, (values) => {
    const refund_micro = amountOf(values) ?? 0
    if (values.how === 'goods') return onGiveBack({ external_id, lines: goods, refund_micro, ...(isLessThanDue(values) ? { reason: values.reason.trim() } : {}) })
    // An amount alone is money alone, also when it is all that was left.
    return onGiveBack({ state: 'refunded', refund_micro: values.how === 'all' ? left : refund_micro, goods_stay: values.how === 'part' || values.goods_stay })
  })
  const { how, reason } = form.values
  const byGoods = how === 'goods'
  const amount = amountOf(form.values)
  const isLess = isLessThanDue(form.values)
  const ready = how === 'all' || (byGoods ? goods.length > 0 && amount !== null && (!isLess || reason.trim() !== '') : (amount ?? 0) > 0)
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        {!onlyGoods && (
          <Radio.Group
            value={how}
            onChange={(next) => {
              form.set('how', next as Values['how'])
              form.set('refund_micro', '')
            }}
            aria-label={t('order.refundTitle', { number: order.external_id })}
          >
            <Stack gap={8}>
              <Radio value="all" label={t('order.refundAll', { sum: format.money(left, order.currency) })} />
              {hasGoods(order) && <Radio value="goods" label={t('order.refundLines')} />}
              <Radio value="part" label={t('order.refundPart')} />
            </Stack>
          </Radio.Group>
        )}
        {how === 'all' && hasGoods(order) && <Checkbox label={t('back.stay')} description={t('back.stayMeans')} checked={form.values.goods_stay} onChange={({ currentTarget }) => form.set('goods_stay', currentTarget.checked)} />}
        {byGoods && (
          <Goods
            order={order}
            counts={counts}
            onChange={(next) => {
              setCounts(next)
              form.set('refund_micro', '')
            }}
          />
        )}
        {how !== 'all' && !onlyGoods && (
          <NumberInput
            label={t('order.refundAmount', { currency: format.currencyName(order.currency) })}
            {...(byGoods && due !== null && goods.length > 0 ? { description: t('back.due', { sum: format.money(due, order.currency) }) } : {})}
            min={0}
            max={(byGoods ? most : left) / 1_000_000}
            decimalScale={2}
            required
            disabled={byGoods && goods.length === 0}
            data-autofocus={!byGoods}
            value={amount === null || (byGoods && goods.length === 0) ? '' : amount / 1_000_000}
            onChange={(value) => form.set('refund_micro', value === '' ? '' : Number(value))}
            error={form.error('refund_micro')}
          />
        )}
        {isLess && due !== null && <TextInput required maxLength={500} label={t('back.reason', { sum: format.money(due, order.currency) })} value={reason} onChange={({ currentTarget }) => form.set('reason', currentTarget.value)} error={form.error('reason')} />}
        {!onlyGoods && (
          <Text size="xs" c="dimmed">
            {t('order.refundMeans')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={!ready}>
            {onlyGoods ? t('order.goodsBackDo') : t('order.refundDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Goods({ order, counts, onChange }: { order: Order; counts: Counts; onChange: (counts: Counts) => void }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  return (
    <ul className={classes.lines}>
      {(order.items as Line[]).map((line, index) => {
        const left = leftOf(line)
        const name = line.name ?? line.product_id ?? ''
        const before = left === 0 ? t('back.all') : line.returned ? t('back.some', { n: format.number(line.returned) }) : null
        return (
          <li key={`${line.product_id}/${index}`} className={classes.goods}>
            <span className={classes.grow}>
              {name}
              <span className={classes.small} style={{ display: 'block' }}>
                {[typeof line.price_micro === 'number' && format.money(line.price_micro, order.currency), before].filter(Boolean).join(' · ')}
              </span>
            </span>
            {left > 0 && (
              <>
                <NumberInput w={88} aria-label={t('back.count', { name })} min={0} max={left} clampBehavior="strict" allowDecimal={false} allowNegative={false} value={counts[index] ?? 0} onChange={(value) => onChange({ ...counts, [index]: Number(value) })} />
                <span className={classes.of}>{t('back.of', { n: format.number(left) })}</span>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}
