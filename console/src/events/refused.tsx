import { Select, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { word } from '../i18n/word.ts'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ServerWords } from '../kit/said.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useFilter, useTable } from '../kit/table.ts'
import { EventsPage } from './events-page.tsx'
import classes from './events.module.css'
import { Pairs } from './one-event.tsx'
import { refusedPage, type RefusedEvent } from './queries.ts'

const codes = [
  'not_json', 'not_an_object', 'type_unknown', 'identity_missing', 'event_missing', 'event_reserved', 'company_missing', 'previous_missing',
  'timestamp_invalid', 'value_too_long', 'too_large', 'too_deep', 'text_unstorable', 'number_unstorable', 'failed',
] as const satisfies RefusedEvent['code'][]

const nameOf = ({ type, event }: RefusedEvent) => [type, event].filter(Boolean).join(' · ')

/** A call in lines where it is JSON, else as it came. */
function inLines(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** Calls that could not be taken, each with its reason. */
export function RefusedEvents() {
  const { t } = useTranslation('events')
  const navigate = useNavigate()
  const [code, setCode] = useFilter('code')
  const [opened, setOpened] = useState<RefusedEvent | null>(null)
  const reason = (refused: RefusedEvent) => word(t, `refusal.${refused.code}`, refused.detail)
  const table = useTable<RefusedEvent>({ key: ['events', 'refused', { code }], fetchPage: (ask, signal) => refusedPage({ ...ask, code }, signal), refetchInterval: 5000, inAddress: true, forward: true })
  return (
    <EventsPage>
      <DataTable
        label={t('refused')}
        table={table}
        rowId={({ id }) => id}
        rowName={reason}
        onOpen={setOpened}
        filtered={Boolean(code)}
        onClearFilters={() => void navigate({ to: '/events/refused', replace: true })}
        filters={
          <Select
            clearable
            aria-label={t('anyReason')}
            placeholder={t('anyReason')}
            w={320}
            maw="100%"
            value={code || null}
            onChange={setCode}
            data={codes.map((value) => ({ value: value as string, label: t(`refusal.${value}`) }))}
          />
        }
        empty={<EmptyState icon={IconCircleCheck} title={t('empty.refusedTitle')} text={t('empty.refusedText')} />}
        columns={[
          { id: 'reason', header: t('column.reason'), width: '46%', cell: (row) => <span style={{ whiteSpace: 'normal' }}>{reason(row)}</span> },
          { id: 'call', header: t('column.call'), cell: nameOf },
          { id: 'client', header: t('column.client'), width: 180, cell: ({ client }) => client },
          { id: 'when', header: t('column.when'), width: 170, cell: ({ received_at }) => <DateTime at={received_at} show="relative" /> },
        ]}
      />
      <SidePanel open={opened !== null} width={560} title={t('column.reason')} onClose={() => setOpened(null)}>
        {opened && (
          <div className={classes.panel}>
            <Text fw={600}>{reason(opened)}</Text>
            <ServerWords>{opened.detail}</ServerWords>
            <div style={{ marginBlockStart: 12 }}>
              <Pairs
                rows={[
                  [t('column.call'), nameOf(opened)],
                  [t('column.client'), opened.client],
                  [t('one.received'), <DateTime key="at" at={opened.received_at} />],
                ]}
              />
            </div>
            <h3>{t('one.asItCame')}</h3>
            <pre className={`${classes.code} ${classes.wrapped}`}>{inLines(opened.body)}</pre>
          </div>
        )}
      </SidePanel>
    </EventsPage>
  )
}
