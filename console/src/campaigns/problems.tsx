import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { useMediumName } from '../kit/medium.tsx'
import { ServerWords } from '../kit/said.tsx'
import type { ContentProblem } from './queries.ts'
import classes from './text.module.css'

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
  const { t } = useTranslation('problems')
  const place = useProblemPlace()
  return (
    <ul className={classes.problems}>
      {problems.map((problem, index) => (
        <li key={index}>
          <ProblemWords severity={problem.severity}>{word(t, `problem.${problem.code}`, problem.detail)}</ProblemWords>
          <Text size="xs" c="dimmed" ps={22}>
            {place(problem)}
          </Text>
          <Remedy problem={problem} />
        </li>
      ))}
    </ul>
  )
}

/** What to do: in English as the server says it, which names the values; else by the code, with the server's words beneath. */
function Remedy({ problem: { code, detail, hint } }: { problem: Problem }) {
  const { t, i18n } = useTranslation('problems')
  const server = [detail, hint].filter(Boolean).join('. ')
  return (
    <Text size="xs" c="dimmed" ps={22} component="div">
      {i18n.language === 'en' ? server : word(t, `remedy.${code}`, '')}
      {i18n.language !== 'en' && <ServerWords>{server}</ServerWords>}
    </Text>
  )
}
