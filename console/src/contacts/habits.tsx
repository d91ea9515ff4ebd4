import type { Schema } from '@carillon/sdk'
import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { useMediumName } from '../kit/medium.tsx'
import classes from './profile.module.css'

/** What follows from a person's history, with the figures it follows from: how they answer on each channel, when, and as what kind of buyer. */
export function Habits({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const mediumName = useMediumName()
  const { data } = useQuery({ queryKey: ['contacts', 'computed', contactId], queryFn: ({ signal }) => request<Schema<'Computed'>>('GET', `/v1/contacts/${contactId}/computed`, { signal }) })
  if (!data || (data.media.length === 0 && !data.rfm && !data.preferred && !data.wishes)) return null
  const { preferred, rfm, wishes } = data
  const asked = wishes && [
    wishes.max_per_week && t('habits.often', { n: format.number(wishes.max_per_week) }),
    wishes.opens && wishes.closes && t('habits.between', { from: wishes.opens, to: wishes.closes }),
    wishes.digest && t(wishes.digest === 'day' ? 'habits.digestDay' : 'habits.digestWeek'),
    wishes.paused_until && t('habits.paused', { date: format.date(wishes.paused_until) }),
  ].filter(Boolean)
  return (
    <section aria-labelledby="habits" className={classes.habits}>
      <h2 id="habits">{t('habits.title')}</h2>
      {rfm && <Text size="sm">{t('habits.buyer', { kind: word(t, `rfm.${rfm.class}`, rfm.class), orders: format.number(rfm.orders), when: format.date(rfm.last_at) })}</Text>}
      {preferred?.stated && <Text size="sm">{t('habits.stated', { medium: mediumName(preferred.medium) })}</Text>}
      {asked && <Text size="sm">{t('habits.asked', { what: asked.join(', ') })}</Text>}
      {preferred && !preferred.stated && (
        <Text size="sm">
          {t('habits.preferred', { medium: mediumName(preferred.medium), sure: format.percent(preferred.certainty) })}
          <Text span c="dimmed">{' · '}{t(preferred.used ? 'habits.used' : 'habits.unused')}</Text>
        </Text>
      )}
      {data.media.length > 0 && (
        <div className={classes.scroll}>
          <Table fz="sm" verticalSpacing={4} horizontalSpacing={8} aria-label={t('habits.table', { since: format.date(data.since) })}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('habits.medium')}</Table.Th>
                {(['sent', 'read', 'clicked', 'replied'] as const).map((name) => <Table.Th key={name} ta="end">{t(`habits.${name}`)}</Table.Th>)}
                <Table.Th ta="end">{t('habits.hour')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.media.map((row) => (
                <Table.Tr key={row.medium}>
                  <Table.Td>{mediumName(row.medium)}</Table.Td>
                  {(['sent', 'read', 'clicked', 'replied'] as const).map((name) => <Table.Td key={name} ta="end">{format.number(row[name])}</Table.Td>)}
                  <Table.Td ta="end">{row.best_hour ? <span title={t('habits.hourFrom', { of: row.best_hour.of, signs: row.best_hour.signs })}>{`${String(row.best_hour.hour).padStart(2, '0')}:00`}</span> : <span aria-label={t('habits.noHour')}>{t('habits.dash')}</span>}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Text size="xs" c="dimmed">{t('habits.from', { since: format.date(data.since) })}</Text>
    </section>
  )
}
