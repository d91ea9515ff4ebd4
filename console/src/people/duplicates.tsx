import { Button, Group, Text } from '@mantine/core'
import { IconSettings, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { Page } from '../kit/page.tsx'
import { useTable } from '../kit/table.ts'
import classes from './people.module.css'
import { type MergeSuggestion, type Sided, suggestionPage } from './queries.ts'
import { SuggestionButtons } from './suggestion.tsx'
import { useMergeReason, useSideName } from './words.ts'

/** Pairs who may be one person: shown, never acted upon by itself. */
export function Duplicates() {
  const { t } = useTranslation('people')
  const { t: contacts } = useTranslation('contacts')
  const reason = useMergeReason()
  const name = useSideName()
  const table = useTable<MergeSuggestion>({ key: ['people', 'suggestions', 'all'], fetchPage: (ask, signal) => suggestionPage(ask, signal), forward: true })
  return (
    <Page
      title={t('duplicates')}
      note={t('duplicatesNote')}
      breadcrumb={[{ label: contacts('title'), href: '/contacts' }]}
      secondary={
        <Button component={Door} href="/settings/identity" variant="subtle" color="gray" leftSection={<IconSettings size={16} stroke={1.5} />}>
          {t('rules')}
        </Button>
      }
    >
      <DataTable
        label={t('duplicates')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ contact, other }) => [name(contact), name(other)].join(' · ')}
        empty={<EmptyState icon={IconUsersGroup} title={t('noDuplicates')} text={t('noDuplicatesText')} />}
        columns={[
          {
            id: 'pair',
            header: t('pair'),
            cell: ({ contact, other }) => (
              <span className={classes.pair}>
                <Named side={contact} />
                <span aria-hidden>≟</span>
                <Named side={other} />
              </span>
            ),
          },
          {
            id: 'why',
            header: t('why'),
            width: '28%',
            cell: ({ reason: code, value }) => (
              <>
                {reason(code)}
                <Text size="xs" c="dimmed">
                  <bdi>{value}</bdi>
                </Text>
              </>
            ),
          },
          { id: 'at', header: t('found'), width: 140, cell: ({ at }) => <DateTime at={at} show="date" /> },
          {
            id: 'decide',
            header: t('decide'),
            width: 270,
            cell: (suggestion) => (
              <Group gap={8}>
                <SuggestionButtons suggestion={suggestion} />
              </Group>
            ),
          },
        ]}
      />
    </Page>
  )
}

function Named({ side }: { side: Sided }) {
  const name = useSideName()
  return (
    <span>
      <Door href={`/contacts/${side.id}`}>{name(side)}</Door>
      {side.name && (side.email ?? side.phone) && (
        <Text size="xs" c="dimmed" component="span" display="block">
          {[side.email, side.phone].filter(Boolean).join(' · ')}
        </Text>
      )}
    </span>
  )
}
