import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import commerce from '../commerce/commerce.module.css'
import { useFormat } from '../i18n/format.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'

type Form = Schema<'UnfinishedForm'>
type Chat = NonNullable<Schema<'UnfinishedChat'>['chat']>

/** What a person began and has not finished, beside the basket: forms, and what they wrote that nobody answered; nothing where there is nothing. */
export function Unfinished({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const forms = useQuery({
    queryKey: ['contacts', 'forms', contactId],
    queryFn: ({ signal }) => request<{ data: Form[] }>('GET', `/v1/contacts/${contactId}/unfinished-forms`, { signal }),
  })
  const chat = useQuery({
    queryKey: ['replies', 'unfinished', contactId],
    queryFn: ({ signal }) => request<Schema<'UnfinishedChat'>>('GET', `/v1/contacts/${contactId}/unfinished-chat`, { signal }),
    enabled: useCan('replies:read'),
  })
  const [begun, last, error] = [forms.data?.data ?? [], chat.data?.chat, forms.error ?? chat.error]
  if (begun.length === 0 && !last && !error) return null
  return (
    <section className={commerce.person} aria-labelledby="unfinished">
      <h2 id="unfinished">{t('unfinished.title')}</h2>
      <ErrorNote error={error} />
      <div className={commerce.parts}>
        {last && <Unanswered chat={last} contactId={contactId} />}
        {begun.length > 0 && (
          <div>
            <h3 className={commerce.heading}>{t('unfinished.forms')}</h3>
            <ul className={commerce.lines}>
              {begun.map((form) => (
                <FormLine key={form.form_id} form={form} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  )
}

function FormLine({ form: { form_id, name, url, filled, started_at, updated_at } }: { form: Form }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const page = url ? new URL(url) : null
  const [began, touched] = [format.relative(started_at), format.relative(updated_at)]
  return (
    <li>
      <span className={commerce.grow}>
        {name ?? form_id}
        <Text size="xs" c="dimmed">
          {[t('unfinished.filled', { count: filled }), t('unfinished.began', { when: began }), ...(touched === began ? [] : [t('unfinished.touched', { when: touched })])].join(' · ')}
        </Text>
        {page && (
          <Text size="xs" c="dimmed">
            {t('unfinished.on', { where: page.host + page.pathname })}
          </Text>
        )}
      </span>
    </li>
  )
}

function Unanswered({ chat, contactId }: { chat: Chat; contactId: string }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const mediumName = useMediumName()
  return (
    <div>
      <h3 className={commerce.heading}>{t('unfinished.chat')}</h3>
      <Text size="sm" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
        {chat.text}
      </Text>
      <Text size="xs" c="dimmed">
        {t('unfinished.wrote', { when: format.relative(chat.received_at), medium: mediumName(chat.medium) })}
      </Text>
      <Ways contactId={contactId} />
      <Door href={`/replies?contact=${chat.contact_id}`}>{t('unfinished.answer')}</Door>
    </div>
  )
}

/** The chats that the person can go on in, by their own links; which of them are open already. */
function Ways({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const { data } = useQuery({
    queryKey: ['contacts', 'links', contactId],
    queryFn: ({ signal }) => request<{ data: Schema<'ChatLink'>[] }>('GET', `/v1/contacts/${contactId}/chat-links`, { signal }),
  })
  const chats = data?.data.filter(({ medium, url }) => medium !== 'push' && url) ?? []
  if (chats.length === 0) return null
  return (
    <>
      <Text size="xs" c="dimmed" mt={4}>
        {t('unfinished.ways')}
      </Text>
      <ul className={commerce.lines}>
        {chats.map(({ medium, connection_id, connection, opened }) => (
          <li key={`${medium}/${connection_id}`}>
            <MediumIcon medium={medium} />
            <span className={commerce.grow}>{connection}</span>
            {opened && <span className={commerce.small}>{t('unfinished.opened')}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
