import { Button, Group, NumberInput, Select, Skeleton, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { request } from '../api.ts'
import frequency from '../frequency/frequency.module.css'
import { WeekGrid } from '../frequency/hours.tsx'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { scoreQuery } from '../score/queries.ts'
import { stagesQuery } from '../stages/queries.ts'
import { useStageName } from '../stages/words.ts'
import { type HandOverRule, rulesQuery, useColleagues, type WorkingHours, workingHoursQuery } from './queries.ts'

/** Who is handed over to sales, and the hours by which that is due. */
export function HandOver() {
  const { t } = useTranslation('tasks')
  const hours = useQuery(workingHoursQuery)
  const mayWrite = useCan('segments:write')
  const stages = useStages()
  const [opened, setOpened] = useState<HandOverRule | 'new' | null>(null)
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpened('new')}>
      {t('rule.add')}
    </Button>
  )
  return (
    <SettingsPage title={t('rule.title')} note={t('rule.note')} action={add}>
      <Rules onEdit={mayWrite ? setOpened : undefined} />
      {hours.data ? <Hours hours={hours.data} /> : hours.error ? <ErrorState error={hours.error} onRetry={() => void hours.refetch()} /> : <Skeleton height={240} />}
      <SidePanel open={opened !== null} title={t('rule.one')} onClose={() => setOpened(null)}>
        {opened && stages.length > 0 && <RuleForm rule={opened === 'new' ? null : opened} stages={stages} onClose={() => setOpened(null)} />}
      </SidePanel>
    </SettingsPage>
  )
}

function Rules({ onEdit }: { onEdit: ((rule: HandOverRule) => void) | undefined }) {
  const { t } = useTranslation('tasks')
  const { data, error } = useQuery(rulesQuery)
  return (
    <section className={frequency.section}>
      <ErrorNote error={error} />
      {!data ? (
        <Skeleton height={80} />
      ) : data.data.length === 0 ? (
        <Text>{t('rule.empty')}</Text>
      ) : (
        <ul className={frequency.rules}>
          {data.data.map((rule) => (
            <Line key={rule.id} rule={rule} onEdit={onEdit && (() => onEdit(rule))} />
          ))}
        </ul>
      )}
    </section>
  )
}

function useStages() {
  const { data } = useQuery(stagesQuery)
  const name = useStageName()
  return (data?.data ?? []).map(({ id, key }) => ({ value: id, key, label: name(key) }))
}

function Line({ rule, onEdit }: { rule: HandOverRule; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const client = useQueryClient()
  const stage = useStages().find(({ value }) => value === rule.stage_id)
  const colleague = useColleagues().find(({ value }) => value === rule.assignee_id)
  const change = useMutation({
    mutationFn: (enabled: boolean) => request('PATCH', `/v1/hand-over-rules/${rule.id}`, { body: { enabled } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  })
  const who = rule.assignee_id ? t('rule.toWhom', { who: colleague?.label ?? '…' }) : t('rule.toNobody')
  const said = { title: rule.title, within: t('within', { count: rule.within_hours, n: format.number(rule.within_hours) }), who }
  return (
    <li>
      <div className={frequency.grow}>
        <Text c={rule.enabled ? undefined : 'dimmed'}>{rule.threshold === null ? t('rule.sentence', { stage: stage?.label ?? '…', ...said }) : t('rule.sentenceScore', { n: format.number(rule.threshold), ...said })}</Text>
        {rule.open_tasks > 0 && (
          <Text size="xs" c="dimmed">
            {t('rule.openNow', { count: rule.open_tasks, n: format.number(rule.open_tasks) })}
          </Text>
        )}
        <ErrorNote error={change.error} />
      </div>
      <Switch checked={rule.enabled} label={t('rule.on')} disabled={!onEdit || change.isPending} onChange={({ currentTarget: { checked } }) => change.mutate(checked)} />
      {onEdit && (
        <Button variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onEdit}>
          {t('rule.edit')}
        </Button>
      )}
    </li>
  )
}

type RuleFormProps = { rule: HandOverRule | null; stages: ReturnType<typeof useStages>; onClose: () => void }

function RuleForm({ rule, stages, onClose }: RuleFormProps) {
  const { t } = useTranslation('tasks')
  const client = useQueryClient()
  const colleagues = useColleagues()
  const format = useFormat()
  const { t: points } = useTranslation('score')
  const { data: score } = useQuery(scoreQuery)
  const thresholds = [...new Set([...(score?.thresholds ?? []), ...(rule?.threshold ? [rule.threshold] : [])])].toSorted((a, b) => a - b)
  const refresh = () => client.invalidateQueries({ queryKey: ['tasks'] })
  const usual = stages.find(({ key }) => key === 'qualified_lead')?.value ?? ''
  const form = useForm(
    { occasion: rule ? (rule.stage_id ?? String(rule.threshold)) : usual, title: rule?.title ?? '', note: rule?.note ?? '', within_hours: (rule?.within_hours ?? 4) as number | '', assignee_id: rule?.assignee_id ?? '' },
    async ({ assignee_id, title, occasion, ...values }) => {
      const isStage = occasion.startsWith('stg_')
      const body = { ...values, stage_id: isStage ? occasion : null, threshold: isStage ? null : Number(occasion), title: title.trim(), assignee_id: assignee_id || null }
      if (rule) await request('PATCH', `/v1/hand-over-rules/${rule.id}`, { body })
      else await request('POST', '/v1/hand-over-rules', { body })
      await refresh()
      toast(t('rule.saved'))
      onClose()
    },
  )
  const remove = useMutation({
    mutationFn: () => request('DELETE', `/v1/hand-over-rules/${rule!.id}`),
    onSuccess: async () => {
      await refresh()
      toast(t('rule.removed'))
      onClose()
    },
  })
  const { values } = form
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem ?? remove.error} />
        <Select {...form.choice('occasion')} label={t('rule.occasion')} required allowDeselect={false} data={[{ group: t('rule.stages'), items: stages.map(({ value, label }) => ({ value, label })) }, ...(thresholds.length > 0 ? [{ group: t('rule.scores'), items: thresholds.map((n) => ({ value: String(n), label: points('atLeast', { n: format.number(n) }) })) }] : [])]} />
        <TextInput {...form.text('title')} label={t('titleOf')} placeholder={t('titlePlaceholder')} required maxLength={200} data-autofocus />
        <NumberInput label={t('rule.within')} description={t('rule.withinMeans')} required min={1} max={400} allowDecimal={false} value={values.within_hours} onChange={(value) => form.set('within_hours', value === '' ? '' : Number(value))} error={form.error('within_hours')} />
        <Select {...form.choice('assignee_id')} label={t('assignee')} allowDeselect={false} data={[{ value: '', label: t('nobody') }, ...colleagues]} />
        <Textarea {...form.text('note')} label={t('note')} autosize minRows={2} maxRows={8} maxLength={4000} />
        <Group justify="space-between">
          {rule ? (
            <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('rule.remove')}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {t('cancel', { ns: 'kit' })}
            </Button>
          )}
          <Button type="submit" loading={form.busy} disabled={!values.occasion || !values.title.trim() || values.within_hours === ''}>
            {t('rule.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Hours({ hours }: { hours: WorkingHours }) {
  const { t } = useTranslation('tasks')
  const mayWrite = useCan('workspace:write')
  const client = useQueryClient()
  const form = useForm({ week: hours.week, days_off: hours.days_off }, async (body) => {
    const saved = await request<WorkingHours>('PUT', '/v1/working-hours', { body })
    client.setQueryData(workingHoursQuery.queryKey, saved)
    toast(t('rule.saved'))
  })
  return (
    <section className={frequency.section} aria-labelledby="working-hours">
      <div className={frequency.head}>
        <h2 id="working-hours">{t('hours.title')}</h2>
      </div>
      <Text c="dimmed" mb={8}>
        {t('hours.note')}
      </Text>
      <form onSubmit={form.onSubmit}>
        <Stack>
          <ErrorNote error={form.problem} />
          <div>
            <WeekGrid label={t('hours.grid')} week={form.values.week} disabled={!mayWrite} onChange={(week) => form.set('week', week)} />
            {form.error('week')}
          </div>
          <Switch checked={form.values.days_off} label={t('hours.daysOff')} disabled={!mayWrite} onChange={({ currentTarget: { checked } }) => form.set('days_off', checked)} />
          {mayWrite && (
            <Group>
              <Button type="submit" loading={form.busy} disabled={!form.dirty}>
                {t('rule.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </section>
  )
}
