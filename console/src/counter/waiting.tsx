import { Button, Group, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconAlertTriangle, IconCloudOff, IconCloudUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { useErrorWords } from '../kit/error-state.tsx'
import { ServerWords } from '../kit/said.tsx'
import classes from './counter.module.css'
import { discard, type Job, tryAgain, useQueue } from './queue.ts'

/** What has not arrived yet, and what was refused and why: always in sight while there is any. */
export function Waiting() {
  const { t } = useTranslation('counter')
  const { online } = useNetwork()
  const jobs = useQueue()
  const [all, setAll] = useState(false)
  const waiting = jobs.filter((job) => !job.refused)
  const refused = jobs.filter((job) => job.refused)
  const Glyph = online ? IconCloudUpload : IconCloudOff
  return (
    <div role="status" className={classes.waiting}>
      {(waiting.length > 0 || !online) && (
        <div className={classes.waitingLine}>
          <Glyph size={20} stroke={1.5} aria-hidden />
          <span className={classes.grow}>
            {!online && <strong>{t('waiting.offline')} </strong>}
            {waiting.length > 0 ? t('waiting.count', { count: waiting.length }) : t('waiting.nothing')}
          </span>
          {waiting.length > 0 && (
            <Button variant="subtle" size="lg" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('waiting.hide') : t('waiting.show')}
            </Button>
          )}
        </div>
      )}
      {all && waiting.length > 0 && (
        <ul className={classes.rows}>
          {waiting.map((job) => (
            <li key={job.key}>
              <What job={job} />
            </li>
          ))}
        </ul>
      )}
      {refused.map((job) => (
        <Refused key={job.key} job={job} />
      ))}
    </div>
  )
}

function What({ job }: { job: Job }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  return (
    <span className={classes.grow}>
      {t(`waiting.kind.${job.kind}`)}
      <Text span c="dimmed">
        {' '}
        {[job.about, format.time(job.at)].filter(Boolean).join(' · ')}
      </Text>
    </span>
  )
}

function Refused({ job }: { job: Job }) {
  const { t } = useTranslation('counter')
  const { title, text, server } = useErrorWords()(new ApiError(job.refused!))
  const [sure, setSure] = useState(false)
  return (
    <div className={classes.refused}>
      <IconAlertTriangle size={20} stroke={1.5} aria-hidden />
      <div className={classes.grow}>
        <strong>{t('waiting.refused')}</strong>{' '}
        <What job={job} />
        <Text size="sm">{[title, text].filter(Boolean).join('. ')}</Text>
        <ServerWords>{server}</ServerWords>
      </div>
      <Group gap={8}>
        <Button variant="default" size="lg" onClick={() => tryAgain(job.key)}>
          {t('waiting.again')}
        </Button>
        <Button variant="subtle" color="red" size="lg" onClick={() => (sure ? discard(job.key) : setSure(true))} onBlur={() => setSure(false)}>
          {sure ? t('waiting.sure') : t('waiting.discard')}
        </Button>
      </Group>
    </div>
  )
}
