import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import classes from '../contacts/profile.module.css'
import { useFormat } from '../i18n/format.ts'
import { StatusBadge } from '../kit/status-badge.tsx'
import { capsQuery } from './queries.ts'
import { useCapSentence } from './words.ts'

/** How much of each cap a person has used today and this week; nothing where there are none. */
export function Caps({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const sentence = useCapSentence()
  const { data } = useQuery(capsQuery(contactId))
  if (!data || data.data.length === 0) return null
  return (
    <section aria-labelledby="caps">
      <h2 id="caps">{t('caps.title')}</h2>
      <ul className={classes.rows}>
        {data.data.map((cap) => (
          <li key={cap.rule_id}>
            <span className={classes.grow}>
              {sentence(cap)}
              <Text size="xs" c="dimmed">
                {[cap.name, t('caps.used', { used: format.number(cap.used), max: format.number(cap.max) })].filter(Boolean).join(' · ')}
              </Text>
            </span>
            <StatusBadge tone={cap.used >= cap.max ? 'attention' : 'good'} label={t(cap.used >= cap.max ? 'caps.full' : 'caps.left')} />
          </li>
        ))}
      </ul>
    </section>
  )
}
