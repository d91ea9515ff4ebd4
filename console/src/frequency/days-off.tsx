import { Button, Select, Text, TextInput } from '@mantine/core'
import { IconCalendarPlus, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountries } from '../accounts/countries.tsx'
import { useCan, useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { DataTable } from '../kit/data-table.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { wholeTable } from '../kit/table.ts'
import { undoToast } from '../kit/toast.tsx'
import classes from './frequency.module.css'
import { type DayOff, daysQuery } from './queries.ts'

const years = () => Array.from({ length: 3 }, (_, n) => String(new Date().getFullYear() + n))

/** A date is shown as it stands, wherever the workspace is: noon in UTC is that date nearly everywhere. */
const noon = (date: string) => `${date}T12:00:00Z`

/** The days of a country on which nobody is written to, and the weekends on which people work. */
export function DaysOff() {
  const { t } = useTranslation('frequency')
  const format = useFormat()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mayWrite = useCan('workspace:write')
  const { data: countries = [] } = useCountries()
  const [country, setCountry] = useState(workspace?.country ?? 'UA')
  const [year, setYear] = useState(years()[0]!)
  const table = wholeTable(useQuery(daysQuery(country, year)))
  const refresh = () => client.invalidateQueries({ queryKey: ['frequency', 'days'] })
  const published = useMutation({ mutationFn: () => request('POST', '/v1/days-off/published', { body: { country, year: Number(year) } }), onSuccess: refresh })
  const put = (day: Omit<DayOff, 'id'>) => request('PUT', '/v1/days-off', { body: day }).then(refresh)
  const remove = useMutation({
    mutationFn: ({ id }: DayOff) => request('DELETE', `/v1/days-off/${id}`),
    onSuccess: (_, { id: _id, ...day }) => {
      undoToast({ message: t('days.removeNamed', { date: format.date(noon(day.date)) }), undo: () => put(day) })
      return refresh()
    },
  })
  return (
    <section className={classes.section} aria-labelledby="days">
      <div className={classes.head}>
        <h2 id="days">{t('days.title')}</h2>
        {mayWrite && (
          <Button variant="default" leftSection={<IconCalendarPlus size={16} stroke={1.5} />} loading={published.isPending} onClick={() => published.mutate()}>
            {t('days.published')}
          </Button>
        )}
      </div>
      <Text c="dimmed">{t('days.note')}</Text>
      <div className={classes.filters}>
        <Select label={t('days.country')} searchable allowDeselect={false} value={country} onChange={(value) => value && setCountry(value)} data={countries.map(({ country: value }) => ({ value, label: format.country(value) }))} />
        <Select label={t('days.year')} allowDeselect={false} w={110} value={year} onChange={(value) => value && setYear(value)} data={years()} />
      </div>
      <ErrorNote error={published.error ?? remove.error} />
      <DataTable
        label={t('days.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ date }) => format.date(noon(date))}
        empty={<Text c="dimmed">{t('days.empty')}</Text>}
        columns={[
          { id: 'date', header: t('days.date'), cell: ({ date }) => format.date(noon(date)) },
          { id: 'name', header: t('days.name'), cell: ({ name }) => <bdi>{name}</bdi> },
          { id: 'kind', header: t('days.kind'), cell: ({ kind }) => <StatusBadge tone={kind === 'off' ? 'neutral' : 'attention'} label={t(`days.${kind}`)} /> },
        ]}
        {...(mayWrite
          ? {
              rowActions: (day: DayOff) => (
                <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('days.removeNamed', { date: format.date(noon(day.date)) })} onClick={() => remove.mutate(day)}>
                  <IconTrash size={16} stroke={1.5} aria-hidden />
                </Button>
              ),
            }
          : {})}
      />
      {mayWrite && <AddDay key={`${country}${year}`} country={country} year={year} onAdd={put} />}
    </section>
  )
}

function AddDay({ country, year, onAdd }: { country: string; year: string; onAdd: (day: Omit<DayOff, 'id'>) => Promise<unknown> }) {
  const { t } = useTranslation('frequency')
  const [date, setDate] = useState('')
  const [kind, setKind] = useState<DayOff['kind']>('off')
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => onAdd({ country, date, kind, name: name.trim() }),
    onSuccess: () => {
      setDate('')
      setName('')
    },
  })
  return (
    <form
      className={classes.filters}
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <TextInput type="date" label={t('days.date')} required min={`${year}-01-01`} max={`${year}-12-31`} value={date} onChange={({ currentTarget: { value } }) => setDate(value)} />
      <Select label={t('days.kind')} allowDeselect={false} value={kind} onChange={(value) => value && setKind(value as DayOff['kind'])} data={(['off', 'work'] as const).map((value) => ({ value, label: t(`days.${value}`) }))} />
      <TextInput label={t('days.name')} maxLength={200} value={name} onChange={({ currentTarget: { value } }) => setName(value)} />
      <Button type="submit" variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} loading={add.isPending} disabled={!date}>
        {t('days.add')}
      </Button>
      <ErrorNote error={add.error} />
    </form>
  )
}
