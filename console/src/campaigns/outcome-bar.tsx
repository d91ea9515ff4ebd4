import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { StatusBadge } from '../kit/status-badge.tsx'
import classes from './outcome-bar.module.css'
import type { Totals } from './queries.ts'
import { outcomeTones } from './words.ts'

export const outcomes = ['reached', 'failed', 'skipped', 'unknown', 'stopped', 'in_flight'] as const
export type Outcome = (typeof outcomes)[number]

/** Everybody of a run by what became of them: a bar, and the same as figures with words. */
export function OutcomeBar({ totals, figures = true }: { totals: Totals; figures?: boolean }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const shown = outcomes.filter((kind) => totals[kind] > 0)
  const words = shown.map((kind) => t(`outcomeCount.${kind}`, { n: format.number(totals[kind]) }))
  return (
    <div className={classes.short}>
      <div className={classes.bar} role="img" aria-label={format.list(words)}>
        {shown
          .filter((kind) => kind !== 'in_flight')
          .map((kind) => (
            <span key={kind} data-kind={kind} className={classes.part} style={{ inlineSize: `${(totals[kind] / Math.max(1, totals.total)) * 100}%` }} />
          ))}
      </div>
      {figures && (
        <div className={classes.figures} aria-hidden>
          {shown.map((kind, index) => (
            <StatusBadge key={kind} tone={outcomeTones[kind] ?? 'neutral'} label={words[index]!} />
          ))}
        </div>
      )}
    </div>
  )
}
