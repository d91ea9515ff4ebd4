import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTags } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { topicsQuery, useTopicName } from '../contacts/topics.ts'
import { useFormat } from '../i18n/format.ts'
import { languages } from '../i18n/languages.ts'
import { Confirm } from '../kit/confirm.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { ContentPage } from './content-page.tsx'
import lists from './lists.module.css'

/** What people can be written about; each can be agreed to and refused on its own. */
export function Topics() {
  const { t } = useTranslation('content')
  const client = useQueryClient()
  const nameOf = useTopicName()
  const mayWrite = useCan('content:write')
  const { data, error, refetch } = useQuery(topicsQuery)
  const [making, setMaking] = useState(false)
  const [retiring, setRetiring] = useState<Schema<'Topic'> | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: topicsQuery.queryKey })
  return (
    <ContentPage
      title={t('title')}
      action={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setMaking(true)}>
            {t('topics.new')}
          </Button>
        )
      }
    >
      <Text c="dimmed" mb={12}>
        {t('topics.note')}
      </Text>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton height={160} />
      ) : data.data.length === 0 ? (
        <EmptyState icon={IconTags} title={t('topics.emptyTitle')} text={t('topics.emptyText')} />
      ) : (
        <ul className={lists.list}>
          {data.data.map((topic) => (
            <li key={topic.id}>
              <div>
                <strong>{nameOf(topic)}</strong>
                <Text size="xs" c="dimmed">
                  {nameOf({ id: '', name: topic.description })}
                </Text>
              </div>
              {mayWrite && (
                <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('topics.retireNamed', { name: nameOf(topic) })} onClick={() => setRetiring(topic)}>
                  {t('topics.retire')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <SidePanel open={making} title={t('topics.new')} onClose={() => setMaking(false)}>
        {making && (
          <TopicForm
            onDone={async () => {
              await refresh()
              setMaking(false)
            }}
          />
        )}
      </SidePanel>
      <Confirm
        open={retiring !== null}
        onClose={() => setRetiring(null)}
        title={t('topics.retireNamed', { name: retiring ? nameOf(retiring) : '' })}
        action={t('topics.retire')}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/topics/${retiring!.id}`)
          await refresh()
        }}
      >
        {t('topics.retireMeans')}
      </Confirm>
    </ContentPage>
  )
}

function TopicForm({ onDone }: { onDone: () => Promise<unknown> }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const codes = languages.map(({ code }) => code as string)
  const form = useForm<Record<string, string>>(Object.fromEntries(codes.map((code) => [code, ''])), async (values) => {
    const name = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()))
    await request('POST', '/v1/topics', { body: { name } })
    toast(t('topics.saved'))
    await onDone()
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Text c="dimmed">{t('topics.nameMeans')}</Text>
        {codes.map((code) => (
          <TextInput key={code} {...form.text(code)} label={format.languageName(code)} lang={code} maxLength={100} />
        ))}
        <Group justify="flex-end">
          <Button type="submit" loading={form.busy} disabled={!form.dirty}>
            {t('topics.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
