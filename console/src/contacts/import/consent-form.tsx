import { Checkbox, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { media, MediumIcon } from '../../kit/medium.tsx'
import { topicsQuery, useTopicName } from '../topics.ts'
import classes from './import.module.css'
import type { Consent, FileColumn, Settings } from './queries.ts'

/** Who may be written to: by a column of answers and where they were given, or nobody yet. */
export function ConsentForm({ settings, columns, onChange }: { settings: Settings; columns: FileColumn[]; onChange: (consent: Consent) => void }) {
  const { t } = useTranslation('imports')
  const topicName = useTopicName()
  const { data: topics } = useQuery(topicsQuery)
  const { consent } = settings
  const set = (change: Partial<Consent>) => onChange({ ...consent, ...change })
  const nameOf = (target: string) => {
    const index = settings.columns.find((one) => one.target === target)?.index
    return index === undefined ? undefined : columns[index]?.name || t('map.unnamed', { number: index + 1 })
  }
  const answers = nameOf('consent')
  const ways = nameOf('consent_media')
  const chosen: string[] = consent.media ?? []
  const turn = (medium: string) => {
    const next = medium === '*' ? (chosen.includes('*') ? [] : ['*']) : chosen.includes(medium) ? chosen.filter((one) => one !== medium) : [...chosen.filter((one) => one !== '*'), medium]
    set({ media: next as NonNullable<Consent['media']> })
  }
  return (
    <section aria-labelledby="consent" className={classes.consent}>
      <h2 id="consent" className={classes.heading}>
        {t('consent.title')}
      </h2>
      <Text c="dimmed" mb={8}>
        {t('consent.means')}
      </Text>
      <Radio.Group aria-labelledby="consent" value={consent.applies} onChange={(applies) => set({ applies: applies as Consent['applies'] })}>
        <Stack gap={8}>
          <Radio value="column" label={answers ? t('consent.column', { name: answers }) : t('consent.columnNeeded')} disabled={!answers && consent.applies !== 'column'} />
          <Radio value="none" label={t('consent.none')} description={t('consent.noneMeans')} />
        </Stack>
      </Radio.Group>
      {consent.applies === 'column' && (
        <Stack gap="sm" mt="sm" ps={28}>
          <TextInput
            label={t('consent.source')}
            description={t('consent.sourceMeans')}
            required
            maxLength={100}
            maw={480}
            value={consent.source ?? ''}
            onChange={({ currentTarget: { value } }) => set({ source: value })}
          />
          <div role="group" aria-labelledby="consent-media">
            <Text id="consent-media" fw={500}>
              {t('consent.media')}
            </Text>
            <Text size="xs" c="dimmed" mb={6}>
              {ways ? t('consent.mediaColumn', { name: ways }) : t('consent.mediaMeans')}
            </Text>
            <Group gap="sm">
              <Checkbox label={t('consent.every')} checked={chosen.includes('*')} onChange={() => turn('*')} />
              {media.map((medium) => (
                <Checkbox
                  key={medium}
                  checked={chosen.includes('*') || chosen.includes(medium)}
                  disabled={chosen.includes('*')}
                  onChange={() => turn(medium)}
                  label={<MediumIcon medium={medium} withName size={16} />}
                />
              ))}
            </Group>
          </div>
          <Select
            label={t('consent.topic')}
            maw={320}
            clearable
            placeholder={t('consent.anyTopic')}
            value={consent.topic_id || null}
            onChange={(topic) => {
              const { topic_id: _before, ...rest } = consent
              onChange(topic ? { ...rest, topic_id: topic } : rest)
            }}
            data={(topics?.data ?? []).map((topic) => ({ value: topic.id, label: topicName(topic) }))}
          />
          <Checkbox label={t('consent.noMeans')} checked={consent.no_means === 'opted_out'} onChange={({ currentTarget: { checked } }) => set({ no_means: checked ? 'opted_out' : 'nothing' })} />
        </Stack>
      )}
    </section>
  )
}
