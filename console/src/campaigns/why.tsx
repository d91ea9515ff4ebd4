import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { Door } from '../kit/door.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { HandOverDetail } from '../kit/said.tsx'
import { StatusBadge, type Tone } from '../kit/status-badge.tsx'
import classes from './people.module.css'
import type { Message } from './queries.ts'
import { outcomeTones, useDuration, useReason } from './words.ts'

type Attempt = Message['attempts'][number]
const times = ['started_at', 'accepted_at', 'delivered_at', 'read_at', 'clicked_at', 'replied_at', 'failed_at'] as const
const attemptTones: Record<Attempt['state'], Tone> = { sending: 'waiting', accepted: 'good', failed: 'failed', unknown: 'attention', withdrawn: 'neutral', retry: 'waiting' }

/** Why this person did or did not get it: each step of the cascade, taken or not, with its reason and every attempt. */
export function Why({ message }: { message: Message }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const reason = useReason()
  const duration = useDuration()
  return (
    <>
      <StatusBadge tone={outcomeTones[message.state] ?? 'neutral'} label={t(`outcome.${message.state === 'waiting' ? 'in_flight' : message.state}`)} />
      {message.reason && <Text>{reason(message.reason)}</Text>}
      <Text size="xs" c="dimmed">
        {[format.languageName(message.locale), format.money(message.price_micro, undefined, true)].join(' · ')}
        {' · '}
        <Door href={`/contacts/${message.contact_id}`}>{t('why.profile')}</Door>
      </Text>
      <ol className={classes.steps}>
        {message.steps.map((step, index) => {
          const attempts = message.attempts.filter((one) => one.step === index)
          const skips = message.skips.filter((one) => one.step === index)
          return (
            <li key={index} className={classes.step} data-taken={attempts.length > 0 || undefined}>
              <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, fontWeight: 600 }}>
                {step.media.map((medium) => (
                  <MediumIcon key={medium} medium={medium} withName size={16} />
                ))}
              </div>
              <Text size="xs" c="dimmed">
                {t(`cascade.until.${step.success}`, { time: duration(step.within_s) })}
              </Text>
              {attempts.map((attempt) => (
                <OneAttempt key={attempt.id} attempt={attempt} />
              ))}
              {skips.map((skip) => (
                <Text key={`${skip.medium}/${skip.reason}`} size="sm" mt={4}>
                  {reason(skip.reason)}
                </Text>
              ))}
              {attempts.length === 0 && skips.length === 0 && (
                <Text size="sm" mt={4} c="dimmed">
                  {t(message.reached_step !== null && message.reached_step < index ? 'why.notNeeded' : message.state === 'waiting' ? 'why.notYet' : 'why.notTaken')}
                </Text>
              )}
            </li>
          )
        })}
      </ol>
    </>
  )
}

function OneAttempt({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const reason = useReason()
  const at = (key: (typeof times)[number]) => attempt[key]
  return (
    <div style={{ marginBlockStart: 6 }}>
      <StatusBadge tone={attempt.late ? 'attention' : attemptTones[attempt.state]} label={t(`attempt.${attempt.state}`)} />{' '}
      <Text span size="xs" c="dimmed">
        {attempt.address}
      </Text>
      {attempt.reason && <Text size="sm">{reason(attempt.reason)}</Text>}
      {attempt.late && <Text size="sm">{t('why.late')}</Text>}
      {attempt.detail && (
        <Text size="xs" c="dimmed">
          <HandOverDetail>{attempt.detail}</HandOverDetail>
        </Text>
      )}
      <dl className={classes.marks}>
        {times
          .filter((key) => at(key))
          .map((key) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{t(`mark.${key.slice(0, -3) as 'started'}`)}</dt>
              <dd>
                <time dateTime={at(key)!} title={format.exact(at(key)!)}>
                  {format.dateTime(at(key)!)}
                </time>
              </dd>
            </div>
          ))}
        <div style={{ display: 'contents' }}>
          <dt>{t('report.price')}</dt>
          <dd>
            {attempt.charged_at ? format.money(attempt.price_micro, undefined, true) : t('why.notCharged')}
            {attempt.segments !== null && ` · ${t('why.parts', { count: attempt.segments })}`}
          </dd>
        </div>
      </dl>
      {attempt.text && <p className={classes.quote}>{attempt.text}</p>}
    </div>
  )
}
