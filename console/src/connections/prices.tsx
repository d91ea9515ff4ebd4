import { Button, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { Confirm } from '../kit/confirm.tsx'
import { DataTable } from '../kit/data-table.tsx'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'
import { wholeTable } from '../kit/table.ts'
import { type Price, pricesQuery } from './queries.ts'
import { every, usePlaces } from './scopes.ts'

/** What a message costs by medium, country, operator and kind. */
export function Prices({ onOpen }: { onOpen: ((price: Price) => void) | undefined }) {
  const { t } = useTranslation('connections')
  const format = useFormat()
  const client = useQueryClient()
  const { nameOf } = usePlaces()
  const mediumName = useMediumName()
  const [removing, setRemoving] = useState<Price | null>(null)
  const table = wholeTable(useQuery(pricesQuery))
  const titleOf = (price: Price) => [mediumName(price.medium), nameOf(price.country)].join(', ')
  return (
    <>
      <DataTable
        label={t('prices.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={titleOf}
        {...(onOpen ? { onOpen } : {})}
        empty={<Text c="dimmed">{t('prices.empty')}</Text>}
        columns={[
          { id: 'medium', header: t('medium'), cell: ({ medium }) => <MediumIcon medium={medium} withName size={16} /> },
          { id: 'country', header: t('country'), cell: ({ country, operator }) => [nameOf(country), operator === every ? '' : operator].filter(Boolean).join(', ') },
          { id: 'kind', header: t('kind'), cell: (price) => word(t, `class.${price.class === every ? 'every' : price.class}`, price.class) },
          { id: 'amount', header: t('prices.amount'), align: 'end', cell: ({ amount_micro, currency }) => format.money(amount_micro, currency, true) },
          { id: 'charged', header: t('prices.charged'), cell: ({ per, charged_on }) => t(`prices.per.${per}.${charged_on}`) },
        ]}
        {...(onOpen
          ? {
              rowActions: (price: Price) => (
                <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('prices.removeNamed', { name: titleOf(price) })} onClick={() => setRemoving(price)}>
                  <IconTrash size={16} stroke={1.5} aria-hidden />
                </Button>
              ),
            }
          : {})}
      />
      <Confirm
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('prices.removeNamed', { name: removing ? titleOf(removing) : '' })}
        action={t('prices.remove')}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/prices/${removing!.id}`)
          await client.invalidateQueries({ queryKey: pricesQuery.queryKey })
        }}
      >
        {t('prices.removeMeans')}
      </Confirm>
    </>
  )
}
