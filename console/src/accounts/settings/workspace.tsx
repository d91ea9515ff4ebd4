import { Box, Button, Group, NumberInput, Select, Skeleton, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { useFormat } from '../../i18n/format.ts'
import { languages } from '../../i18n/languages.ts'
import { ErrorNote, ErrorState } from '../../kit/error-state.tsx'
import { useForm } from '../../kit/form.ts'
import { toast } from '../../kit/toast.tsx'
import { CountrySelect, useCountries } from '../countries.tsx'
import { meQuery, useCan, useWorkspace, type Workspace } from '../session.ts'
import { LoadDemo } from '../load-demo.tsx'
import { SettingsPage } from './settings-page.tsx'

type Facts = Pick<Workspace, 'name' | 'country' | 'default_locale' | 'time_zone' | 'currency'> & { month_budget_micro: number | null }

export function WorkspaceSettings() {
  const { t } = useTranslation('settings')
  const { data, error, refetch } = useQuery({
    queryKey: ['workspace'],
    queryFn: ({ signal }) => request<Facts>('GET', '/v1/workspace', { signal }),
  })
  const here = useWorkspace()
  const mayChange = useCan('workspace:write')
  return (
    <SettingsPage title={t('workspace.title')} note={t('workspace.note')} narrow>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <WorkspaceForm facts={data} />
      ) : (
        <Skeleton height={320} />
      )}
      {mayChange && here?.environment === 'sandbox' && (
        <Box mt={40}>
          <LoadDemo primary={false} />
        </Box>
      )}
    </SettingsPage>
  )
}

function WorkspaceForm({ facts }: { facts: Facts }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useCan('workspace:write')
  const { data: countries = [] } = useCountries()
  const { name, country, default_locale, time_zone, currency, month_budget_micro } = facts
  const form = useForm({ name, country, default_locale, time_zone, currency, month_budget: (month_budget_micro === null ? '' : month_budget_micro / 1_000_000) as number | '' }, async ({ month_budget, ...values }) => {
    await request('PATCH', '/v1/workspace', { body: { ...values, month_budget_micro: month_budget === '' ? null : Math.round(month_budget * 1_000_000) } })
    await Promise.all([
      client.invalidateQueries({ queryKey: ['workspace'] }),
      client.invalidateQueries({ queryKey: meQuery.queryKey }),
    ])
    toast(t('workspace.saved'))
  })

  const options = useMemo(() => {
    const named = (values: string[], nameOf: (value: string) => string) =>
      values
        .map((value) => ({ value, label: nameOf(value) }))
        .sort((one, other) => format.compare(one.label, other.label))
    const locales = new Set([...languages.map(({ code }) => code as string), default_locale])
    return {
      zones: [...new Set([...Intl.supportedValuesOf('timeZone'), time_zone])].map((zone) => ({
        value: zone,
        label: zone.replaceAll('_', ' '),
      })),
      currencies: named(Intl.supportedValuesOf('currency'), (code) => `${format.currencyName(code)} (${code})`),
      locales: named([...locales], format.languageName),
    }
  }, [format, default_locale, time_zone])

  /** Another country brings its own language, zone and currency; each can still be changed before saving. */
  const moveTo = (code: string | null) => {
    if (!code) return
    form.set('country', code)
    const sets = countries.find((one) => one.country === code)
    if (!sets) return
    form.set('default_locale', sets.default_locale)
    form.set('time_zone', sets.time_zone)
    form.set('currency', sets.currency)
  }

  return (
    <form onSubmit={form.onSubmit}>
      <Stack gap="md">
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('name')} label={t('workspace.name')} required disabled={!mayWrite} />
        <CountrySelect
          {...form.choice('country')}
          label={t('workspace.country')}
          onChange={moveTo}
          disabled={!mayWrite}
        />
        <Select
          {...form.choice('default_locale')}
          label={t('workspace.language')}
          description={t('workspace.languageMeans')}
          data={options.locales}
          disabled={!mayWrite}
        />
        <Select
          {...form.choice('time_zone')}
          label={t('workspace.zone')}
          description={t('workspace.zoneMeans')}
          data={options.zones}
          searchable
          limit={100}
          disabled={!mayWrite}
        />
        <Select
          {...form.choice('currency')}
          label={t('workspace.currency')}
          description={t('workspace.currencyMeans')}
          data={options.currencies}
          searchable
          limit={200}
          disabled={!mayWrite}
        />
        <NumberInput
          label={t('workspace.monthBudget', { currency: form.values.currency })}
          description={t('workspace.monthBudgetMeans')}
          placeholder={t('workspace.noMonthBudget')}
          min={0}
          decimalScale={2}
          value={form.values.month_budget}
          onChange={(value) => form.set('month_budget', value === '' ? '' : Number(value))}
          error={form.error('month_budget_micro')}
          disabled={!mayWrite}
        />
        {mayWrite && (
          <Group mt={8}>
            <Button type="submit" loading={form.busy} disabled={!form.dirty}>
              {t('workspace.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
