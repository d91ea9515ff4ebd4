import { Button, Group, Select } from '@mantine/core'
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { HeldBanner } from '../home/held.tsx'
import { useFormat } from '../i18n/format.ts'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { useFilter, useTable } from '../kit/table.ts'
import { OutcomeBar } from './outcome-bar.tsx'
import { type Campaign, type CampaignRow, campaignPage } from './queries.ts'
import { stateTones } from './words.ts'

const states = Object.keys(stateTones) as CampaignRow['state'][]

export function useNewCampaign() {
  const { t } = useTranslation('campaigns')
  const router = useRouter()
  const format = useFormat()
  return useMutation({
    mutationFn: () => request<Campaign>('POST', '/v1/campaigns', { body: { name: t('newName', { date: format.date(Date.now()) }) } }),
    onSuccess: ({ id }) => router.history.push(`/campaigns/${id}`),
  })
}

/** Every campaign with what came of it, newest first. */
export function CampaignList() {
  const { t } = useTranslation('campaigns')
  const [state, setState] = useFilter('state')
  const mayWrite = useCan('campaigns:write')
  const create = useNewCampaign()
  const table = useTable<CampaignRow>({
    key: ['campaigns', 'list', state],
    fetchPage: (ask, signal) => campaignPage({ ...ask, state }, signal),
    inAddress: true,
    refetchInterval: 3000,
  })
  const button = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} loading={create.isPending} onClick={() => create.mutate()}>
      {t('new')}
    </Button>
  )
  const isEmpty = !table.loading && table.rows.length === 0 && !state && !table.search
  return (
    <Page title={t('title')} action={isEmpty ? undefined : button}>
      <HeldBanner />
      <ErrorNote error={create.error} />
      <DataTable
        label={t('title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowHref={({ id }) => `/campaigns/${id}`}
        searchWords={t('search')}
        filtered={state !== ''}
        onClearFilters={() => setState(null)}
        filters={
          <Select
            aria-label={t('column.state')}
            placeholder={t('anyState')}
            clearable
            w={180}
            value={state || null}
            onChange={setState}
            data={states.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        }
        empty={
          <EmptyState icon={IconSpeakerphone} title={t('empty.title')} text={t('empty.text')}>
            {button}
          </EmptyState>
        }
        columns={[
          { id: 'name', header: t('column.name'), cell: ({ name }) => name },
          { id: 'state', header: t('column.state'), width: 150, cell: (row) => <StatusBadge tone={stateTones[row.state]} label={t(`state.${row.state}`)} /> },
          {
            id: 'media',
            header: t('column.channels'),
            width: 130,
            cell: ({ media }) => (
              <Group gap={6}>
                {media.map((medium) => (
                  <MediumIcon key={medium} medium={medium} />
                ))}
              </Group>
            ),
          },
          { id: 'figures', header: t('column.figures'), width: '36%', cell: ({ totals }) => totals && <OutcomeBar totals={totals} /> },
          { id: 'changed', header: t('column.changed'), width: 150, cell: ({ updated_at }) => <DateTime at={updated_at} show="relative" /> },
        ]}
      />
    </Page>
  )
}
