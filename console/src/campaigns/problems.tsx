import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { useMediumName } from '../kit/medium.tsx'
import type { ContentProblem } from './queries.ts'
import classes from './text.module.css'

/** Codes whose sentence from the server names the very thing that is wrong. */
const specific = new Set(['liquid_syntax', 'liquid_unknown_filter', 'liquid_unknown_tag', 'unknown_variable', 'render_failed', 'mjml_invalid', 'bad_url', 'loopback_link', 'limit_exceeded', 'loopback_url', 'no_connection', 'sender_not_approved'])

export type Problem = Pick<ContentProblem, 'severity' | 'detail'> & { code: string; hint: string | null; pointer: string | null } & Partial<Pick<ContentProblem, 'line' | 'column' | 'locale' | 'medium'>>

/** Where a problem is, in words: language, medium, field, line. */
export function useProblemPlace(): (problem: Problem) => string {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const mediumName = useMediumName()
  return ({ pointer, line, column, medium }) => {
    const parts = (pointer ?? '').split('/').slice(1)
    const locale = parts[0] === 'locales' ? parts[1] : undefined
    const field = parts.toReversed().find((part) => !/^\d+$/.test(part))
    return [
      locale && format.languageName(locale),
      parts.includes('overrides') ? mediumName(parts[3] ?? '') : field ? undefined : medium && mediumName(medium),
      field && field !== 'locales' && field !== locale && word(t, `field.${field}`, ''),
      line && t('problem.line', { line, column: column ?? 1 }),
    ]
      .filter(Boolean)
      .join(' · ')
  }
}

/** A problem in words that may take several lines, with the sign of how bad it is. */
export function ProblemWords({ severity, children }: { severity: Problem['severity']; children: ReactNode }) {
  const Glyph = severity === 'error' ? IconCircleX : IconAlertTriangle
  return (
    <span className={classes.problem}>
      <Glyph size={16} stroke={1.75} aria-hidden color={`var(--mantine-color-${severity === 'error' ? 'red' : 'amber'}-text)`} />
      <span>{children}</span>
    </span>
  )
}

export function ProblemList({ problems }: { problems: Problem[] }) {
  const { t, i18n } = useTranslation('campaigns')
  const place = useProblemPlace()
  return (
    <ul className={classes.problems}>
      {problems.map((problem, index) => (
        <li key={index}>
          <ProblemWords severity={problem.severity}>{word(t, `content.${problem.code}`, problem.detail)}</ProblemWords>
          <Text size="xs" c="dimmed" ps={22}>
            {place(problem)}
          </Text>
          {(specific.has(problem.code) || i18n.language === 'en') && (
            <Text size="xs" c="dimmed" ps={22} lang="en">
              {[problem.detail, problem.hint].filter(Boolean).join('. ')}
            </Text>
          )}
        </li>
      ))}
    </ul>
  )
}
