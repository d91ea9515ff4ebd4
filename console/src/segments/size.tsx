import { Button, Skeleton, Text } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useFormat } from '../i18n/format.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { estimateOf, reachOf } from './queries.ts'
import type { Rule } from './rule.ts'
import classes from './segments.module.css'

type Estimate = Schema<'Estimate'>

/** Of so many people each rule is counted by itself; of more, when somebody asks. */
const cheap = 50_000

/** An estimate to the digits that it is good for: two of its range. */
export function roughly({ count, low, high }: Pick<Estimate, 'count' | 'low' | 'high'>): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, high - low))) - 1)
  return Math.round(count / step) * step
}

/** How many the rule finds: about, at once; exactly and by channel when asked, or by itself where that is soon done. */
export function Size({ rule, ready, segmentId }: { rule: Rule; ready: boolean; segmentId: string | undefined }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const client = useQueryClient()
  const key = JSON.stringify(rule)
  const [asked, setAsked] = useState('')
  const [stopped, setStopped] = useState('')
  const estimate = useQuery({ ...estimateOf(rule), enabled: ready, placeholderData: keepPreviousData })
  const counts = asked === key || (stopped !== key && !estimate.isPlaceholderData && (estimate.data?.base ?? Infinity) <= cheap)
  const reach = useQuery({ ...reachOf(rule), enabled: ready && counts })
  const count = () => {
    setAsked(key)
    setStopped('')
  }
  const stop = () => {
    setAsked('')
    setStopped(key)
    // Closes the connection, and the server ends the statement.
    void client.cancelQueries({ queryKey: reachOf(rule).queryKey })
  }
  if (!ready) return null
  const about = estimate.data
  if (!about && !reach.data) return estimate.error ? <ErrorNote error={estimate.error} /> : <Skeleton height={120} />
  const exact = reach.data?.count ?? (about?.exact ? about.count : undefined)
  const none = exact === undefined && about!.count === 0
  const n = exact ?? (none ? about!.high : roughly(about!))
  const words = t(none ? 'atMost' : exact === undefined ? 'about' : 'count', { count: n, n: format.number(n) })
  return (
    <div aria-busy={estimate.isPlaceholderData || reach.isFetching}>
      <ErrorNote error={estimate.error ?? reach.error} />
      <Text fz={28} fw={600} lh={1.25} aria-live="polite" className="tabular">
        {segmentId ? <Door href={`/contacts?segment_id=${segmentId}`}>{words}</Door> : words}
      </Text>
      {exact === undefined && about && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('between', { low: format.number(about.low), high: format.number(about.high), base: format.number(about.base) })}
        </Text>
      )}
      {!reach.data && (
        <div className={classes.counting}>
          {reach.isFetching ? (
            <>
              <Text size="sm">{t('counting')}</Text>
              <Button size="compact-sm" variant="default" onClick={stop}>
                {t('stopCounting')}
              </Button>
            </>
          ) : (
            !reach.error && (
              <Button size="compact-sm" variant="default" onClick={count}>
                {t('countExactly')}
              </Button>
            )
          )}
        </div>
      )}
      {reach.data && <Reach reach={reach.data} />}
    </div>
  )
}

function Reach({ reach }: { reach: Schema<'Reach'> }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  return (
    <>
      <Text size="xs" c="dimmed" mt={4}>
        {t('reachMeans')}
      </Text>
      <dl className={classes.reach}>
        {reach.reachable
          .filter(({ endpoints }) => endpoints > 0)
          .map(({ medium, consented, endpoints }) => (
            <Fragment key={medium}>
              <dt>
                <MediumIcon medium={medium} withName size={16} />
              </dt>
              <dd>{t('ofAddresses', { consented: format.number(consented), endpoints: format.number(endpoints) })}</dd>
            </Fragment>
          ))}
      </dl>
    </>
  )
}
