import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArchive } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { type Content, type Medium, previewQuery } from '../campaigns/queries.ts'
import { PreviewAs } from '../campaigns/preview-as.tsx'
import { TextColumn } from '../campaigns/text.tsx'
import { useViewer } from '../campaigns/viewer.ts'
import { useReason } from '../campaigns/words.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { media, MediumIcon } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { toast, undoToast } from '../kit/toast.tsx'
import { type Form, MessageFrame } from '../sandbox/frame.tsx'
import { SendTest } from '../test-sends/send-test.tsx'
import classes from './content.module.css'
import { KindSelect } from './templates.tsx'

type Template = Schema<'Template'>

export function TemplateScreen() {
  const { t } = useTranslation('content')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery({ queryKey: ['templates', 'one', id], queryFn: ({ signal }) => request<Template>('GET', `/v1/templates/${id}`, { signal }) })
  if (!data) return <Page title={t('templates.one')}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}</Page>
  return <Editor key={data.id} stored={data} />
}

const kinds = ['sample', 'contact', 'typed'] as const

/** One text for all channels, with somebody's view of each beside it. */
function Editor({ stored }: { stored: Template }) {
  const { t } = useTranslation('content')
  const client = useQueryClient()
  const router = useRouter()
  const mayWrite = useCan('content:write')
  const [name, setName] = useState(stored.name)
  const [kind, setKind] = useState(stored.class)
  const [content, setContent] = useState(stored.content as unknown as Content)
  const [locale, setLocale] = useState(content.default_locale)
  const viewer = useViewer('sample')
  const dirty = JSON.stringify([name, kind, content]) !== JSON.stringify([stored.name, stored.class, stored.content])
  const [asked] = useDebouncedValue({ content, kind, locale: viewer.locale ?? (viewer.ownLocale ? undefined : locale), as: viewer.as }, 400)
  const preview = useQuery({ ...previewQuery({ content: asked.content, class: asked.kind, media: media as Medium[], ...(asked.locale ? { locale: asked.locale } : {}), ...asked.as }), placeholderData: keepPreviousData })
  const refresh = () => client.invalidateQueries({ queryKey: ['templates'] })
  const save = useMutation({
    mutationFn: () => request<Template>('PATCH', `/v1/templates/${stored.id}`, { body: { name, class: kind, content, version: stored.version } }),
    onSuccess: async (next) => {
      client.setQueryData(['templates', 'one', stored.id], next)
      await refresh()
      toast(t('templates.saved'))
    },
  })
  const archive = async () => {
    const put = async (archived: boolean) => {
      await request('PATCH', `/v1/templates/${stored.id}`, { body: { archived } })
      await refresh()
    }
    await put(true)
    router.history.push('/content')
    undoToast({ message: t('templates.archived', { name: stored.name }), undo: () => put(false) })
  }
  return (
    <Page
      title={stored.name}
      breadcrumb={[{ label: t('title'), href: '/content' }]}
      action={
        mayWrite && (
          <Button loading={save.isPending} disabled={!dirty || !name.trim()} onClick={() => save.mutate()}>
            {t('templates.save')}
          </Button>
        )
      }
      secondary={
        mayWrite && (
          <>
            <SendTest content={content} kind={kind} media={media as Medium[]} locale={preview.data?.locale ?? locale} as={viewer.as} />
            <Button variant="subtle" color="gray" leftSection={<IconArchive size={16} stroke={1.5} />} onClick={() => void archive()}>
              {t('archive')}
            </Button>
          </>
        )
      }
    >
      <ErrorNote error={save.error ?? preview.error} />
      <Group align="flex-start" mb="lg">
        <TextInput label={t('name')} flex="1 1 14rem" maw={420} value={name} onChange={({ currentTarget: { value } }) => setName(value)} maxLength={200} disabled={!mayWrite} />
        <KindSelect value={kind} onChange={setKind} disabled={!mayWrite} />
      </Group>
      <div className={classes.editor}>
        <TextColumn
          content={content}
          media={media as Medium[]}
          locale={locale in content.locales ? locale : content.default_locale}
          problems={preview.data?.problems ?? []}
          onLocale={setLocale}
          onChange={setContent}
          onTemplate={(next, nextKind) => {
            setContent(next)
            setKind(nextKind)
            setLocale(next.default_locale)
          }}
        />
        <Stack className={classes.frames!}>
          <PreviewAs viewer={viewer} kinds={kinds} locales={Object.keys(content.locales)} />
          {(preview.data?.forms ?? []).map((form) => (
            <OneForm key={form.medium} form={form} />
          ))}
        </Stack>
      </div>
    </Page>
  )
}

function OneForm({ form }: { form: Schema<'Preview'>['forms'][number] }) {
  const reason = useReason()
  return (
    <div>
      <Text component="div" mb={6} fw={500}>
        <MediumIcon medium={form.medium} withName size={16} />
      </Text>
      {form.ok ? <MessageFrame form={form.form as unknown as Form} /> : <StatusBadge tone="failed" label={reason(form.reason)} />}
    </div>
  )
}
