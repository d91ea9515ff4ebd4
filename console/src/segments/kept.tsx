import { Switch, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { membershipOf, type Segment, segmentQuery } from './queries.ts'
import classes from './segments.module.css'

/** Whether coming and going are events, since when, how many are in, and what following them takes. */
export function Kept({ segment, dirty }: { segment: Segment; dirty: boolean }) {
  const { t } = useTranslation('segments')
  const client = useQueryClient()
  const mayWrite = useCan('segments:write')
  const change = useMutation({
    mutationFn: (kept: boolean) => request<Segment>('PATCH', `/v1/segments/${segment.id}`, { body: { kept } }),
    onSuccess: async (made) => {
      client.setQueryData(segmentQuery(made.id).queryKey, made)
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'segments' && queryKey[1] !== 'one' })
    },
  })
  return (
    <section className={classes.kept} aria-label={t('kept.title')}>
      <Switch label={t('kept.title')} description={t('kept.means')} checked={segment.kept} disabled={!mayWrite || dirty || change.isPending} onChange={({ currentTarget: { checked } }) => change.mutate(checked)} />
      {change.isPending && (
        <Text size="sm" mt={8} aria-live="polite">
          {t('kept.looking')}
        </Text>
      )}
      <ErrorNote error={change.error} />
      {segment.kept ? <Membership segment={segment} /> : (
        <Text size="xs" c="dimmed" mt={8}>
          {t(dirty ? 'kept.saveFirst' : 'kept.costs')}
        </Text>
      )}
    </section>
  )
}

function Membership({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const { data, error } = useQuery(membershipOf(segment.id))
  if (!data) return <ErrorNote error={error} />
  const seconds = format.number(Math.max(0.1, Math.round((data.look_ms ?? 0) / 100) / 10))
  return (
    <>
      <p className={classes.members} aria-live="polite">
        {t('kept.members', { count: data.members, n: format.number(data.members) })}
        {data.entered_day > 0 && ` ${t('kept.came', { count: data.entered_day, n: format.number(data.entered_day) })}`}
      </p>
      <Text size="xs" c="dimmed">
        {segment.kept_since && t('kept.since', { date: format.dateTime(segment.kept_since) })} {t(data.by_time ? 'kept.byTime' : 'kept.byChange', { seconds })}
      </Text>
    </>
  )
}
