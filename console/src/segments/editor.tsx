import { Button, Skeleton, TextInput } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useWriteTo } from '../contacts/queries.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'
import { toast } from '../kit/toast.tsx'
import { GroupEditor, type Held } from './group-editor.tsx'
import { Kept } from './kept.tsx'
import { People } from './people.tsx'
import { type Segment, segmentQuery } from './queries.ts'
import { type Group, groupOf, isComplete, ruleOf, sameRule } from './rule.ts'
import classes from './segments.module.css'
import { useSentence } from './sentence.ts'
import { TakeAlong } from './take-along.tsx'

export function NewSegment() {
  return <Editor stored={null} />
}

export function SegmentScreen() {
  const { t } = useTranslation('segments')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(segmentQuery(id))
  if (!data) return <Page title={t('one')}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}</Page>
  return <Editor key={data.id} stored={data} />
}

/** A rule that reads as a sentence; beside it, at once, who satisfies it. */
function Editor({ stored }: { stored: Segment | null }) {
  const { t } = useTranslation('segments')
  const client = useQueryClient()
  const router = useRouter()
  const sentence = useSentence()
  const mayWrite = useCan('segments:write')
  const mayCampaign = useCan('campaigns:write')
  const [name, setName] = useState(stored?.name ?? '')
  const [group, setGroup] = useState<Group>(() => groupOf(stored?.rule ?? { all: [] }))
  const [holds, setHolds] = useState<Held | null>(null)
  const rule = ruleOf(group)
  const ready = isComplete(group)
  const dirty = !stored || stored.name !== name.trim() || !sameRule(ruleOf(groupOf(stored.rule)), rule)
  const save = useMutation({
    mutationFn: () =>
      stored
        ? request<Segment>('PATCH', `/v1/segments/${stored.id}`, { body: { name: name.trim(), rule } })
        : request<Segment>('POST', '/v1/segments', { body: { name: name.trim(), rule } }),
    onSuccess: async (made) => {
      client.setQueryData(segmentQuery(made.id).queryKey, made)
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'segments' && queryKey[1] !== 'one' })
      toast(t('saved'))
      if (!stored) router.history.replace(`/segments/${made.id}`)
    },
  })
  const write = useWriteTo()
  return (
    <Page
      title={stored?.name ?? t('newTitle')}
      breadcrumb={[{ label: t('title'), href: '/segments' }]}
      action={
        mayWrite && dirty ? (
          <Button loading={save.isPending} disabled={!name.trim() || !ready} onClick={() => save.mutate()}>
            {t('save')}
          </Button>
        ) : stored && mayCampaign ? (
          <Button leftSection={<IconSend size={16} stroke={1.5} />} loading={write.isPending} onClick={() => write.mutate({ name: stored.name, segment_id: stored.id })}>
            {t('write')}
          </Button>
        ) : undefined
      }
    >
      <ErrorNote error={save.error ?? write.error} />
      <div className={classes.editor}>
        <div className={classes.builder}>
          <TextInput label={t('name')} required value={name} onChange={({ currentTarget: { value } }) => setName(value)} maxLength={200} maw={480} disabled={!mayWrite} placeholder={t('namePlaceholder')} />
          <p className={classes.sentence} aria-live="polite">
            {sentence(group)}
          </p>
          <GroupEditor group={group} at="/rule" own={stored?.id} holds={holds} onChange={setGroup} />
          {stored && <Kept segment={stored} dirty={dirty} />}
        </div>
        <People rule={rule} ready={ready} onWhy={setHolds} {...(stored && !dirty ? { segmentId: stored.id } : {})}>
          {stored && <TakeAlong id={stored.id} dirty={dirty} />}
        </People>
      </div>
    </Page>
  )
}
