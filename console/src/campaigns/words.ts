import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import type { Tone } from '../kit/status-badge.tsx'
import type { CampaignRow } from './queries.ts'

export const stateTones: Record<CampaignRow['state'], Tone> = {
  draft: 'neutral',
  scheduled: 'waiting',
  sending: 'waiting',
  paused: 'attention',
  done: 'good',
  stopped: 'failed',
}

/** What became of one person, as a tone. */
export const outcomeTones: Record<string, Tone> = {
  reached: 'good',
  failed: 'failed',
  skipped: 'neutral',
  unknown: 'attention',
  stopped: 'neutral',
  waiting: 'waiting',
  in_flight: 'waiting',
  planned: 'waiting',
}

/** Why somebody was not written to, or why a message did not arrive, in a sentence. */
export function useReason(): (code: string | null) => string {
  const { t } = useTranslation('campaigns')
  return (code) => (code ? word(t, `reason.${code}`, code.replaceAll('_', ' ')) : t('reason.other'))
}

/** A reason that may be one of ours or a provider's text: null for the latter. */
export function useKnownReason(): (reason: string) => string | null {
  const { t } = useTranslation('campaigns')
  return (reason) => (/^\w+$/.test(reason) ? word(t, `reason.${reason}`, '') || null : null)
}

/** Seconds in the largest unit that divides them: "10 minutes". */
export function useDuration(): (seconds: number) => string {
  const { t } = useTranslation('campaigns')
  return (seconds) => {
    if (seconds % 86_400 === 0) return t('days', { count: seconds / 86_400 })
    if (seconds % 3600 === 0) return t('hours', { count: seconds / 3600 })
    if (seconds >= 60) return t('minutes', { count: Math.round(seconds / 60) })
    return t('seconds', { count: Math.round(seconds) })
  }
}

/** A length of time that somebody waits: rounded, never "93 minutes". */
export function useRoughly(): (seconds: number) => string {
  const duration = useDuration()
  return (seconds) => {
    const unit = seconds >= 2 * 86_400 ? 86_400 : seconds >= 2 * 3600 ? 3600 : seconds >= 90 ? 60 : 1
    return duration(Math.max(unit, Math.round(seconds / unit) * unit))
  }
}

export function usePeople(): (count: number) => string {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  return (count) => t('people', { count, n: format.number(count) })
}
