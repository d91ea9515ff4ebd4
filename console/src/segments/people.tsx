import { Autocomplete, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactPage, nameOf } from '../contacts/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import type { Held } from './group-editor.tsx'
import { sampleOf, whyOf } from './queries.ts'
import type { Rule } from './rule.ts'
import { Size } from './size.tsx'
import classes from './segments.module.css'

type PeopleProps = { rule: Rule; ready: boolean; segmentId?: string; onWhy: (holds: Held | null) => void; children?: ReactNode }

/** How many the rule finds, on which channels, ten of them, and why a chosen person is in or out. */
export function People({ rule, ready, segmentId, onWhy, children }: PeopleProps) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const [asked] = useDebouncedValue(rule, 400)
  const sample = useQuery({ ...sampleOf(asked), enabled: ready, placeholderData: keepPreviousData })
  return (
    <aside className={classes.people} aria-label={t('people')}>
      <ErrorNote error={sample.error} />
      {!ready && (
        <Text size="sm" c="dimmed">
          {t('unfinished')}
        </Text>
      )}
      <Size rule={asked} ready={ready} segmentId={segmentId} />
      <h2>{t('sample')}</h2>
      {sample.data?.data.length === 0 && <Text c="dimmed">{t('nobody')}</Text>}
      <ul className={classes.sample}>
        {(sample.data?.data ?? []).map((person) => (
          <li key={person.id}>
            <Door href={`/contacts/${person.id}`}>{nameOf(person) ?? t('nameless')}</Door>
            <Text size="xs" c="dimmed">
              {[person.name ? (person.phone ?? person.email) : null, person.locale && format.languageName(person.locale)].filter(Boolean).join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
      <h2>{t('why.title')}</h2>
      <Explain rule={asked} ready={ready} onWhy={onWhy} />
      {children}
    </aside>
  )
}

function Explain({ rule, ready, onWhy }: { rule: Rule; ready: boolean; onWhy: PeopleProps['onWhy'] }) {
  const { t } = useTranslation('segments')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<{ id: string; label: string } | null>(null)
  const [asked] = useDebouncedValue(search.trim(), 250)
  const found = useQuery({
    queryKey: ['contacts', 'pick', asked],
    queryFn: ({ signal }) => contactPage({ search: asked, limit: 8 }, signal),
    enabled: asked.length > 1 && chosen?.label !== asked,
  })
  const people = (found.data?.data ?? []).map((row) => ({ id: row.id, label: [nameOf(row) ?? t('nameless'), row.name ? (row.phone ?? row.email) : null].filter(Boolean).join(', ') }))
  const why = useQuery({ ...whyOf(chosen?.id ?? '', rule), enabled: chosen !== null && ready })
  useEffect(() => {
    onWhy(chosen && why.data ? new Map(why.data.parts.map(({ pointer, holds, found }) => [pointer, { holds, found }])) : null)
  }, [why.data, chosen, onWhy])
  return (
    <div>
      <Autocomplete
        aria-label={t('why.pick')}
        placeholder={t('why.pick')}
        value={search}
        onChange={(value) => {
          setSearch(value)
          const picked = people.find(({ label }) => label === value)
          setChosen(picked ?? null)
        }}
        data={[...new Set(people.map(({ label }) => label))]}
        filter={({ options }) => options}
      />
      {chosen && why.data && (
        <div className={classes.verdict} aria-live="polite">
          <StatusBadge tone={why.data.inside ? 'good' : 'failed'} label={t(why.data.inside ? 'why.inside' : 'why.outside', { name: chosen.label })} />
          <Text size="xs" c="dimmed">
            {t('why.marks')}
          </Text>
        </div>
      )}
      <ErrorNote error={why.error} />
    </div>
  )
}
