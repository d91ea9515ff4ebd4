import { NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { useFormat } from '../i18n/format.ts'
import type { Draft } from './draft.ts'
import { type Goal, topicsQuery } from './queries.ts'
import { instantOf, wallClockOf } from './wall-clock.ts'

const classes = ['marketing', 'transactional'] as const
const goals = ['none', 'click', 'reply', 'event'] as const
const whens = ['now', 'at', 'local'] as const

function nameIn(names: Record<string, unknown>, language: string): string {
  return String(names[language] ?? names.en ?? Object.values(names)[0] ?? '')
}

/** When it goes, what it is for, what it may cost, and what counts as success. */
export function PlanSettings({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { t, i18n } = useTranslation('campaigns')
  const format = useFormat()
  const workspace = useWorkspace()
  const { data: topics } = useQuery(topicsQuery)
  const { schedule, goal } = draft
  // Open where there is a key to begin with; emptying the field does not fold it away under the hand.
  const [hadKey] = useState(draft.content_key !== null)
  const zone = format.timeZone
  const when = schedule.send_at ? 'at' : schedule.send_local ? 'local' : 'now'
  const tomorrow = () => {
    const day = new Date(Date.now() + 86_400_000)
    return `${wallClockOf(day.toISOString(), zone).slice(0, 10)}T10:00`
  }
  const setWhen = (next: string | null) => {
    if (next === 'now') onChange({ schedule: {} })
    if (next === 'at') onChange({ schedule: { send_at: instantOf(tomorrow(), zone) } })
    if (next === 'local') onChange({ schedule: { send_local: tomorrow() } })
  }
  const setGoal = (next: string | null) => {
    if (next === 'none') onChange({ goal: null })
    else if (next) onChange({ goal: { kind: next as Goal['kind'], within_days: goal?.within_days ?? 7, ...(next === 'event' ? { event: goal?.event ?? '' } : {}) } })
  }
  return (
    <Stack gap="sm" mt="lg">
      <Select
        label={t('plan.when')}
        allowDeselect={false}
        value={when}
        onChange={setWhen}
        data={whens.map((value) => ({ value, label: t(`plan.when_${value}`) }))}
      />
      {when !== 'now' && (
        <TextInput
          type="datetime-local"
          label={when === 'at' ? t('plan.at', { zone: zone.replaceAll('_', ' ') }) : t('plan.local')}
          value={schedule.send_at ? wallClockOf(schedule.send_at, zone) : (schedule.send_local ?? '')}
          onChange={({ currentTarget: { value } }) => {
            if (!value) return
            onChange({ schedule: when === 'at' ? { send_at: instantOf(value, zone) } : { send_local: value } })
          }}
        />
      )}
      <Select
        label={t('plan.kind')}
        description={t(`plan.kindMeans.${draft.class === 'marketing' ? 'marketing' : 'transactional'}`)}
        allowDeselect={false}
        value={draft.class}
        onChange={(value) => value && onChange({ class: value as Draft['class'] })}
        data={[...classes, ...(draft.class === 'one_time_code' ? (['one_time_code'] as const) : [])].map((value) => ({ value, label: t(`plan.class.${value}`) }))}
      />
      {draft.class === 'marketing' && (
        <Select
          label={t('plan.topic')}
          allowDeselect={false}
          value={draft.topic_id}
          onChange={(value) => value && onChange({ topic_id: value })}
          data={[
            { value: '*', label: t('plan.anyTopic') },
            ...(topics?.data ?? []).map(({ id, name }) => ({ value: id, label: nameIn(name, i18n.language) })),
          ]}
        />
      )}
      <Select
        label={t('plan.goal')}
        allowDeselect={false}
        value={goal?.kind ?? 'none'}
        onChange={setGoal}
        data={goals.map((value) => ({ value, label: t(`plan.goalKind.${value}`) }))}
      />
      {goal?.kind === 'event' && (
        <TextInput
          label={t('plan.event')}

          value={goal.event ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ goal: { ...goal, event: value } })}
        />
      )}
      {goal && (
        <NumberInput
          label={t('plan.within')}
          min={1}
          max={90}
          allowDecimal={false}
          value={goal.within_days}
          onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ goal: { ...goal, within_days: value } })}
        />
      )}
      <NumberInput
        label={t('plan.budget', { currency: workspace?.currency })}
        description={t('plan.budgetMeans')}
        placeholder={t('plan.noBudget')}
        min={0}
        decimalScale={2}
        value={draft.budget_micro === null ? '' : draft.budget_micro / 1_000_000}
        onChange={(value) => onChange({ budget_micro: typeof value === 'number' ? Math.round(value * 1_000_000) : null })}
      />
      <details open={hadKey}>
        <summary>{t('plan.more')}</summary>
        <TextInput
          mt="sm"
          label={t('plan.contentKey')}
          description={t('plan.contentKeyMeans')}
          maxLength={120}
          value={draft.content_key ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ content_key: value === '' ? null : value })}
        />
      </details>
    </Stack>
  )
}
