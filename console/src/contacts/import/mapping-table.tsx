import { Select, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useFormat } from '../../i18n/format.ts'
import { word } from '../../i18n/word.ts'
import classes from './import.module.css'
import type { Column, Kind, PreviewRow, Settings, Target } from './queries.ts'

const customer: [string, Target[]] = ['customer', ['email', 'phone', 'external_id', 'name', 'given_name', 'family_name']]
const people: [string, Target[]][] = [
  ['who', ['name', 'full_name_fio', 'given_name', 'family_name', 'patronymic', 'call_name']],
  ['reach', ['email', 'phone', 'phone_operator', 'external_id']],
  ['about', ['locale', 'time_zone', 'tags', 'trait']],
  ['allowed', ['consent', 'consent_media', 'consent_date', 'opt_out']],
]
/** What a column may mean, by what the file holds. */
const groupsOf: Record<Kind, [string, Target[]][]> = {
  contacts: people,
  orders: [['order', ['order_id', 'order_at', 'total', 'currency', 'order_state', 'refund', 'coupon', 'store']], ['line', ['item_id', 'item_name', 'item_price', 'item_quantity', 'item_category', 'item_brand', 'items']], customer],
  events: [['event', ['event_name', 'event_at', 'event_id', 'property']], customer],
  products: [['product', ['product_id', 'product_name', 'description', 'category', 'brand', 'url', 'image_url']], ['money', ['price', 'sale_price', 'currency', 'availability']]],
}
const isNamed = (target: Target) => target === 'trait' || target === 'property'
const traitTypes = ['text', 'number', 'boolean', 'date'] as const
/** The field under which the server tells what it mended. */
const repairOf = (target: Target | undefined) => (target === 'full_name_fio' ? 'name' : target)

type MappingTableProps = {
  kind: Kind
  file: Schema<'ImportFile'>
  settings: Settings
  preview: Schema<'ImportPreview'> | undefined
  changing: boolean
  onColumns: (columns: Column[]) => void
}

/** The first rows as they will be read, under a choice for every column. */
export function MappingTable({ kind, file, settings, preview, changing, onColumns }: MappingTableProps) {
  const { t } = useTranslation('imports')
  const names = preview?.columns ?? file.columns.map(({ name }) => name)
  const columnOf = (index: number) => settings.columns.find((one) => one.index === index)
  const put = (column: Column) => onColumns([...settings.columns.filter(({ index }) => index !== column.index), column].sort((a, b) => a.index - b.index))
  const choices = [{ value: 'ignore', label: t('target.ignore') }, ...groupsOf[kind].map(([group, items]) => ({ group: t(`targetGroup.${group as 'who'}`), items: items.map((value) => ({ value, label: t(`target.${value}`) })) }))]
  return (
    // What scrolls must be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby="columns" aria-busy={changing}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              <span className="visually-hidden">{t('map.row')}</span>
            </th>
            {names.map((name, index) => {
              const column = columnOf(index)
              const target = column?.target ?? 'ignore'
              const guess = file.columns[index]?.suggestion
              const label = name || t('map.unnamed', { number: index + 1 })
              return (
                <th key={index} scope="col" data-ignored={target === 'ignore' || undefined} data-list={target === 'items' || undefined}>
                  <div className={classes.columnName}>{label}</div>
                  <Select
                    aria-label={t('map.means', { name: label })}
                    searchable
                    allowDeselect={false}
                    comboboxProps={{ width: 240, position: 'bottom-start' }}
                    maxDropdownHeight={320}
                    nothingFoundMessage={t('map.noTarget')}
                    value={target}
                    data={choices}
                    onChange={(next) =>
                      next && put({ index, target: next as Target, ...(isNamed(next as Target) ? { trait: column?.trait ?? guess?.trait ?? { name: label.slice(0, 100), type: 'text' as const } } : {}) })
                    }
                  />
                  {isNamed(target) && column?.trait && (
                    <div className={classes.trait}>
                      <TextInput size="xs" aria-label={t(target === 'trait' ? 'map.traitName' : 'map.propertyName')} value={column.trait.name} maxLength={100} onChange={({ currentTarget: { value } }) => put({ ...column, trait: { ...column.trait!, name: value } })} />
                      <Select
                        size="xs"
                        aria-label={t(target === 'trait' ? 'map.traitType' : 'map.propertyType')}
                        allowDeselect={false}
                        value={column.trait.type}
                        data={traitTypes.map((value) => ({ value, label: t(`traitType.${value}`) }))}
                        onChange={(type) => type && put({ ...column, trait: { ...column.trait!, type: type as 'text' } })}
                      />
                    </div>
                  )}
                  <Text size="xs" c="dimmed" fw={400} mt={4}>
                    {guess && guess.target === target ? t(`reason.${guess.reason}`) : t('reason.chosen')}
                  </Text>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {(preview?.rows ?? []).map((row) => (
            <tr key={row.row}>
              <th scope="row" className={classes.number}>
                {row.row}
              </th>
              {names.map((_, index) => (
                <Cell key={index} row={row} index={index} target={columnOf(index)?.target} currency={settings.currency} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** An item as the server read it out of a list in a cell. */
type Item = { product_id: string; name: string | null; quantity: number; price_micro: number | null }
const itemsIn = (row: PreviewRow, index: number) => (row.made?.items as { column: number; lines: Item[] }[] | undefined)?.find(({ column }) => column === index)?.lines

/** Of a long list the beginning shows whether it is read right. */
const most = 8

/** What a cell lists, below what stands in it. */
function Items({ written, items, currency }: { written: string; items: Item[]; currency: string | undefined }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (
    <>
      <span className={classes.listed}>{written}</span>
      <ul className={classes.items} aria-label={t('map.items')}>
        {items.slice(0, most).map(({ product_id, name, quantity, price_micro }, index) => (
          <li key={index}>
            <span className={classes.quantity}>{format.number(quantity)} ×</span>
            <span>
              {name ?? product_id}
              {price_micro !== null && <span className={classes.each}> {format.money(price_micro, currency)}</span>}
            </span>
          </li>
        ))}
        {items.length > most && <li>{t('map.moreItems', { n: format.number(items.length - most) })}</li>}
      </ul>
    </>
  )
}

function Cell({ row, index, target, currency }: { row: PreviewRow; index: number; target: Target | undefined; currency: string | undefined }) {
  const { t } = useTranslation('imports')
  const written = row.cells[index] ?? ''
  const field = repairOf(target)
  const repair = field ? row.repaired[field] : undefined
  const mended = repair && repair.from.trim() === written.trim().slice(0, 200) ? repair.to : null
  const items = target === 'items' ? itemsIn(row, index) : undefined
  const problems = row.problems.filter(({ column }) => column === index || (column === null && index === 0))
  return (
    <td data-list={target === 'items' || undefined} data-ignored={!target || target === 'ignore' || undefined} data-refused={problems.some(({ severity }) => severity === 'refused') || undefined}>
      {items ? (
        <Items written={written} items={items} currency={(row.made?.currency as string | undefined) ?? currency} />
      ) : mended === null ? (
        <span className={target === 'items' ? classes.listed : undefined}>{written}</span>
      ) : (
        <>
          <s className={classes.before}>{written}</s>
          <span className={classes.after}>
            <IconArrowRight size={14} stroke={1.75} aria-label={t('map.becomes')} className="flips" />
            {mended}
          </span>
        </>
      )}
      {problems.map(({ code, severity, message, place }) => (
        <span key={code} className={classes.problem} data-severity={severity}>
          {severity === 'refused' ? <IconCircleX size={14} stroke={1.75} aria-hidden /> : <IconAlertTriangle size={14} stroke={1.75} aria-hidden />}
          <span>
            {word(t, `code.${code}`, message)}
            {place && <span className={classes.place}>{place}</span>}
          </span>
        </span>
      ))}
    </td>
  )
}
