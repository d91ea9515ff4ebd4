import { Button, Switch } from '@mantine/core'
import { IconBolt, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { useFilter, useTable } from '../kit/table.ts'
import { useEventWords, useSourceWords } from './event-words.ts'
import { EventsPage } from './events-page.tsx'
import classes from './events.module.css'
import { HowToSend } from './how-to-send.tsx'
import { OneEvent } from './one-event.tsx'
import { eventPage, type LiveEvent } from './queries.ts'
import { TypedFilter } from './typed-filter.tsx'
import { WhoseEvent } from './who.tsx'

/** A tab that nobody looks at asks nothing. */
const everyMs = 2000

/** What clients report, as it arrives. */
export function LiveEvents() {
  const { t } = useTranslation('events')
  const navigate = useNavigate()
  const words = useEventWords()
  const sourceWords = useSourceWords()
  const [type, setType] = useFilter('type')
  const [source, setSource] = useFilter('source')
  const [all, setAll] = useFilter('all')
  const [after] = useFilter('after')
  const [paused, setPaused] = useState(false)
  const [opened, setOpened] = useState<LiveEvent | null>(null)
  const table = useTable<LiveEvent>({
    key: ['events', 'live', { type, source, all }],
    fetchPage: (ask, signal) => eventPage({ ...ask, type, source, all }, signal),
    // An earlier page stands still under the reader.
    refetchInterval: paused || after ? false : everyMs,
    inAddress: true,
    forward: true,
  })
  const moving = !paused && !after
  return (
    <EventsPage
      status={<StatusBadge tone={moving ? 'good' : 'neutral'} icon={moving ? IconBolt : IconPlayerPause} label={t(moving ? 'isLive' : 'isPaused')} />}
      action={
        <Button variant="default" leftSection={paused ? <IconPlayerPlay size={16} stroke={1.5} /> : <IconPlayerPause size={16} stroke={1.5} />} onClick={() => setPaused(!paused)}>
          {t(paused ? 'resume' : 'pause')}
        </Button>
      }
    >
      <DataTable
        label={t('live')}
        table={table}
        rowId={({ id }) => id}
        rowName={(row) => words(row.type, row.properties).title}
        onOpen={setOpened}
        // Where a stretch of the log holds nothing that fits, the next one may.
        filtered={Boolean(type || source || all || table.next)}
        onClearFilters={() => void navigate({ to: '/events', replace: true })}
        filters={
          <>
            <TypedFilter label={t('anyType')} value={type} onChange={setType} options={table.rows.map((row) => row.type)} />
            <TypedFilter label={t('anySource')} value={source} onChange={setSource} options={table.rows.map((row) => row.source)} words={sourceWords} />
            <Switch label={t('everything')} checked={Boolean(all)} onChange={({ currentTarget }) => setAll(currentTarget.checked ? '1' : '')} />
          </>
        }
        empty={
          <div className={classes.first}>
            <EmptyState icon={IconBolt} title={t('empty.title')} text={t('empty.text')}>
              <HowToSend />
            </EmptyState>
          </div>
        }
        columns={[
          { id: 'what', header: t('column.what'), cell: (row) => <What row={row} /> },
          { id: 'who', header: t('column.who'), width: '24%', cell: (row) => <WhoseEvent event={row} /> },
          { id: 'source', header: t('column.source'), width: 170, cell: (row) => sourceWords(row.source) },
          { id: 'when', header: t('column.when'), width: 170, cell: ({ received_at }) => <DateTime at={received_at} show="relative" /> },
        ]}
      />
      <SidePanel open={opened !== null} width={560} title={opened ? words(opened.type, opened.properties).title : ''} onClose={() => setOpened(null)}>
        {opened && <OneEvent event={opened} />}
      </SidePanel>
    </EventsPage>
  )
}

function What({ row }: { row: LiveEvent }) {
  const { title, about } = useEventWords()(row.type, row.properties)
  return (
    <>
      {title}
      {about.length > 0 && <span className={classes.about}>{about.join(' · ')}</span>}
    </>
  )
}
