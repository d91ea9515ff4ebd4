import { Button, Text } from '@mantine/core'
import { IconBuildingStore, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { Confirm } from '../kit/confirm.tsx'
import { DataTable } from '../kit/data-table.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { wholeTable } from '../kit/table.ts'
import { CataloguePage } from './catalogue-page.tsx'
import { type Store, storesQuery } from './queries.ts'
import { ShopForm } from './shop-form.tsx'

/** Where one buys and picks up. */
export function Shops() {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useCan('catalogue:write')
  const [editing, setEditing] = useState<Store | 'new' | null>(null)
  const [closing, setClosing] = useState<Store | null>(null)
  const query = useQuery(storesQuery)
  const refresh = () => client.invalidateQueries({ queryKey: storesQuery.queryKey })
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing('new')}>
      {t('shop.add')}
    </Button>
  )
  const isEmpty = query.data?.data.length === 0
  return (
    <CataloguePage action={isEmpty ? undefined : add}>
      <DataTable
        label={t('shops')}
        table={wholeTable(query)}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        {...(mayWrite ? { onOpen: setEditing } : {})}
        empty={
          <EmptyState icon={IconBuildingStore} title={t('shop.emptyTitle')} text={t('shop.emptyText')}>
            {add}
          </EmptyState>
        }
        columns={[
          { id: 'name', header: t('shop.name'), cell: ({ name }) => name },
          { id: 'number', header: t('shop.number'), width: 150, cell: ({ external_id }) => external_id },
          { id: 'address', header: t('shop.address'), cell: ({ address, city, country }) => [address, city, country && format.country(country)].filter(Boolean).join(', ') },
          { id: 'phone', header: t('shop.phone'), width: 160, cell: ({ phone }) => phone && <bdi className="tabular">{phone}</bdi> },
        ]}
      />
      <SidePanel open={editing !== null} width={520} title={t(editing === 'new' ? 'shop.add' : 'shop.edit')} onClose={() => setEditing(null)}>
        {editing !== null && (
          <ShopForm
            store={editing === 'new' ? undefined : editing}
            onDone={async () => {
              setEditing(null)
              await refresh()
            }}
            onShut={editing === 'new' ? undefined : () => setClosing(editing)}
          />
        )}
      </SidePanel>
      <Confirm
        open={closing !== null}
        onClose={() => setClosing(null)}
        title={t('shop.closeTitle', { name: closing?.name })}
        action={t('shop.close')}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/stores/${closing!.id}`)
          setEditing(null)
          await refresh()
        }}
      >
        <Text>{t('shop.closeMeans')}</Text>
      </Confirm>
    </CataloguePage>
  )
}
