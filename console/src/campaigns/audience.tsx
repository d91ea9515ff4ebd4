import { Select, Skeleton, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { type Audience, everybody, reachQuery, segmentsQuery } from './queries.ts'
import { usePeople } from './words.ts'
import classes from './window.module.css'

const all = 'everybody'
const own = 'own'

/** A rule without conditions is everybody; any other one was made elsewhere and is kept as it is. */
const isEverybody = (audience: Audience) => 'rule' in audience && JSON.stringify(audience.rule) === JSON.stringify((everybody as { rule: unknown }).rule)

export function AudienceColumn({ audience, onChange }: { audience: Audience; onChange: (audience: Audience) => void }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const people = usePeople()
  const { data: segments } = useQuery(segmentsQuery)
  const reach = useQuery({ ...reachQuery(audience), placeholderData: keepPreviousData })
  const value = 'segment_id' in audience ? audience.segment_id : isEverybody(audience) ? all : own
  return (
    <section aria-labelledby="audience">
      <div className={classes.head}>
        <h2 id="audience">{t('audience.title')}</h2>
        {'segment_id' in audience && (
          <Text size="xs">
            <Door href={`/segments/${audience.segment_id}`}>{t('audience.open')}</Door>
          </Text>
        )}
      </div>
      <Select
        aria-label={t('audience.segment')}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('audience.none')}
        value={value}
        onChange={(next) => {
          if (next === all) onChange(everybody)
          else if (next && next !== own) onChange({ segment_id: next })
        }}
        data={[
          { value: all, label: t('audience.everybody') },
          ...(value === own ? [{ value: own, label: t('audience.ownRule') }] : []),
          ...(segments?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <ErrorNote error={reach.error} />
      {reach.data ? (
        <>
          <Text fz="xl" fw={600} mt={12} mb={4} className="tabular" aria-live="polite">
            {people(reach.data.count)}
          </Text>
          <Text size="xs" c="dimmed" mb={8}>
            {t('audience.reachMeans')}
          </Text>
          <dl className={classes.reach}>
            {reach.data.reachable
              .filter(({ endpoints }) => endpoints > 0)
              .map(({ medium, consented }) => (
                <Fragment key={medium}>
                  <dt>
                    <MediumIcon medium={medium} withName />
                  </dt>
                  <dd>{format.number(consented)}</dd>
                </Fragment>
              ))}
          </dl>
        </>
      ) : (
        !reach.error && <Skeleton height={120} mt={12} />
      )}
    </section>
  )
}
