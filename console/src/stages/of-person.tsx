import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { type ContactStage, type Stage, stageOfQuery, stagesQuery } from './queries.ts'
import { type Reason, useReasonWords } from './reasons.ts'
import classes from './stages.module.css'
import { useStageName } from './words.ts'

/** Where somebody stands, and why: by the rules with the figures, or by whose hand. */
export function StageOfPerson({ contactId, archived }: { contactId: string; archived: boolean }) {
  const { t } = useTranslation('stages')
  const format = useFormat()
  const name = useStageName()
  const inWords = useReasonWords()
  const client = useQueryClient()
  const mayWrite = useCan('contacts:write') && !archived
  const [setting, setSetting] = useState(false)
  const { data: all } = useQuery(stagesQuery)
  const { data, error } = useQuery(stageOfQuery(contactId))
  const keep = async (next: ContactStage, message: string) => {
    client.setQueryData(stageOfQuery(contactId).queryKey, next)
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'stages' || (queryKey[0] === 'contacts' && queryKey[1] !== 'stage') })
    toast(message)
  }
  const release = useMutation({
    mutationFn: () => request<ContactStage>('DELETE', `/v1/contacts/${contactId}/stage`),
    onSuccess: (next) => keep(next, t('released')),
  })
  const reasons = data ? inWords(data.because as Reason[]) : ''
  return (
    <section aria-labelledby="stage">
      <h2 id="stage">{t('one')}</h2>
      <ErrorNote error={error ?? release.error} />
      {data && (
        <>
          <p className={classes.name}>
            {name(data.stage?.key ?? null, data.stage?.name)}
            {data.since && (
              <Text span size="sm" c="dimmed" fw={400}>
                {' '}
                {t('since', { date: format.date(data.since) })}
              </Text>
            )}
          </p>
          {data.held ? (
            <>
              <Text size="sm">{t('heldBy', { who: data.held.by, date: format.date(data.held.at) })}</Text>
              {data.held.note && <Text size="sm">{data.held.note}</Text>}
              <Text size="sm" c="dimmed">
                {t('byRules', { stage: name(data.by_rules?.key ?? null, data.by_rules?.name) })}
              </Text>
            </>
          ) : (
            reasons && <Text size="sm">{t('because', { reasons })}</Text>
          )}
          {mayWrite && (
            <Group gap={4} mt={4}>
              <Button variant="subtle" size="compact-sm" onClick={() => setSetting(true)}>
                {t('set')}
              </Button>
              {data.held && (
                <Button variant="subtle" size="compact-sm" loading={release.isPending} onClick={() => release.mutate()}>
                  {t('release')}
                </Button>
              )}
            </Group>
          )}
        </>
      )}
      <SidePanel open={setting} title={t('setTitle')} onClose={() => setSetting(false)}>
        {setting && all && (
          <SetStage
            stages={all.data}
            contactId={contactId}
            now={data?.stage?.key ?? null}
            onSet={async (next) => {
              await keep(next, t('isSet'))
              setSetting(false)
            }}
            onClose={() => setSetting(false)}
          />
        )}
      </SidePanel>
    </section>
  )
}

type SetStageProps = { stages: Stage[]; contactId: string; now: string | null; onSet: (next: ContactStage) => Promise<void>; onClose: () => void }

function SetStage({ stages, contactId, now, onSet, onClose }: SetStageProps) {
  const { t } = useTranslation('stages')
  const name = useStageName()
  const form = useForm({ stage_id: stages.find(({ key }) => key === now)?.id ?? '', note: '' }, async ({ stage_id, note }) => {
    await onSet(await request<ContactStage>('PUT', `/v1/contacts/${contactId}/stage`, { body: { stage_id, ...(note.trim() ? { note: note.trim() } : {}) } }))
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Select {...form.choice('stage_id')} label={t('one')} description={t('setMeans')} required allowDeselect={false} data={stages.map(({ id, key }) => ({ value: id, label: name(key) }))} />
        <Textarea {...form.text('note')} label={t('noteOf')} description={t('noteMeans')} autosize minRows={2} maxRows={8} maxLength={1000} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={!form.values.stage_id}>
            {t('setDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
