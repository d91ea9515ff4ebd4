import { Text } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { useStageName } from '../stages/words.ts'
import type { Task } from './queries.ts'

/** When it is due, and that it is late where it is. */
export function Due({ task }: { task: Task }) {
  const { t } = useTranslation('tasks')
  if (task.state !== 'open') return <StatusBadge tone={task.state === 'done' ? 'good' : 'neutral'} label={t(task.state === 'done' ? 'isDone' : 'isDropped')} />
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '0 0.5rem', alignItems: 'center' }}>
      <DateTime at={task.due_at} />
      {task.overdue && <StatusBadge tone="failed" icon={IconClock} label={t('overdue')} />}
    </span>
  )
}

/** Who or what made it, and who closed it. */
export function MadeBy({ task }: { task: Task }) {
  const { t } = useTranslation('tasks')
  const stageName = useStageName()
  const format = useFormat()
  const reason = (task.reason ?? {}) as { stage?: string; stage_name?: string; threshold?: number }
  const made = task.made_by !== null ? t('byWhom', { who: task.made_by }) : reason.stage ? t('byRuleStage', { stage: stageName(reason.stage, reason.stage_name ?? null) }) : reason.threshold ? t('byRuleScore', { n: format.number(reason.threshold) }) : t('byRule')
  return (
    <Text size="sm" c="dimmed">
      {[made, task.closed_by ? t('closedBy', { who: task.closed_by }) : ''].filter(Boolean).join(' · ')}
    </Text>
  )
}
