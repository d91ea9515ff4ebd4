import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { type Medium, useMediumName } from '../kit/medium.tsx'
import { rememberAddress, rememberedAddress } from './addresses.ts'
import { Outcome } from './outcome.tsx'
import type { NewTest, TestSend } from './queries.ts'

export type TestFormProps = {
  content: NonNullable<NewTest['content']>
  kind: NewTest['class']
  media: Medium[]
  locale: string
  /** Whom the message is written as: a contact, typed data, or nobody for a made-up customer. */
  as?: Pick<NewTest, 'contact_id' | 'contact' | 'data'>
  connectionId?: string
}

const addressKinds: Record<Medium, 'email' | 'phone' | 'chat' | 'device'> = { email: 'email', sms: 'phone', viber: 'phone', whatsapp: 'phone', telegram: 'chat', push: 'device' }
const inputTypes = { email: 'email', phone: 'tel', chat: 'text', device: 'text' } as const

export function TestForm({ content, kind, media, locale, as, connectionId }: TestFormProps) {
  const { t } = useTranslation('tests')
  const format = useFormat()
  const mediumName = useMediumName()
  const email = useMe()?.user.email ?? ''
  const [sent, setSent] = useState<string | null>(null)
  const first = media[0]!
  const locales = Object.keys(content.locales)
  const form = useForm({ medium: first as string, to: rememberedAddress(first, email), locale: locale in content.locales ? locale : content.default_locale }, async (values) => {
    setSent(null)
    const body = { content, class: kind, medium: values.medium, to: values.to, locale: values.locale, ...as, ...(connectionId ? { connection_id: connectionId } : {}) }
    const { id, to } = await request<TestSend>('POST', '/v1/templates/test', { body })
    rememberAddress(values.medium, to)
    setSent(id)
  })
  const address = addressKinds[form.values.medium as Medium]
  const chooseMedium = (medium: string | null) => {
    if (!medium) return
    setSent(null)
    form.set('medium', medium)
    form.set('to', rememberedAddress(medium, email))
  }
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('means')}
        </Text>
        <ErrorNote error={form.problem} />
        <Select {...form.choice('medium')} label={t('medium')} allowDeselect={false} onChange={chooseMedium} data={media.map((value) => ({ value: value as string, label: mediumName(value) }))} />
        <TextInput {...form.text('to')} label={t(`address.${address}`)} description={address === 'chat' || address === 'device' ? t(`addressMeans.${address}`) : undefined} type={inputTypes[address]} maxLength={254} data-autofocus />
        {locales.length > 1 && <Select {...form.choice('locale')} label={t('language')} allowDeselect={false} data={locales.map((value) => ({ value, label: format.languageName(value) }))} />}
        <div aria-live="polite">{sent && <Outcome id={sent} />}</div>
        <Group justify="flex-end">
          <Button type="submit" loading={form.busy} disabled={!form.values.to.trim()}>
            {t(sent ? 'again' : 'send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
