import { Button, Group, NumberInput, Select, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { topicsQuery, useTopicName } from '../contacts/topics.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import classes from './frequency.module.css'
import { type Rule, rulesQuery } from './queries.ts'
import { useCapSentence } from './words.ts'

const every = '*'
const kinds = ['marketing', 'transactional', every] as const
const pers = ['day', 'week'] as const

/** The caps, each as the sentence it is. */
export function Rules() {
  const { t } = useTranslation('frequency')
  const mayWrite = useCan('workspace:write')
  const { data, error } = useQuery(rulesQuery)
  const [opened, setOpened] = useState<Rule | 'new' | null>(null)
  return (
    <section className={classes.section} aria-labelledby="caps">
      <div className={classes.head}>
        <h2 id="caps">{t('caps.title')}</h2>
        {mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpened('new')}>
            {t('caps.add')}
          </Button>
        )}
      </div>
      <Text c="dimmed" mb={8}>
        {t('caps.note')}
      </Text>
      <ErrorNote error={error} />
      {!data ? (
        <Skeleton height={80} />
      ) : data.data.length === 0 ? (
        <Text>{t('caps.empty')}</Text>
      ) : (
        <ul className={classes.rules}>
          {data.data.map((rule) => (
            <Line key={rule.id} rule={rule} onEdit={mayWrite ? () => setOpened(rule) : undefined} />
          ))}
        </ul>
      )}
      <SidePanel open={opened !== null} title={t('caps.one')} onClose={() => setOpened(null)}>
        {opened && <RuleForm rule={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
      </SidePanel>
    </section>
  )
}

function useTopics() {
  const { t } = useTranslation('frequency')
  const topicName = useTopicName()
  const { data } = useQuery(topicsQuery)
  return [{ value: every, label: t('caps.anyTopic') }, ...(data?.data ?? []).map((topic) => ({ value: topic.id, label: topicName(topic) }))]
}

function Line({ rule, onEdit }: { rule: Rule; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('frequency')
  const sentence = useCapSentence()
  const client = useQueryClient()
  const topics = useTopics()
  const change = useMutation({
    mutationFn: (enabled: boolean) => request('PATCH', `/v1/frequency-rules/${rule.id}`, { body: { enabled } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['frequency'] }),
  })
  const topic = rule.topic_id === every ? '' : topics.find(({ value }) => value === rule.topic_id)?.label
  return (
    <li>
      <div className={classes.grow}>
        <Text c={rule.enabled ? undefined : 'dimmed'}>{sentence(rule)}</Text>
        <Text size="xs" c="dimmed">
          {[rule.name, topic].filter(Boolean).join(' · ')}
        </Text>
        <ErrorNote error={change.error} />
      </div>
      <Switch checked={rule.enabled} label={t('caps.on')} disabled={!onEdit || change.isPending} onChange={({ currentTarget: { checked } }) => change.mutate(checked)} />
      {onEdit && (
        <Button variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onEdit}>
          {t('caps.edit')}
        </Button>
      )}
    </li>
  )
}

function RuleForm({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const { t } = useTranslation('frequency')
  const sentence = useCapSentence()
  const client = useQueryClient()
  const topics = useTopics()
  const refresh = () => client.invalidateQueries({ queryKey: ['frequency'] })
  const form = useForm(
    { name: rule?.name ?? '', class: (rule?.class ?? 'marketing') as string, topic_id: rule?.topic_id ?? every, max: (rule?.max ?? 2) as number | '', per: (rule?.per ?? 'day') as string },
    async (values) => {
      if (rule) await request('PATCH', `/v1/frequency-rules/${rule.id}`, { body: values })
      else await request('POST', '/v1/frequency-rules', { body: values })
      await refresh()
      toast(t('saved'))
      onClose()
    },
  )
  const remove = useMutation({
    mutationFn: () => request('DELETE', `/v1/frequency-rules/${rule!.id}`),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  const { max } = form.values
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem ?? remove.error} />
        {max !== '' && <Text fw={600}>{sentence({ class: form.values.class, per: form.values.per as 'day', max })}</Text>}
        <NumberInput label={t('caps.max')} required min={1} max={1000} allowDecimal={false} value={max} onChange={(value) => form.set('max', value === '' ? '' : Number(value))} error={form.error('max')} />
        <Select {...form.choice('per')} label={t('caps.per')} allowDeselect={false} data={pers.map((value) => ({ value: value as string, label: t(`caps.${value}`) }))} />
        <Select {...form.choice('class')} label={t('caps.kind')} allowDeselect={false} data={kinds.map((value) => ({ value: value as string, label: t(`kind.${value === every ? 'every' : value}`) }))} />
        <Select {...form.choice('topic_id')} label={t('caps.topic')} allowDeselect={false} data={topics} />
        <TextInput {...form.text('name')} label={t('caps.name')} description={t('caps.nameMeans')} maxLength={200} />
        <Group justify="space-between">
          {rule ? (
            <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('caps.remove')}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {t('cancel', { ns: 'kit' })}
            </Button>
          )}
          <Button type="submit" loading={form.busy} disabled={max === ''}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
