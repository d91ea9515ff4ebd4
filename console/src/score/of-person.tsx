import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import profile from '../contacts/profile.module.css'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { partOf } from '../segments/rule.ts'
import { clauseIn, useTelling } from '../segments/sentence.ts'
import { scoreOfQuery, scoreQuery } from './queries.ts'
import classes from './score.module.css'

/** The points of a person, each rule with what it gives and from how many times. */
export function ScoreOfPerson({ contactId }: { contactId: string }) {
  const { t } = useTranslation('score')
  const { t: segments } = useTranslation('segments')
  const format = useFormat()
  const clause = clauseIn(useTelling())
  const { data: settings } = useQuery(scoreQuery)
  const { data, error } = useQuery({ ...scoreOfQuery(contactId), enabled: (settings?.rules.length ?? 0) > 0 })
  if (!settings || settings.rules.length === 0) return null
  const signed = (points: number) => [points > 0 ? '+' : '', format.number(points)].join('')
  const said = (rule: Record<string, unknown>, times: number | null) => (times === null ? clause(partOf(rule)) : [segments('say.match', { event: (rule.event as { type: string }).type }), t('times', { count: times, n: format.number(times) })].join(', '))
  return (
    <section aria-labelledby="score">
      <h2 id="score">{t('of')}</h2>
      <ErrorNote error={error} />
      {data && (
        <>
          <p className={classes.total}>{t('total', { count: data.score, n: format.number(data.score) })}</p>
          {data.parts.length === 0 && <Text c="dimmed">{t('none')}</Text>}
          <ul className={profile.rows}>
            {data.parts.map(({ name, rule, points, times }, index) => (
              <li key={index}>
                <span className={profile.grow}>{name ?? said(rule as Record<string, unknown>, times)}</span>
                <span className={classes.points}>{signed(points)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
