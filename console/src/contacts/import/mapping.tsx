import { Alert, Button, Group, Select, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { useCountries } from '../../accounts/countries.tsx'
import { useWorkspace } from '../../accounts/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { Page } from '../../kit/page.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { tagsQuery } from '../queries.ts'
import { ConsentForm } from './consent-form.tsx'
import { FileProblem } from './file-problem.tsx'
import classes from './import.module.css'
import { MappingTable } from './mapping-table.tsx'
import { type Import, importPreviewQuery, importQuery, type Kind, type Settings } from './queries.ts'
import { settingsAfter } from './reread.ts'
import { kinds } from './words.ts'

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-u', 'windows-1252', 'gb18030', 'big5', 'shift_jis', 'euc-kr'] as const
const delimiters = [',', ';', '\t', '|'] as const
const dateOrders = ['dmy', 'mdy', 'ymd'] as const
const modes = ['upsert', 'create', 'update'] as const

/** What the columns mean, and who of these people agreed to hear from the company. Every change shows what it makes of the first rows. */
export function Mapping({ made, onChecked }: { made: Import; onChecked: () => void }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const client = useQueryClient()
  const { data: tags } = useQuery(tagsQuery)
  const { data: countries = [] } = useCountries()
  const file = made.sniffed
  const currency = useWorkspace()?.currency ?? ''
  const currencies = (chosen: string) => [...new Set([chosen, ...countries.map((one) => one.currency)])].filter(Boolean).sort()
  const [settings, setSettings] = useState<Settings>(made.settings ?? made.remembered?.settings ?? file.suggested_settings)
  const [asBefore, setAsBefore] = useState(made.settings === null && Boolean(made.remembered))
  const set = (change: Partial<Settings>) => setSettings((before) => ({ ...before, ...change }))
  const reread = useMutation({
    mutationFn: (how: Partial<Pick<Settings, 'encoding' | 'delimiter' | 'sheet'>>) => {
      const { encoding, delimiter, sheet } = { ...settings, ...how }
      return request<Import>('POST', `/v1/imports/${made.id}/reread`, { body: { ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}), ...(sheet ? { sheet } : {}) } })
    },
    onSuccess: (next) => {
      setSettings((before) => settingsAfter(file, before, next.sniffed))
      client.setQueryData(importQuery(made.id).queryKey, next)
    },
  })
  const rekind = useMutation({
    mutationFn: (kind: Kind) => {
      const { encoding, delimiter, sheet } = settings
      return request<Import>('POST', `/v1/imports/${made.id}/reread`, { body: { kind, ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}), ...(sheet ? { sheet } : {}) } })
    },
    // Columns of another kind mean other things, so what was chosen for them goes.
    onSuccess: (next) => {
      setSettings(next.remembered?.settings ?? next.sniffed.suggested_settings)
      setAsBefore(Boolean(next.remembered))
      client.setQueryData(importQuery(made.id).queryKey, next)
    },
  })
  const { kind } = made
  const isPeople = kind === 'contacts'
  const has = (target: Settings['columns'][number]['target']) => settings.columns.some((column) => column.target === target)
  const [asked] = useDebouncedValue(settings, 300)
  const preview = useQuery({ ...importPreviewQuery(made.id, kind, asked), placeholderData: keepPreviousData, retry: false })
  const check = useMutation({
    mutationFn: () => request<Import>('POST', `/v1/imports/${made.id}/check`, { body: { settings } }),
    onSuccess: (next) => {
      client.setQueryData(importQuery(made.id).queryKey, next)
      onChecked()
    },
  })
  const problem = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (check.error) problem.current?.scrollIntoView({ block: 'center' })
  }, [check.error])

  const one = <Value extends string>(label: string, value: string | undefined, values: readonly Value[], name: (value: Value) => string, onChange: (value: Value) => void) => (
    <Select label={label} value={value ?? null} allowDeselect={false} onChange={(next) => next !== null && onChange(next as Value)} data={values.map((code) => ({ value: code as string, label: name(code) }))} />
  )
  const button = (
    <Button loading={check.isPending} onClick={() => check.mutate()}>
      {t('map.check')}
    </Button>
  )
  return (
    <Page
      title={made.file_name}
      note={t('map.note', { count: file.rows_estimate, n: format.number(file.rows_estimate) })}
      breadcrumb={[
        { label: t('contacts'), href: '/contacts' },
        { label: t('new.title'), href: '/contacts/import' },
      ]}
      status={made.state === 'failed' ? <StatusBadge tone="failed" label={t('state.failed')} /> : undefined}
      action={button}
    >
      <Stack gap="lg">
        {made.error && <StatusBadge tone="failed" label={made.error} />}
        <div ref={problem}>
          <FileProblem error={check.error ?? rekind.error ?? reread.error ?? preview.error} />
        </div>
        {asBefore && made.remembered && (
          <Alert color="gray" styles={{ root: { background: 'var(--c-surface)', borderColor: 'var(--c-line)' } }} title={t('remembered.title', { date: format.date(made.remembered.at) })}>
            <Group justify="space-between" align="center" gap="sm">
              <span>{t(isPeople ? 'remembered.note' : 'remembered.noteOther', { file: made.remembered.file_name })}</span>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  setSettings(file.suggested_settings)
                  setAsBefore(false)
                }}
              >
                {t('remembered.anew')}
              </Button>
            </Group>
          </Alert>
        )}
        <div className={classes.kind}>
          <Select
            label={t('map.holds')}
            value={rekind.isPending ? rekind.variables : kind}
            disabled={rekind.isPending}
            allowDeselect={false}
            onChange={(next) => next && next !== kind && rekind.mutate(next as Kind)}
            data={kinds.map((value) => ({ value: value as string, label: t(`kind.${value}`) }))}
          />
          {!isPeople && <Text c="dimmed">{t(`kindMeans.${kind}`)}</Text>}
          {kind === 'events' && !has('event_name') && (
            <TextInput label={t('map.event')} description={t('map.eventMeans')} required maxLength={200} value={settings.event ?? ''} onChange={({ currentTarget: { value } }) => setSettings(({ event: _event, ...rest }) => (value ? { ...rest, event: value } : rest))} />
          )}
        </div>
        <section aria-labelledby="columns">
          <h2 id="columns" className={classes.heading}>
            {t('map.columns')}
          </h2>
          <MappingTable kind={kind} file={file} settings={settings} preview={preview.data} changing={preview.isPlaceholderData || reread.isPending || rekind.isPending} onColumns={(columns) => set({ columns })} />
        </section>
        {isPeople && <ConsentForm settings={settings} columns={file.columns} onChange={(consent) => set({ consent })} />}
        <section aria-labelledby="reading">
          <h2 id="reading" className={classes.heading}>
            {t('map.reading')}
          </h2>
          <div className={classes.fields}>
            {file.format === 'csv' && one(t('map.encoding'), settings.encoding, encodings, (code) => t(`encoding.${code}`), (encoding) => reread.mutate({ encoding }))}
            {file.format === 'csv' && one(t('map.delimiter'), settings.delimiter, delimiters, (code) => t(`delimiter.${code === ',' ? 'comma' : code === ';' ? 'semicolon' : code === '|' ? 'bar' : 'tab'}`), (delimiter) => reread.mutate({ delimiter }))}
            {file.sheets && file.sheets.length > 1 && one(t('map.sheet'), settings.sheet ?? file.sheets[0], file.sheets, (name) => name, (sheet) => reread.mutate({ sheet }))}
            {one(t('map.dateOrder'), settings.date_order, dateOrders, (code) => t(`dateOrder.${code}`), (date_order) => set({ date_order }))}
            {one(t('map.decimal'), settings.decimal, ['.', ','] as const, (code) => t(code === '.' ? 'decimal.point' : 'decimal.comma'), (decimal) => set({ decimal }))}
            {kind !== 'products' && <Select
              label={t('map.phoneCountry')}
              searchable
              allowDeselect={false}
              value={settings.phone_country}
              onChange={(phone_country) => phone_country && set({ phone_country })}
              data={countries.map(({ country }) => ({ value: country, label: format.country(country) })).sort((a, b) => format.compare(a.label, b.label))}
            />}
            {(kind === 'orders' || kind === 'products') && !has('currency') && (
              <Select
                label={t('map.currency')}
                searchable
                allowDeselect={false}
                value={settings.currency ?? currency}
                onChange={(next) => next && set({ currency: next })}
                data={currencies(settings.currency ?? currency)}
              />
            )}
            {isPeople && one(t('map.mode'), settings.mode, modes, (code) => t(`mode.${code}`), (mode) => set({ mode }))}
            {isPeople && <TagsInput label={t('map.tags')} value={settings.tags} maxTags={20} data={tags?.data ?? []} onChange={(next) => set({ tags: next })} />}
          </div>
          <Switch mt={12} label={t('map.header')} checked={settings.header} onChange={({ currentTarget: { checked } }) => set({ header: checked })} />
        </section>
        <Group justify="flex-end">{button}</Group>
      </Stack>
    </Page>
  )
}
