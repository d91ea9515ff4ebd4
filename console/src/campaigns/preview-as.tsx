import { Select, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { type Page, request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './preview-as.module.css'
import type { Viewer, ViewerKind } from './viewer.ts'

type PreviewAsProps = { viewer: Viewer; kinds: readonly ViewerKind[]; locales: string[]; /** Stands beside the choice. */ children?: ReactNode }

/** For whom the message is shown: a made-up customer, somebody real, or data typed here. */
export function PreviewAs({ viewer, kinds, locales, children }: PreviewAsProps) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const mayRead = useCan('contacts:read')
  const offered = kinds.filter((kind) => kind !== 'contact' || mayRead)
  const { kind, contact, data } = viewer
  const tongue = (
    <Select
      size="xs"
      label={t('as.language')}
      clearable
      placeholder={t(kind === 'contact' ? 'as.usual' : 'as.tab')}
      value={viewer.locale !== null && locales.includes(viewer.locale) ? viewer.locale : null}
      onChange={viewer.setLocale}
      data={locales.map((code) => ({ value: code, label: format.languageName(code) }))}
    />
  )
  return (
    <div className={classes.as}>
      <div className={classes.choice}>
        <Select size="xs" label={t('as.label')} allowDeselect={false} value={kind} onChange={(value) => value && viewer.setKind(value as ViewerKind)} data={offered.map((value) => ({ value: value as string, label: t(`as.${value}`) }))} />
        {kind === 'contact' && <ContactChoice viewer={viewer} />}
        {(kind === 'contact' || kind === 'typed') && locales.length > 1 && tongue}
        {children}
      </div>
      {kind === 'contact' && !viewer.person && (
        <Text size="xs" c="dimmed">
          {t('as.pick')}
        </Text>
      )}
      {kind === 'typed' && (
        <div className={`${classes.choice} ${classes.editors}`}>
          <Editor label={t('as.contactFields')} typed={contact} onChange={viewer.setContact} />
          <Editor label={t('as.data')} description={t('as.dataMeans')} typed={data} onChange={viewer.setData} />
        </div>
      )}
    </div>
  )
}

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

type EditorProps = { label: string; description?: string; typed: Viewer['contact']; onChange: (text: string) => void }

function Editor({ label, description, typed: { text, fault }, onChange }: EditorProps) {
  const { t } = useTranslation('campaigns')
  return (
    <Textarea
      size="xs"
      label={label}
      description={description}
      inputWrapperOrder={below}
      descriptionProps={{ fz: 12 }}
      errorProps={{ fz: 12 }}
      autosize
      minRows={4}
      maxRows={14}
      maxLength={20_000}
      spellCheck={false}
      classNames={{ input: classes.json! }}
      value={text}
      error={fault === null ? undefined : fault === 'not_object' ? t('as.notObject') : t('as.fault', { line: fault.line, column: fault.column })}
      onChange={({ currentTarget: { value } }) => onChange(value)}
    />
  )
}

/** Found by name, number or address; the one chosen stays in the list whatever is searched next. */
function ContactChoice({ viewer: { person, setPerson } }: { viewer: Viewer }) {
  const { t } = useTranslation('campaigns')
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 250)
  const wanted = asked === person?.name ? '' : asked
  const { data } = useQuery({
    queryKey: ['contacts', 'choice', wanted],
    queryFn: ({ signal }) => request<Page<Schema<'ContactRow'>>>('GET', '/v1/contacts', { query: { search: wanted, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  })
  const found = (data?.data ?? []).map((row) => ({ value: row.id, label: row.name ?? row.email ?? row.phone ?? t('nameless') }))
  const options = person && !found.some(({ value }) => value === person.id) ? [{ value: person.id, label: person.name }, ...found] : found
  return (
    <Select
      size="xs"
      label={t('as.contact')}
      placeholder={t('as.search')}
      searchable
      nothingFoundMessage={t('as.noContact')}
      filter={({ options: all }) => all}
      searchValue={search}
      onSearchChange={setSearch}
      value={person?.id ?? null}
      onChange={(id, option) => setPerson(id && option ? { id, name: option.label } : null)}
      data={options}
    />
  )
}
