import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core'
import { IconArchive, IconExternalLink } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { Confirm } from '../kit/confirm.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import classes from './commerce.module.css'
import { Interested } from './interested.tsx'
import { productQuery } from './queries.ts'
import { Price, Stock } from './stock.tsx'

export function ProductPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ ...productQuery(id ?? ''), enabled: id !== null })
  return (
    <SidePanel open={id !== null} title={data?.name ?? ''} width={520} onClose={onClose}>
      {data ? <OneProduct product={data} onGone={onClose} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
    </SidePanel>
  )
}

function OneProduct({ product, onGone }: { product: Schema<'ProductWithHistory'>; onGone: () => void }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useCan('catalogue:write')
  const [archiving, setArchiving] = useState(false)
  const [listed, setListed] = useState(false)
  // A picture that is not there leaves no frame.
  const [gone, setGone] = useState(false)
  const rows: [string, ReactNode][] = [
    [t('product.price'), (product.price_micro ?? product.sale_price_micro) === null ? t('product.noPrice') : <Price key="price" {...product} />],
    [t('product.availability'), product.availability && <Stock key="stock" availability={product.availability} />],
    [t('product.category'), product.category],
    [t('product.brand'), product.brand],
    [t('product.number'), product.external_id],
    [t('product.source'), word(t, `from.${product.source}`, product.source)],
    [t('product.changed'), <DateTime key="at" at={product.updated_at} />],
    [
      t('product.interested'),
      product.interested === 0 ? (
        format.number(0)
      ) : (
        <Button key="interested" variant="subtle" size="compact-sm" aria-expanded={listed} onClick={() => setListed(!listed)}>
          {format.number(product.interested)}
        </Button>
      ),
    ],
  ]
  return (
    <Stack>
      {product.image_url && !gone && <img src={product.image_url} alt="" loading="lazy" referrerPolicy="no-referrer" className={classes.picture} onError={() => setGone(true)} />}
      {product.description && <Text style={{ whiteSpace: 'pre-line' }}>{product.description}</Text>}
      <dl className={classes.pairs}>
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {listed && <Interested productId={product.id} />}
      <Text size="xs" c="dimmed">
        {t('product.interestedMeans')}
      </Text>
      {product.url && (
        <a href={product.url} target="_blank" rel="noreferrer">
          {t('product.open')} <IconExternalLink size={14} stroke={1.5} aria-hidden style={{ verticalAlign: -2 }} />
        </a>
      )}
      <History product={product} />
      {mayWrite && !product.archived_at && (
        <Group>
          <Button variant="default" leftSection={<IconArchive size={16} stroke={1.5} />} onClick={() => setArchiving(true)}>
            {t('product.archive')}
          </Button>
        </Group>
      )}
      <Confirm
        open={archiving}
        onClose={() => setArchiving(false)}
        title={t('product.archiveTitle', { name: product.name })}
        action={t('product.archive')}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/products/${product.id}`)
          toast(t('product.archived', { name: product.name }))
          onGone()
          await client.invalidateQueries({ queryKey: ['commerce'] })
        }}
      >
        {t('product.archiveMeans')}
      </Confirm>
    </Stack>
  )
}

function History({ product }: { product: Schema<'ProductWithHistory'> }) {
  const { t } = useTranslation('commerce')
  return (
    <section aria-labelledby="history">
      <h3 id="history" className={classes.heading}>
        {t('product.history')}
      </h3>
      {product.changes.length === 0 ? (
        <Text c="dimmed">{t('product.noHistory')}</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('product.changed')}</Table.Th>
              <Table.Th>{t('product.price')}</Table.Th>
              <Table.Th>{t('product.availability')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {product.changes.map((change) => (
              <Table.Tr key={change.at}>
                <Table.Td>
                  <DateTime at={change.at} />
                </Table.Td>
                <Table.Td>
                  <Price {...change} currency={product.currency} />
                </Table.Td>
                <Table.Td>
                  <Stock availability={change.availability} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
