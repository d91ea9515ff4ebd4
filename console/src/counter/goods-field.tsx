import { Button, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './counter.module.css'
import { type Goods, goodsQuery } from './queries.ts'

/** Finds goods by name, or by the number that a scanner types and ends with Enter; what is not there is added by its name. */
export function GoodsField({ currency, onGoods, onName }: { currency: string; onGoods: (goods: Goods) => void; onName: (name: string) => void }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const { data, error } = useQuery({ ...goodsQuery(search), enabled: search !== '' })
  const found = text.trim() === '' ? [] : (data ?? [])
  const offline = text.trim() !== '' && error instanceof ApiError && error.code === 'offline'
  const take = (act: () => void) => {
    act()
    setText('')
  }
  // A scanner is quicker than the list: Enter asks for exactly what was typed.
  const enter = async () => {
    const typed = text.trim()
    if (!typed) return
    const goods = await client.fetchQuery(goodsQuery(typed)).catch(() => [])
    const one = goods.find(({ external_id }) => external_id === typed) ?? (goods.length === 1 ? goods[0] : undefined)
    if (one) take(() => onGoods(one))
    else if (goods.length === 0) take(() => onName(typed))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void enter()
  }
  return (
    <div>
      <TextInput
        label={t('goods.label')}
        description={offline ? t('goods.offline') : t('goods.means')}
        descriptionProps={{ mb: 6 }}
        size="lg"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKeyDown}
        leftSection={<IconSearch size={20} stroke={1.5} aria-hidden />}
        autoComplete="off"
        maxLength={200}
        data-autofocus
      />
      {text.trim() !== '' && (
        <ul className={classes.offers}>
          {found.map((goods) => {
            const price = goods.sale_price_micro ?? goods.price_micro
            return (
              <li key={goods.external_id}>
                <button type="button" className={classes.offer} onClick={() => take(() => onGoods(goods))}>
                  <span className={classes.grow}>
                    {goods.name}
                    <Text span display="block" size="xs" c="dimmed">
                      {[goods.external_id, goods.brand, goods.category].filter(Boolean).join(' · ')}
                    </Text>
                  </span>
                  {price !== null && <span className="tabular">{format.money(price, goods.currency ?? currency)}</span>}
                </button>
              </li>
            )
          })}
          <li>
            <Button variant="subtle" size="lg" fullWidth justify="flex-start" leftSection={<IconPlus size={18} stroke={1.5} aria-hidden />} onClick={() => take(() => onName(text.trim()))}>
              {t('goods.free', { name: text.trim() })}
            </Button>
          </li>
        </ul>
      )}
    </div>
  )
}
