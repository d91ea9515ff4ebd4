import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { Amount } from './amount.tsx'
import classes from './counter.module.css'
import { GoodsField } from './goods-field.tsx'
import { Quantity } from './quantity.tsx'
import type { Goods, Subject } from './queries.ts'
import { useRecord } from './record.ts'
import { newTillNumber, useStore } from './till.ts'

type Line = { product_id: string; name: string; quantity: number; price_micro: number | null; category: string | null; brand: string | null }
const mostOfOne = 9999

/** What was bought here: goods from the catalogue or by name, and what was paid for all of it. */
export function Purchase({ subject, about, currency, onClose }: { subject: Subject; about: string; currency: string; onClose: () => void }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const [store] = useStore()
  const [lines, setLines] = useState<Line[]>([])
  const [paid, setPaid] = useState<number | null>(null)
  const { record, busy, problem } = useRecord(onClose)
  const sum = lines.reduce((total, line) => total + line.quantity * (line.price_micro ?? 0), 0)
  const total = paid ?? sum
  const change = (product_id: string, part: Partial<Line>) => setLines(lines.map((line) => (line.product_id === product_id ? { ...line, ...part } : line)))
  const add = (line: Omit<Line, 'quantity'>) => {
    const known = lines.find((each) => each.product_id === line.product_id)
    if (known) change(known.product_id, { quantity: Math.min(known.quantity + 1, mostOfOne) })
    else setLines([...lines, { ...line, quantity: 1 }])
  }
  const addGoods = (goods: Goods) => {
    const price = goods.sale_price_micro ?? goods.price_micro
    add({ product_id: goods.external_id, name: goods.name, category: goods.category, brand: goods.brand, price_micro: goods.currency === null || goods.currency === currency ? price : null })
  }
  const save = () => {
    const external_id = newTillNumber()
    const items = lines.map(({ price_micro, category, brand, ...line }) => ({ ...line, ...(price_micro === null ? {} : { price_micro }), ...(category ? { category } : {}), ...(brand ? { brand } : {}) }))
    const body = { ...subject, external_id, total_micro: total, currency, at: new Date().toISOString(), ...(items.length > 0 ? { items } : {}), ...(store ? { store } : {}) }
    void record({ kind: 'purchase', method: 'POST', path: '/v1/counter/orders', body, about: [about, format.money(total, currency)].join(' · ') }, t('purchase.done', { number: external_id }))
  }
  return (
    <Stack>
      <ErrorNote error={problem} />
      <GoodsField onGoods={addGoods} onName={(name) => add({ product_id: name, name, category: null, brand: null, price_micro: null })} currency={currency} />
      {lines.length > 0 && (
        <ul className={classes.rows}>
          {lines.map((line) => (
            <li key={line.product_id} className={classes.line}>
              <span className={classes.lineName}>{line.name}</span>
              <Quantity value={line.quantity} min={1} max={mostOfOne} name={line.name} onChange={(quantity) => change(line.product_id, { quantity })} />
              <div className={classes.price}>
                <Amount label={t('purchase.priceOf', { name: line.name })} hideLabel micro={line.price_micro} currency={currency} onChange={(price_micro) => change(line.product_id, { price_micro })} />
              </div>
              <ActionIcon size={44} aria-label={t('purchase.remove', { name: line.name })} onClick={() => setLines(lines.filter((each) => each !== line))}>
                <IconX size={20} stroke={1.5} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <Amount label={t('purchase.total')} micro={paid ?? (sum > 0 ? sum : null)} currency={currency} onChange={setPaid} />
      {paid !== null && lines.length > 0 && paid !== sum && (
        <Text size="sm" c="dimmed">
          {t('purchase.differs', { sum: format.money(sum, currency) })}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" size="lg" onClick={onClose}>
          {t('cancel', { ns: 'kit' })}
        </Button>
        <Button size="lg" loading={busy} disabled={total === 0} onClick={save}>
          {t('purchase.save', { sum: format.money(total, currency) })}
        </Button>
      </Group>
    </Stack>
  )
}
