import { Button, Checkbox, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { media, MediumIcon, useMediumName } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { toast } from '../kit/toast.tsx'
import { useConsentSource, useProofWords } from './consent-words.ts'
import classes from './profile.module.css'
import { type Contact, consentRequestsQuery, contactQuery, consentsQuery } from './queries.ts'
import { topicsQuery, useTopicName } from './topics.ts'

const everything = '*'
/** The server asks nobody more often. */
const DAY_MS = 86_400_000

function useNames() {
  const { t } = useTranslation('contacts')
  const topicName = useTopicName()
  const { data } = useQuery(topicsQuery)
  const topics = data?.data ?? []
  return {
    topics: topics.map((topic) => ({ value: topic.id, label: topicName(topic) })),
    topicOf: (id: string) => {
      const found = topics.find((topic) => topic.id === id)
      return found ? topicName(found) : t('consent.anyTopic')
    },
  }
}

/** What the person allows or forbids now, by channel and topic. */
export function Consents({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const { topicOf } = useNames()
  const sourceWords = useConsentSource()
  const mayWrite = useCan('consents:write')
  const [panel, setPanel] = useState<'change' | 'history' | null>(null)
  return (
    <section aria-labelledby="consents">
      <h2 id="consents">{t('section.consents')}</h2>
      <ul className={classes.rows}>
        {contact.consents.map((consent) => (
          <li key={`${consent.medium}/${consent.topic_id}`}>
            {consent.medium === everything ? <span /> : <MediumIcon medium={consent.medium} />}
            <span className={classes.grow}>
              {consent.medium === everything ? t('consent.every') : <MediumName medium={consent.medium} />}
              <Text size="xs" c="dimmed">
                {topicOf(consent.topic_id)}
                {' · '}
                <DateTime at={consent.at} show="date" />
                {' · '}
                {sourceWords(consent.source)}
              </Text>
            </span>
            <StatusBadge tone={consent.state === 'opted_in' ? 'good' : 'failed'} label={t(`consent.${consent.state}`)} />
          </li>
        ))}
      </ul>
      {contact.consents.length === 0 && <Text c="dimmed">{t('consent.nothing')}</Text>}
      <Unconfirmed contact={contact} mayWrite={mayWrite} />
      <Group gap={8} mt={4}>
        {mayWrite && (
          <Button variant="subtle" size="compact-sm" onClick={() => setPanel('change')}>
            {t('consent.change')}
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" color="gray" onClick={() => setPanel('history')}>
          {t('consent.history')}
        </Button>
      </Group>
      <SidePanel open={panel === 'change'} title={t('consent.change')} onClose={() => setPanel(null)}>
        {panel === 'change' && <Change contact={contact} onClose={() => setPanel(null)} />}
      </SidePanel>
      <SidePanel open={panel === 'history'} title={t('consent.history')} onClose={() => setPanel(null)}>
        {panel === 'history' && <History contact={contact} />}
      </SidePanel>
    </section>
  )
}

/** What was said once and must be said again: it allows nothing yet. */
function Unconfirmed({ contact, mayWrite }: { contact: Contact; mayWrite: boolean }) {
  const { t } = useTranslation('contacts')
  const { topicOf } = useNames()
  const format = useFormat()
  const { data, dataUpdatedAt } = useQuery(consentRequestsQuery(contact.id))
  const open = (data?.data ?? []).filter(({ state }) => state === 'open' || state === 'expired')
  if (open.length === 0) return null
  return (
    <ul className={classes.rows}>
      {open.map((one) => (
        <li key={one.id}>
          {one.medium === everything ? <span /> : <MediumIcon medium={one.medium} />}
          <span className={classes.grow}>
            {one.medium === everything ? t('consent.every') : <MediumName medium={one.medium} />}
            <Text size="xs" c="dimmed">
              {topicOf(one.topic_id)}
              {' · '}
              {one.asked_at ? t('consent.asked', { when: format.dateTime(one.asked_at) }) : t('consent.notAsked')}
            </Text>
            {mayWrite && one.asked_at && dataUpdatedAt - Date.parse(one.asked_at) > DAY_MS && <AskAgain request_id={one.id} contact_id={contact.id} />}
          </span>
          <StatusBadge tone={one.state === 'open' ? 'waiting' : 'neutral'} label={t(one.state === 'open' ? 'consent.waiting' : 'consent.expired')} />
        </li>
      ))}
    </ul>
  )
}

function AskAgain({ request_id, contact_id }: { request_id: string; contact_id: string }) {
  const { t } = useTranslation('contacts')
  const client = useQueryClient()
  const ask = useMutation({
    mutationFn: () => request('POST', `/v1/consent-requests/${request_id}/ask`),
    onSuccess: () => {
      toast(t('consent.askedAgain'))
      return client.invalidateQueries({ queryKey: consentRequestsQuery(contact_id).queryKey })
    },
  })
  return (
    <>
      <Button variant="subtle" size="compact-sm" loading={ask.isPending} onClick={() => ask.mutate()}>
        {t('consent.again')}
      </Button>
      <ErrorNote error={ask.error} />
    </>
  )
}

function MediumName({ medium }: { medium: string }) {
  return useMediumName()(medium)
}

function Change({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation('contacts')
  const client = useQueryClient()
  const mediumName = useMediumName()
  const { topics } = useNames()
  const form = useForm({ state: 'opted_in', medium: contact.media[0] ?? everything, topic_id: '', source: '', confirmed: false }, async ({ state, medium, topic_id, source, confirmed }) => {
    await request('POST', '/v1/consents', { body: { contact_id: contact.id, consents: [{ state, medium, source, ...(topic_id ? { topic_id } : {}), ...(confirmed && state === 'opted_in' ? { confirmed, proof: { said: source } } : {}) }] } })
    await Promise.all([
      client.invalidateQueries({ queryKey: contactQuery(contact.id).queryKey }),
      client.invalidateQueries({ queryKey: consentsQuery(contact.id).queryKey }),
      client.invalidateQueries({ queryKey: consentRequestsQuery(contact.id).queryKey }),
      client.invalidateQueries({ queryKey: ['contacts', 'timeline', contact.id] }),
    ])
    toast(t('consent.saved'))
    onClose()
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Radio.Group label={t('consent.what')} value={form.values.state} onChange={(value) => form.set('state', value)}>
          <Stack gap={8} mt={4}>
            <Radio value="opted_in" label={t('consent.allow')} />
            <Radio value="opted_out" label={t('consent.forbid')} />
          </Stack>
        </Radio.Group>
        <Select
          {...form.choice('medium')}
          label={t('filter.medium')}
          allowDeselect={false}
          data={[{ value: everything, label: t('consent.every') }, ...media.map((value) => ({ value: value as string, label: mediumName(value) }))]}
        />
        <Select {...form.choice('topic_id')} label={t('consent.topic')} allowDeselect={false} data={[{ value: '', label: t('consent.anyTopic') }, ...topics]} />
        <TextInput {...form.text('source')} label={t('consent.source')} description={t('consent.sourceMeans')} required maxLength={100} />
        {form.values.state === 'opted_in' && (
          <Checkbox checked={form.values.confirmed} onChange={(event) => form.set('confirmed', event.currentTarget.checked)} label={t('consent.confirmed')} description={t('consent.confirmedMeans')} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy}>
            {t('consent.record')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The ledger: every yes and no there ever was, with where it came from. */
function History({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const { topicOf } = useNames()
  const format = useFormat()
  const sourceWords = useConsentSource()
  const proofWords = useProofWords()
  const { data, error, refetch } = useQuery(consentsQuery(contact.id))
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (data && data.data.length === 0) return <Text c="dimmed">{t('consent.nothing')}</Text>
  return (
    <ul className={classes.rows}>
      {(data?.data ?? []).map((entry) => (
        <li key={entry.id}>
          <span className={classes.grow}>
            <Group gap={8}>
              <StatusBadge tone={entry.state === 'opted_in' ? 'good' : entry.state === 'opted_out' ? 'failed' : 'neutral'} label={t(`consent.${entry.state}`)} />
              {entry.medium === everything ? t('consent.every') : <MediumIcon medium={entry.medium} withName size={16} />}
            </Group>
            <Text size="sm">{sourceWords(entry.source)}</Text>
            <Text size="xs" c="dimmed">
              {topicOf(entry.topic_id)}
              {' · '}
              <DateTime at={entry.at} />
            </Text>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {proofWords(entry.proof as Record<string, unknown>)}
            </Text>
            {entry.text_since && (
              <Text size="xs" c="dimmed">
                {t('consent.version', { date: format.date(entry.text_since) })}
              </Text>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
