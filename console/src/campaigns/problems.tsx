import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { useMediumName } from '../kit/medium.tsx'
import { ProviderText, ServerWords } from '../kit/said.tsx'
import type { ContentProblem } from './queries.ts'
import classes from './text.module.css'
import { usePeople } from './words.ts'

export type Problem = Pick<ContentProblem, 'severity' | 'detail'> & { code: string; hint: string | null; pointer: string | null } & Partial<Pick<ContentProblem, 'line' | 'column' | 'locale' | 'values'>> & { medium?: string }

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

/** Codes whose sentence comes from what read the author's own text, in English: there it says where that text breaks. */
const fromReader = new Set(['bad_url', 'liquid_syntax', 'mjml_invalid', 'render_failed'])

/** What to do: in English as the server says it, which names the values; else by the code, and beneath it what the sentence leaves out. */
function Remedy({ problem }: { problem: Problem }) {
  const { t, i18n } = useTranslation('problems')
  const { code, detail, hint } = problem
  const english = i18n.language === 'en'
  return (
    <Text size="xs" c="dimmed" ps={22} component="div">
      {english ? [detail.replace(/\.$/, ''), hint].filter(Boolean).join('. ') : word(t, `remedy.${code}`, '')}
      {!english && <Named problem={problem} />}
      {!english && fromReader.has(code) && <ServerWords>{detail}</ServerWords>}
    </Text>
  )
}

/** The number, language or piece of text that a problem is about. */
function Named({ problem: { code, values = {}, locale } }: { problem: Problem }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const people = usePeople()
  const { n, most, named } = values
  return (
    <>
      {n !== undefined && <div>{most === undefined ? people(n) : t('problem.nOfMost', { n: format.number(n), most: format.number(most) })}</div>}
      {named && (
        <div>
          <ProviderText>{named}</ProviderText>
        </div>
      )}
      {locale && aboutLanguage.has(code) && <div>{format.languageName(locale)}</div>}
    </>
  )
}

const aboutLanguage = new Set(['missing_translation', 'default_locale_missing'])
