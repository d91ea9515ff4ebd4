import {
  type Icon, IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleX, IconClock,
} from '@tabler/icons-react'
import classes from './status-badge.module.css'

export type Tone = 'good' | 'waiting' | 'attention' | 'failed' | 'neutral'

const looks: Record<Tone, { icon: Icon; color: string }> = {
  good: { icon: IconCircleCheck, color: 'green' },
  waiting: { icon: IconClock, color: 'blue' },
  attention: { icon: IconAlertTriangle, color: 'amber' },
  failed: { icon: IconCircleX, color: 'red' },
  neutral: { icon: IconCircle, color: 'gray' },
}

export type StatusBadgeProps = { tone: Tone; label: string; icon?: Icon; /** the label is a sentence, which may take several lines */ sentence?: boolean }

/** A state by icon and word; the colour only repeats them. */
export function StatusBadge({ tone, label, icon, sentence }: StatusBadgeProps) {
  const { icon: usual, color } = looks[tone]
  const Glyph = icon ?? usual
  const ink = color === 'gray' ? 'var(--mantine-color-dimmed)' : `var(--mantine-color-${color}-text)`
  return (
    <span className={classes.badge} data-sentence={sentence || undefined}>
      <Glyph size={16} stroke={1.75} aria-hidden color={ink} />
      {label}
    </span>
  )
}
