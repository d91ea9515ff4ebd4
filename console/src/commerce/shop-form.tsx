import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountries } from '../accounts/countries.tsx'
import { useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { toast } from '../kit/toast.tsx'
import classes from './commerce.module.css'
import type { Store } from './queries.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const optional = ['address', 'city', 'country', 'phone', 'time_zone'] as const

type ShopFormProps = { store: Store | undefined; onDone: () => Promise<unknown>; onShut: (() => void) | undefined }

export function ShopForm({ store, onDone, onShut }: ShopFormProps) {
  const { t } = useTranslation('commerce')
  const { t: words } = useTranslation('frequency')
  const format = useFormat()
  const workspace = useWorkspace()
  const { data: countries = [] } = useCountries()
  const zone = store ? store.time_zone : workspace?.time_zone
  const known = (store?.hours ?? {}) as Record<string, string | undefined>
  const hours = Object.fromEntries(days.flatMap((day) => (['from', 'to'] as const).map((end, index) => [`${day}_${end}`, known[day]?.split('-')[index] ?? ''])))
  const form = useForm<Record<string, string>>(
    {
      external_id: store?.external_id ?? '', name: store?.name ?? '', address: store?.address ?? '', city: store?.city ?? '', phone: store?.phone ?? '',
      country: store ? (store.country ?? '') : (workspace?.country ?? ''), time_zone: zone ?? '', ...hours,
    },
    async (values) => {
      const open = days.filter((day) => values[`${day}_from`] || values[`${day}_to`])
      const body = {
        external_id: values.external_id!.trim(), name: values.name!.trim(),
        ...Object.fromEntries(optional.map((field) => [field, values[field]!.trim() || null])),
        hours: Object.fromEntries(open.map((day) => [day, `${values[`${day}_from`]}-${values[`${day}_to`]}`])),
      }
      await request('PUT', '/v1/stores', { body })
      toast(t('shop.saved', { name: body.name }))
      await onDone()
    },
  )
  const choices = useMemo(
    () => ({
      countries: countries.map(({ country }) => ({ value: country, label: format.country(country) })).toSorted((one, other) => format.compare(one.label, other.label)),
      zones: [...new Set([...Intl.supportedValuesOf('timeZone'), ...(zone ? [zone] : [])])].map((each) => ({ value: each, label: each.replaceAll('_', ' ') })),
    }),
    [countries, format, zone],
  )
  const half = days.some((day) => Boolean(form.values[`${day}_from`]) !== Boolean(form.values[`${day}_to`]))
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('name')} label={t('shop.name')} required maxLength={200} data-autofocus />
        <TextInput {...form.text('external_id')} label={t('shop.number')} description={t('shop.numberMeans')} required maxLength={200} readOnly={store !== undefined} />
        <TextInput {...form.text('address')} label={t('shop.address')} maxLength={500} />
        <Group grow align="flex-start">
          <TextInput {...form.text('city')} label={t('shop.city')} maxLength={200} />
          <Select {...form.choice('country')} label={t('shop.country')} searchable data={choices.countries} maxDropdownHeight={280} />
        </Group>
        <Group grow align="flex-start">
          <TextInput {...form.text('phone')} label={t('shop.phone')} type="tel" maxLength={40} />
          <Select {...form.choice('time_zone')} label={t('shop.time_zone')} searchable limit={100} data={choices.zones} />
        </Group>
        <fieldset style={{ margin: 0, padding: 0, border: 0 }}>
          <legend className={classes.heading} style={{ padding: 0 }}>{t('shop.hours')}</legend>
          <Text size="xs" c="dimmed" mb={8}>
            {t('shop.hoursMean')}
          </Text>
          {days.map((day, index) => (
            <Hours key={day} day={words(`weekday.${(index + 1) as 1}`)} name={day} form={form} />
          ))}
        </fieldset>
        <Group justify="space-between">
          {onShut ? (
            <Button variant="subtle" color="red" onClick={onShut}>
              {t('shop.close')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={form.busy} disabled={!form.values.name!.trim() || !form.values.external_id!.trim() || half || !form.dirty}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Hours({ day, name, form }: { day: string; name: (typeof days)[number]; form: ReturnType<typeof useForm<Record<string, string>>> }) {
  const { t } = useTranslation('commerce')
  const field = (end: 'from' | 'to') => ({
    'type': 'time',
    'aria-label': t(`shop.${end}`, { day }),
    'value': form.values[`${name}_${end}`] ?? '',
    'error': form.error(`hours.${name}`) !== undefined,
    'onChange': ({ currentTarget }: { currentTarget: { value: string } }) => form.set(`${name}_${end}`, currentTarget.value),
  })
  return (
    <div className={classes.hours}>
      <span>{day}</span>
      <Group gap={8} wrap="nowrap" mb={4}>
        <TextInput {...field('from')} flex={1} miw={0} />
        <span aria-hidden>–</span>
        <TextInput {...field('to')} flex={1} miw={0} />
      </Group>
    </div>
  )
}
