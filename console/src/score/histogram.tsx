import { Skeleton, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { previewOf, type ScorePreview, type ScoreRule } from './queries.ts'
import classes from './score.module.css'

/** How many people would have how many points by these rules, before they are saved: bars that are a table too. */
export function Histogram({ rules, ready }: { rules: ScoreRule[]; ready: boolean }) {
  const { t } = useTranslation('score')
  const format = useFormat()
  const [asked] = useDebouncedValue(rules, 500)
  const { data, error } = useQuery({ ...previewOf(asked), enabled: ready, placeholderData: keepPreviousData })
  const most = Math.max(1, ...(data?.buckets ?? []).map(({ people }) => people))
  const name = ({ from, to }: ScorePreview['buckets'][number]) => (from === null ? t('below') : to === null ? t('from', { n: format.number(from) }) : from === to ? format.number(from) : t('range', { from: format.number(from), to: format.number(to) }))
  return (
    <aside className={classes.preview} aria-label={t('preview')}>
      <h2>{t('preview')}</h2>
      <ErrorNote error={error} />
      {!ready ? (
        <Text size="sm" c="dimmed">
          {t('unfinished')}
        </Text>
      ) : !data ? (
        <Skeleton height={200} />
      ) : (
        <>
          <dl className={classes.bars}>
            {data.buckets.map((bucket) => (
              <div key={String(bucket.from)}>
                <dt>{name(bucket)}</dt>
                <dd>
                  {bucket.people > 0 && <span className={classes.bar} style={{ inlineSize: `${(bucket.people / most) * 100}%` }} aria-hidden />}
                  <span className={classes.n}>{format.number(bucket.people)}</span>
                </dd>
              </div>
            ))}
          </dl>
          {!data.exact && (
            <Text size="xs" c="dimmed">
              {t('about')}
            </Text>
          )}
        </>
      )}
    </aside>
  )
}
