import { Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useReason } from '../campaigns/words.ts'
import { word } from '../i18n/word.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { timelineQuery, type TimelineItem } from './queries.ts'
import classes from './replies.module.css'

/** What else happened with this person lately, newest first. */
export function Timeline({ contactId }: { contactId: string }) {
  const { t } = useTranslation('replies')
  const { data, error, refetch } = useQuery(timelineQuery(contactId))
  return (
    <aside className={classes.aside} aria-labelledby="lately">
      <Title order={2} size="h3" id="lately" mb={8}>
        {t('timeline.title')}
      </Title>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <ol className={classes.timeline}>
          {data.data.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ol>
      ) : (
        <Skeleton height={240} />
      )}
      <Text size="xs" mt={8}>
        <Door href={`/contacts/${contactId}`}>{t('timeline.all')}</Door>
      </Text>
    </aside>
  )
}

function Item({ item }: { item: TimelineItem }) {
  const { t } = useTranslation('replies')
  const reason = useReason()
  const body = item.body as { campaign?: string; reason?: string; text?: string; file_name?: string }
  return (
    <li>
      <div className={classes.name}>
        {item.medium && item.medium !== '*' && <MediumIcon medium={item.medium} size={14} />}
        <strong>{word(t, `timeline.${item.kind}.${item.type.replaceAll('.', '_')}`, item.type)}</strong>
      </div>
      {body.campaign && <div>{body.campaign}</div>}
      {body.reason && <div>{reason(body.reason)}</div>}
      {body.text && <div className={classes.words}>{body.text}</div>}
      {body.file_name && <div>{body.file_name}</div>}
      <div className={classes.small}>
        <DateTime at={item.at} />
      </div>
    </li>
  )
}
