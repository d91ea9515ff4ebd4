import { Button, Skeleton, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { Confirm } from '../kit/confirm.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'
import { toast } from '../kit/toast.tsx'
import { GroupEditor, type Held } from '../segments/group-editor.tsx'
import { People } from '../segments/people.tsx'
import { type Group, groupOf, isComplete, ruleOf, sameRule } from '../segments/rule.ts'
import segments from '../segments/segments.module.css'
import { useSentence } from '../segments/sentence.ts'
import { type Stage, stagesQuery } from './queries.ts'
import { useStageName } from './words.ts'

export function NewStage() {
  return <Editor stored={null} />
}

export function StageScreen() {
  const { t } = useTranslation('stages')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(stagesQuery)
  const stage = data?.data.find((each) => each.id === id)
  if (!stage) return <Page title={t('one')}>{error || data ? <ErrorState error={error ?? new Error(t('empty.title'))} onRetry={() => void refetch()} /> : <Skeleton height={320} />}</Page>
  return <Editor key={stage.id} stored={stage} />
}

/** A stage's rule, made as a segment's is, with who satisfies it beside it. */
function Editor({ stored }: { stored: Stage | null }) {
  const { t } = useTranslation('stages')
  const client = useQueryClient()
  const router = useRouter()
  const sentence = useSentence()
  const stageName = useStageName()
  const mayWrite = useCan('segments:write')
  const shown = stored ? stageName(stored.key, stored.name) : ''
  const [name, setName] = useState(shown)
  const [group, setGroup] = useState<Group>(() => groupOf(stored?.rule ?? { all: [] }))
  const [holds, setHolds] = useState<Held | null>(null)
  const [removing, setRemoving] = useState(false)
  const rule = ruleOf(group)
  const changes = { ...(name.trim() !== shown ? { name: name.trim() } : {}), ...(stored && sameRule(ruleOf(groupOf(stored.rule)), rule) ? {} : { rule }) }
  const isEmpty = group.parts.length === 0
  const ready = isComplete(group)
  const done = async (message: string) => {
    await client.invalidateQueries({ predicate: ({ queryKey }) => ['stages', 'contacts'].includes(String(queryKey[0])) })
    toast(message)
    router.history.push('/settings/stages')
  }
  const save = useMutation({
    mutationFn: () => (stored ? request<Stage>('PATCH', `/v1/stages/${stored.id}`, { body: changes }) : request<Stage>('POST', '/v1/stages', { body: { name: name.trim(), rule } })),
    onSuccess: () => done(t('saved')),
  })
  return (
    <Page
      title={stored ? shown : t('newTitle')}
      breadcrumb={[{ label: t('title'), href: '/settings/stages' }]}
      note={stored ? t('key', { key: stored.key }) : undefined}
      action={
        mayWrite ? (
          <Button loading={save.isPending} disabled={!name.trim() || !ready || isEmpty || Object.keys(changes).length === 0} onClick={() => save.mutate()}>
            {t('save')}
          </Button>
        ) : undefined
      }
      secondary={
        mayWrite && stored ? (
          <Button variant="default" onClick={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        ) : undefined
      }
    >
      <ErrorNote error={save.error} />
      <div className={segments.editor}>
        <div className={segments.builder}>
          <TextInput label={t('name')} description={stored?.name === null ? t('nameMeans') : undefined} required value={name} onChange={({ currentTarget: { value } }) => setName(value)} maxLength={100} maw={480} disabled={!mayWrite} placeholder={t('namePlaceholder')} />
          <p className={segments.sentence} aria-live="polite">
            {isEmpty ? t('noRule') : sentence(group)}
          </p>
          <GroupEditor group={group} at="/rule" own={undefined} without={['stage']} holds={holds} onChange={setGroup} />
          <Text size="sm" c="dimmed" mt={12}>
            {t('quiet')}
          </Text>
        </div>
        <People rule={rule} ready={ready && !isEmpty} onWhy={setHolds} />
      </div>
      {stored && (
        <Confirm
          open={removing}
          onClose={() => setRemoving(false)}
          title={t('removeTitle', { name: shown })}
          action={t('removeDo')}
          danger
          onConfirm={async () => {
            await request('DELETE', `/v1/stages/${stored.id}`)
            await done(t('removed'))
          }}
        >
          {t('removeMeans')}
        </Confirm>
      )}
    </Page>
  )
}
