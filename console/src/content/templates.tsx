import { Button, Select } from '@mantine/core'
import { IconPlus, IconTemplate } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan, useWorkspace } from '../accounts/session.ts'
import { type Page, request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { useTable } from '../kit/table.ts'
import { ContentPage } from './content-page.tsx'

type Template = Schema<'Template'>
export const kinds = ['marketing', 'transactional', 'one_time_code'] as const

export function Templates() {
  const { t } = useTranslation('content')
  const format = useFormat()
  const router = useRouter()
  const workspace = useWorkspace()
  const mayWrite = useCan('content:write')
  const table = useTable<Template>({ key: ['templates', 'list'], fetchPage: (query, signal) => request<Page<Template>>('GET', '/v1/templates', { query, signal }), inAddress: true })
  const create = useMutation({
    mutationFn: () => {
      const locale = workspace?.default_locale ?? 'en'
      return request<Template>('POST', '/v1/templates', { body: { name: t('templates.newName', { date: format.date(Date.now()) }), class: 'marketing', content: { default_locale: locale, locales: { [locale]: { core: { headline: '', body: '', buttons: [] } } } } } })
    },
    onSuccess: ({ id }) => router.history.push(`/content/templates/${id}`),
  })
  const button = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} loading={create.isPending} onClick={() => create.mutate()}>
      {t('templates.new')}
    </Button>
  )
  return (
    <ContentPage title={t('title')} action={button}>
      <ErrorNote error={create.error} />
      <DataTable
        label={t('templates.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowHref={({ id }) => `/content/templates/${id}`}
        searchWords={t('templates.search')}
        empty={<EmptyState icon={IconTemplate} title={t('templates.emptyTitle')} text={t('templates.emptyText')} />}
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name },
          { id: 'class', header: t('kind'), cell: (row) => t(`class.${row.class}`) },
          { id: 'locales', header: t('languages'), cell: ({ content }) => format.list(Object.keys((content as { locales?: object }).locales ?? {}).map((code) => format.languageName(code))) },
          { id: 'at', header: t('changed'), cell: ({ updated_at }) => <DateTime at={updated_at} show="relative" /> },
        ]}
      />
    </ContentPage>
  )
}

export function KindSelect({ value, onChange, disabled }: { value: Template['class']; onChange: (value: Template['class']) => void; disabled?: boolean }) {
  const { t } = useTranslation('content')
  return <Select label={t('kind')} allowDeselect={false} disabled={disabled ?? false} value={value} onChange={(next) => next && onChange(next as Template['class'])} data={kinds.map((kind) => ({ value: kind as string, label: t(`class.${kind}`) }))} />
}
