import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { topicsQuery, useTopicName } from '../contacts/topics.ts'
import { word } from '../i18n/word.ts'
import { MediumIcon } from '../kit/medium.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import classes from './people.module.css'
import type { MergePreview } from './queries.ts'

const ownFields = new Set(['name', 'call_name', 'locale', 'time_zone'])

/** Where both say something, and not the same. */
export function DifferingFields({ fields }: { fields: MergePreview['fields'] }) {
  const { t } = useTranslation('people')
  const { t: contacts } = useTranslation('contacts')
  if (fields.length === 0) return <Text c="dimmed">{t('noDifference')}</Text>
  const label = (name: string) => (ownFields.has(name) ? word(contacts, `column.${name}`, word(contacts, `field.${name}`, name)) : name)
  return (
    <section aria-labelledby="differ">
      <h3 id="differ" className={classes.heading}>
        {t('differ')}
      </h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('stays')}</th>
            <th scope="col">{t('joins')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, stays, joins }) => (
            <tr key={name}>
              <td>{label(name)}</td>
              <td>
                <strong>{stays}</strong>
              </td>
              <td>{joins}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What the person may be written about afterwards. */
export function JointConsents({ consents }: { consents: MergePreview['consents'] }) {
  const { t } = useTranslation('people')
  const { t: contacts } = useTranslation('contacts')
  const topicName = useTopicName()
  const { data: topics } = useQuery(topicsQuery)
  if (consents.length === 0) return null
  const topicOf = (id: string) => {
    const topic = topics?.data.find((each) => each.id === id)
    return topic ? topicName(topic) : contacts('consent.anyTopic')
  }
  return (
    <section aria-labelledby="together">
      <h3 id="together" className={classes.heading}>
        {t('consents')}
      </h3>
      <table className={classes.table}>
        <tbody>
          {consents.map((consent) => (
            <tr key={`${consent.medium}/${consent.topic_id}`}>
              <td>{consent.medium === '*' ? contacts('consent.every') : <MediumIcon medium={consent.medium} withName size={16} />}</td>
              <td>{topicOf(consent.topic_id)}</td>
              <td>
                <StatusBadge tone={consent.together === 'opted_in' ? 'good' : 'failed'} label={word(contacts, `consent.${consent.together}`, consent.together)} />
                {consent.stays === 'opted_in' && consent.together === 'opted_out' && (
                  <Text size="xs" c="dimmed">
                    {t('stricter')}
                  </Text>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
