import { Button, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { toast } from '../kit/toast.tsx'
import classes from './frequency.module.css'
import { type Hours, hoursQuery, type Week } from './queries.ts'

/** What is proposed when hours are switched on. */
const USUAL: Week = Array.from({ length: 7 }, () => ({ open: '09:00', close: '20:00' }))
const halfHours = Array.from({ length: 49 }, (_, n) => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 ? '30' : '00'}`)

/** At what hours of the week each class of message may go, on the clock of each person. */
export function HoursForm({ hours }: { hours: Hours }) {
  const { t } = useTranslation('frequency')
  const mayWrite = useCan('workspace:write')
  const client = useQueryClient()
  const form = useForm(
    { marketing: hours.marketing, transactional: hours.transactional, days_off: hours.days_off, spread_min: Math.round(hours.spread_s / 60) as number | '', same_content_days: hours.same_content_days as number | '', digest_time: hours.digest_time, digest_weekday: hours.digest_weekday },
    async ({ spread_min, ...values }) => {
      await request('PUT', '/v1/sending-hours', { body: { ...values, spread_s: Number(spread_min) * 60 } })
      await client.invalidateQueries({ queryKey: hoursQuery.queryKey })
      toast(t('saved'))
    },
  )
  const { values } = form
  return (
    <section className={classes.section} aria-labelledby="hours">
      <div className={classes.head}>
        <h2 id="hours">{t('hours.title')}</h2>
      </div>
      <Text c="dimmed" mb={8}>
        {t('hours.note')}
      </Text>
      <form onSubmit={form.onSubmit}>
        <Stack gap="lg">
          <ErrorNote error={form.problem} />
          {(['marketing', 'transactional'] as const).map((kind) => (
            <div key={kind}>
              <Switch checked={values[kind] !== null} label={t(`hours.${kind}`)} disabled={!mayWrite} onChange={({ currentTarget: { checked } }) => form.set(kind, checked ? USUAL : null)} />
              {values[kind] && <WeekGrid label={t(kind === 'marketing' ? 'hours.gridMarketing' : 'hours.gridTransactional')} week={values[kind]} disabled={!mayWrite} onChange={(week) => form.set(kind, week)} />}
              {form.error(kind)}
            </div>
          ))}
          <Switch checked={values.days_off} label={t('hours.daysOff')} disabled={!mayWrite} onChange={({ currentTarget: { checked } }) => form.set('days_off', checked)} />
          <div className={classes.fields}>
            <NumberInput label={t('hours.spread')} description={t('hours.spreadMeans')} min={0} max={240} allowDecimal={false} disabled={!mayWrite} value={values.spread_min} onChange={(value) => form.set('spread_min', value === '' ? '' : Number(value))} error={form.error('spread_s')} />
            <NumberInput label={t('hours.content')} description={t('hours.contentMeans')} min={1} max={365} allowDecimal={false} disabled={!mayWrite} value={values.same_content_days} onChange={(value) => form.set('same_content_days', value === '' ? '' : Number(value))} error={form.error('same_content_days')} />
          </div>
          <div role="group" aria-labelledby="digest">
            <Text id="digest" fw={600}>
              {t('hours.digest')}
            </Text>
            <Text c="dimmed" size="sm" mb={8}>
              {t('hours.digestMeans')}
            </Text>
            <div className={classes.fields}>
              <TimeOfDay shown label={t('hours.digestTime')} disabled={!mayWrite} value={values.digest_time} from="00:00" to="23:30" onChange={(time) => form.set('digest_time', time)} />
              <Select label={t('hours.digestDay')} allowDeselect={false} disabled={!mayWrite} value={String(values.digest_weekday)} data={([1, 2, 3, 4, 5, 6, 7] as const).map((n) => ({ value: String(n), label: t(`weekday.${n}`) }))} onChange={(next) => next && form.set('digest_weekday', Number(next))} />
            </div>
          </div>
          {mayWrite && (
            <Group>
              <Button type="submit" loading={form.busy} disabled={!form.dirty || values.spread_min === '' || values.same_content_days === ''}>
                {t('save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </section>
  )
}

type WeekGridProps = { label: string; week: Week; disabled: boolean; onChange: (week: Week) => void }

export function WeekGrid({ label, week, disabled, onChange }: WeekGridProps) {
  const { t } = useTranslation('frequency')
  const setDay = (index: number, day: Week[number]) => onChange(week.map((each, n) => (n === index ? day : each)))
  return (
    <>
      <ul className={classes.week} aria-label={label}>
        {week.map((day, index) => {
          const name = t(`weekday.${(index + 1) as 1}`)
          return (
            <li key={index}>
              <Switch checked={day !== null} label={name} disabled={disabled} onChange={({ currentTarget: { checked } }) => setDay(index, checked ? (week.find((each) => each !== null) ?? USUAL[0]!) : null)} />
              {day ? (
                <>
                  <TimeOfDay label={t('hours.opens', { day: name })} disabled={disabled} value={day.open} from="00:00" to="23:30" onChange={(open) => setDay(index, { ...day, open })} />
                  <span aria-hidden>–</span>
                  <TimeOfDay label={t('hours.closes', { day: name })} disabled={disabled} value={day.close} from="00:30" to="24:00" onChange={(close) => setDay(index, { ...day, close })} />
                </>
              ) : (
                <Text c="dimmed" className={classes.closed ?? ''}>
                  {t('hours.closed')}
                </Text>
              )}
            </li>
          )
        })}
      </ul>
      <Group gap="sm" mt={8}>
        {!disabled && (
          <Button variant="default" size="compact-sm" onClick={() => onChange(week.map(() => week[0] ?? null))} disabled={!week[0]}>
            {t('hours.everyDay')}
          </Button>
        )}
      </Group>
    </>
  )
}

/** Half hours by the 24-hour clock, since a browser's own field has no 24:00; another minute that the API has set stays. */
function TimeOfDay({ label, shown = false, value, from, to, disabled, onChange }: { label: string; /** above the field too */ shown?: boolean; value: string; from: string; to: string; disabled: boolean; onChange: (value: string) => void }) {
  const choices = [...new Set([...halfHours.filter((each) => each >= from && each <= to), value])].toSorted()
  return <Select {...(shown ? { label } : { 'aria-label': label })} className="tabular" allowDeselect={false} disabled={disabled} value={value} data={choices} onChange={(next) => next && onChange(next)} />
}
