import { Text } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DateTime } from '../kit/date-time.tsx'
import { contextOf } from './context.tsx'
import { useEventWords, useSourceWords } from './event-words.ts'
import classes from './events.module.css'
import type { LiveEvent } from './queries.ts'
import { WhoseEvent } from './who.tsx'

/** Everything that was told with one event. */
export function OneEvent({ event }: { event: LiveEvent }) {
  const { t } = useTranslation('events')
  const sourceWords = useSourceWords()
  const { about } = useEventWords()(event.type, event.properties)
  const { $context: _, ...own } = event.properties as Record<string, unknown>
  const context = contextOf(event.properties)
  return (
    <div className={classes.panel}>
      {about.length > 0 && <Text mb={12}>{about.join(' · ')}</Text>}
      <Pairs
        rows={[
          [t('one.name'), event.type],
          [t('column.who'), event.contact_id && <WhoseEvent key="who" event={event} />],
          [t('column.source'), sourceWords(event.source)],
          [t('one.at'), <DateTime key="at" at={event.at} />],
          [t('one.received'), <DateTime key="received" at={event.received_at} />],
        ]}
      />
      <h3>{t('one.properties')}</h3>
      {Object.keys(own).length > 0 ? <pre className={`${classes.code} ${classes.wrapped}`}>{JSON.stringify(own, null, 2)}</pre> : <Text c="dimmed">{t('one.none')}</Text>}
      {Object.keys(context).length > 0 && (
        <>
          <h3>{t('one.context')}</h3>
          <Pairs
            rows={[
              [t('column.client'), context.client],
              [t('one.page'), context.url],
              [t('one.referrer'), context.referrer],
              [t('one.campaign'), context.campaign],
            ]}
          />
        </>
      )}
    </div>
  )
}

/** Facts with their names; what is not known takes no line. */
export function Pairs({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className={classes.pairs}>
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
