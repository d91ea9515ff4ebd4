import { Button, Select } from '@mantine/core'
import { IconReceipt, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { contactQuery, nameOf } from '../contacts/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { Page } from '../kit/page.tsx'
import { useFilter, useTable } from '../kit/table.ts'
import { useOpened } from './opened.ts'
import { OrderPanel } from './order-panel.tsx'
import { OrderStateBadge } from './order-state.tsx'
import { type Order, orderPage, orderStates, storesQuery } from './queries.ts'

/** What was ordered, and how far it is. */
export function Orders() {
  const { t } = useTranslation('commerce')
  const { t: contacts } = useTranslation('contacts')
  const format = useFormat()
  const navigate = useNavigate()
  const [state, setState] = useFilter('state')
  const [store_id, setStore] = useFilter('store_id')
  const [contact_id, setContact] = useFilter('contact_id')
  const [opened, open] = useOpened()
  const { data: stores } = useQuery(storesQuery)
  const { data: customer } = useQuery({ ...contactQuery(contact_id), enabled: contact_id !== '' })
  const table = useTable<Order>({ key: ['commerce', 'orders', { state, store_id, contact_id }], fetchPage: (ask, signal) => orderPage({ ...ask, state, store_id, contact_id }, signal), refetchInterval: 15_000, inAddress: true, forward: true })
  return (
    <Page title={t('orders')} note={t('ordersNote')}>
      <DataTable
        label={t('orders')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ external_id }) => external_id}
        onOpen={({ id }) => open(id)}
        searchWords={t('order.search')}
        filtered={Boolean(state || store_id || contact_id)}
        onClearFilters={() => void navigate({ to: '/orders', replace: true })}
        filters={
          <>
            <Select clearable w={190} aria-label={t('order.anyState')} placeholder={t('order.anyState')} value={state || null} onChange={setState} data={orderStates.map((value) => ({ value: value as string, label: t(`state.${value}`) }))} />
            {stores && stores.data.length > 0 && (
              <Select clearable searchable w={190} aria-label={t('order.anyShop')} placeholder={t('order.anyShop')} value={store_id || null} onChange={setStore} data={stores.data.map(({ id, name }) => ({ value: id, label: name }))} />
            )}
            {contact_id && (
              <Button variant="default" rightSection={<IconX size={14} stroke={1.75} />} onClick={() => setContact('')}>
                {t('order.ofPerson', { name: (customer && nameOf(customer)) ?? contacts('nameless') })}
              </Button>
            )}
          </>
        }
        empty={<EmptyState icon={IconReceipt} title={t('order.emptyTitle')} text={t('order.emptyText')} />}
        columns={[
          { id: 'number', header: t('order.number'), width: 170, cell: ({ external_id }) => external_id },
          { id: 'customer', header: t('order.customer'), cell: (row) => <Door href={`/contacts/${row.contact_id}`}>{row.contact_name ?? contacts('nameless')}</Door> },
          { id: 'state', header: t('order.state'), width: 200, cell: (row) => <OrderStateBadge state={row.state} /> },
          { id: 'shop', header: t('order.shop'), width: 170, cell: (row) => row.store },
          { id: 'total', header: t('order.total'), width: 140, align: 'end', cell: (row) => <span className="tabular">{format.money(row.total_micro, row.currency)}</span> },
          { id: 'at', header: t('order.at'), width: 150, cell: ({ at }) => <DateTime at={at} show="date" /> },
        ]}
      />
      <OrderPanel id={opened} onClose={() => open(null)} />
    </Page>
  )
}
