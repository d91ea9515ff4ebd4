import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../commerce/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { Amount } from './amount.tsx'
import classes from './counter.module.css'
import { Quantity } from './quantity.tsx'
import type { Order } from './queries.ts'
import { useRecord } from './record.ts'

/** Money given back for an order: all that is left of it, or a part, counted by its lines or typed. */
export function GiveBack({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const { record, busy, problem } = useRecord(onClose)
  const left = order.total_micro - order.refunded_micro
  const [how, setHow] = useState<'all' | 'part'>('all')
  const [counts, setCounts] = useState<Record<number, number>>({})
  const [typed, setTyped] = useState<number | null>(null)
  const lines = order.items as Line[]
  const counted = lines.reduce((sum, line, index) => sum + (counts[index] ?? 0) * (line.price_micro ?? 0), 0)
  const amount = how === 'all' ? left : Math.min(typed ?? counted, left)
  const money = (micro: number) => format.money(micro, order.currency)
  const save = () => {
    const body = { state: 'refunded', refund_micro: amount }
    void record({ kind: 'refund', method: 'PATCH', path: `/v1/orders/${order.id}`, body, about: [order.external_id, money(amount)].join(' · ') }, t('refund.done', { sum: money(amount) }))
  }
  return (
    <Stack>
      <ErrorNote error={problem} />
      <Text>{t('refund.of', { number: order.external_id, left: money(left) })}</Text>
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
      {how === 'part' && (
        <>
          <ul className={classes.rows}>
            {lines.map((line, index) => (
              <li key={`${line.product_id}/${index}`} className={classes.line}>
                <span className={classes.lineName}>
                  {line.name ?? line.product_id}
                  {typeof line.price_micro === 'number' && (
                    <Text span display="block" size="xs" c="dimmed">
                      {money(line.price_micro)}
                    </Text>
                  )}
                </span>
                <Quantity
                  value={counts[index] ?? 0}
                  min={0}
                  max={line.quantity ?? 1}
                  name={line.name ?? line.product_id ?? ''}
                  onChange={(count) => {
                    setCounts({ ...counts, [index]: count })
                    setTyped(null)
                  }}
                />
              </li>
            ))}
          </ul>
          <Amount label={t('refund.amount')} micro={typed ?? (counted > 0 ? counted : null)} max={left} currency={order.currency} onChange={setTyped} />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" size="lg" onClick={onClose}>
          {t('cancel', { ns: 'kit' })}
        </Button>
        <Button size="lg" color="red" loading={busy} disabled={amount <= 0} onClick={save}>
          {t('refund.save', { sum: money(amount) })}
        </Button>
      </Group>
    </Stack>
  )
}
