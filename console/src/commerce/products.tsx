import { Select, Switch } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { useFilter, useTable } from '../kit/table.ts'
import { CataloguePage } from './catalogue-page.tsx'
import { useOpened } from './opened.ts'
import { ProductPanel } from './product-panel.tsx'
import { type Product, productPage } from './queries.ts'
import { availabilities, Price, Stock } from './stock.tsx'

/** What is sold, as the shop told it. */
export function Products() {
  const { t } = useTranslation('commerce')
  const navigate = useNavigate()
  const [availability, setAvailability] = useFilter('availability')
  const [archived, setArchived] = useFilter('archived')
  const [opened, open] = useOpened()
  const table = useTable<Product>({ key: ['commerce', 'products', { availability, archived }], fetchPage: (ask, signal) => productPage({ ...ask, availability, archived }, signal), inAddress: true, forward: true })
  return (
    <CataloguePage>
      <DataTable
        label={t('products')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        onOpen={({ id }) => open(id)}
        searchWords={t('product.search')}
        filtered={Boolean(availability || archived)}
        onClearFilters={() => void navigate({ to: '/catalogue', replace: true })}
        filters={
          <>
            <Select
              clearable
              w={190}
              aria-label={t('product.anyAvailability')}
              placeholder={t('product.anyAvailability')}
              value={availability || null}
              onChange={setAvailability}
              data={availabilities.map((value) => ({ value: value as string, label: t(`stock.${value}`) }))}
            />
            <Switch label={t('product.archivedOnly')} checked={Boolean(archived)} onChange={({ currentTarget }) => setArchived(currentTarget.checked ? 'true' : '')} />
          </>
        }
        empty={<EmptyState icon={IconPackage} title={t('product.emptyTitle')} text={t('product.emptyText')} />}
        columns={[
          { id: 'name', header: t('product.name'), cell: ({ name }) => name },
          { id: 'number', header: t('product.number'), width: 150, wideOnly: true, cell: ({ external_id }) => external_id },
          { id: 'category', header: t('product.category'), width: 160, cell: ({ category }) => category },
          { id: 'stock', header: t('product.availability'), width: 170, cell: (row) => row.availability && <Stock availability={row.availability} /> },
          { id: 'price', header: t('product.price'), width: 230, align: 'end', cell: (row) => (row.price_micro ?? row.sale_price_micro) !== null && <Price {...row} /> },
          { id: 'at', header: t('product.changed'), width: 150, wideOnly: true, cell: ({ updated_at }) => <DateTime at={updated_at} show="relative" /> },
        ]}
      />
      <ProductPanel id={opened} onClose={() => open(null)} />
    </CataloguePage>
  )
}
