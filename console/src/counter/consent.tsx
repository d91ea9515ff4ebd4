import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe, useWorkspace } from '../accounts/session.ts'
import { useTopicName } from '../contacts/topics.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useMediumName } from '../kit/medium.tsx'
import type { Wish } from './queue.ts'
import { type Customer, deskQuery, type Subject } from './queries.ts'
import { useRecord } from './record.ts'
import { useStore } from './till.ts'

export type ConsentProps = { subject: Subject; about: string; phone: boolean; email: boolean; before: Customer['consents']; onClose: () => void }

const now = () => new Date().toISOString()
const byPhone = ['sms', 'viber', 'whatsapp', 'telegram']

/** The customer reads whole sentences and ticks what they allow; what they take back is recorded as well. */
export function TakeConsent({ subject, about, phone, email, before, onClose }: ConsentProps) {
  const { t, i18n } = useTranslation('counter')
  const mediumName = useMediumName()
  const topicName = useTopicName()
  const company = useWorkspace()?.name ?? ''
  const me = useMe()
  const [store] = useStore()
  const { data: desk } = useQuery(deskQuery)
  const stateOf = (medium: string) => before.find((consent) => consent.medium === medium)?.state
  const media = [...new Set([...(phone ? byPhone.slice(0, 3) : []), ...(email ? ['email'] : []), ...before.map(({ medium }) => medium).filter((medium) => medium !== '*')])]
  const allowed = media.filter((medium) => stateOf(medium) === 'opted_in')
  const [topic, setTopic] = useState('*')
  const [ticked, setTicked] = useState<string[]>(allowed)
  const { record, busy, problem } = useRecord(onClose)
  const chosen = desk?.topics.find(({ id }) => id === topic)
  const sentence = (medium: string) =>
    chosen ? t('consent.aboutTopic', { company, topic: topicName(chosen), medium: mediumName(medium) }) : t('consent.aboutAll', { company, medium: mediumName(medium) })
  const pick = (next: string) => {
    setTopic(next)
    setTicked(next === '*' ? allowed : [])
  }
  const changes = media.flatMap((medium) => {
    const now = ticked.includes(medium)
    const was = topic === '*' && allowed.includes(medium)
    return now === was ? [] : [{ medium, state: now ? 'opted_in' : 'opted_out' }]
  })
  const save = () => {
    const at = now()
    const consents = changes.map(({ medium, state }) => ({
      medium, state, at, confirmed: true, source: 'counter', ...(topic === '*' ? {} : { topic_id: topic }),
      proof: { text: `${sentence(medium)} ${t('consent.free')}`, language: i18n.language, operator: me?.user.name ?? '', ...(store ? { store } : {}) },
    }))
    const wish: Pick<Wish, 'path' | 'body'> = 'contact_id' in subject ? { path: '/v1/consents', body: { contact_id: subject.contact_id, consents } } : { path: '/v1/counter/customers', body: { ...subject.contact, consents } }
    void record({ kind: 'consent', method: 'POST', about, ...wish }, t('consent.done'))
  }
  return (
    <Stack>
      <ErrorNote error={problem} />
      {(desk?.topics.length ?? 0) > 0 && (
        <Select size="lg" label={t('consent.topic')} value={topic} allowDeselect={false} onChange={(next) => next && pick(next)} data={[{ value: '*', label: t('consent.everything') }, ...(desk?.topics ?? []).map((each) => ({ value: each.id, label: topicName(each) }))]} />
      )}
      <Text fz="lg" fw={600}>
        {t('consent.turn')}
      </Text>
      {media.map((medium) => (
        <Checkbox key={medium} size="lg" label={sentence(medium)} checked={ticked.includes(medium)} onChange={({ currentTarget }) => setTicked(currentTarget.checked ? [...ticked, medium] : ticked.filter((each) => each !== medium))} styles={{ body: { minBlockSize: 44 }, label: { fontSize: 'var(--mantine-font-size-lg)', lineHeight: 1.45 } }} />
      ))}
      {media.length === 0 && <Text c="dimmed">{t('consent.noAddress')}</Text>}
      <Text c="dimmed">{t('consent.free')}</Text>
      <Group justify="flex-end">
        <Button variant="default" size="lg" onClick={onClose}>
          {t('cancel', { ns: 'kit' })}
        </Button>
        <Button size="lg" loading={busy} disabled={changes.length === 0} onClick={save}>
          {t('consent.save')}
        </Button>
      </Group>
    </Stack>
  )
}
