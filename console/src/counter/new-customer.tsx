import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import classes from './counter.module.css'
import { contactOf } from './queries.ts'
import { useRecord } from './record.ts'

/** Nobody goes by what was typed: a phone or an e-mail and a name make somebody new. */
export function NewCustomer({ said, onAdded }: { said: string; onAdded: (said: string) => void }) {
  const { t } = useTranslation('counter')
  const client = useQueryClient()
  const may = useCan('contacts:write')
  const start = contactOf(said)
  const [phone, setPhone] = useState(start && 'phone' in start ? start.phone : '')
  const [email, setEmail] = useState(start && 'email' in start ? start.email : '')
  const [name, setName] = useState('')
  const reach = phone.trim() || email.trim()
  const { record, busy, problem } = useRecord(() => {
    void client.invalidateQueries({ queryKey: ['counter', 'customers'] })
    onAdded(reach)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = Object.fromEntries(Object.entries({ phone, email, name }).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])))
    void record({ kind: 'customer', method: 'POST', path: '/v1/counter/customers', body, about: [name.trim(), reach].filter(Boolean).join(' · ') }, t('nobody.added'))
  }
  return (
    <section aria-labelledby="nobody" className={classes.narrow}>
      <h2 id="nobody">{t('nobody.title', { said })}</h2>
      <Text c="dimmed" mb="md">
        {may ? t('nobody.text') : t('nobody.askOthers')}
      </Text>
      {may && (
        <form onSubmit={submit}>
          <Stack>
            <ErrorNote error={problem} />
            <TextInput size="lg" label={t('nobody.phone')} type="tel" autoComplete="off" maxLength={40} value={phone} onChange={({ currentTarget }) => setPhone(currentTarget.value)} />
            <TextInput size="lg" label={t('nobody.email')} type="email" autoComplete="off" maxLength={254} value={email} onChange={({ currentTarget }) => setEmail(currentTarget.value)} />
            <TextInput size="lg" label={t('nobody.name')} autoComplete="off" maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
            <Button type="submit" size="lg" loading={busy} disabled={!reach}>
              {t('nobody.add')}
            </Button>
          </Stack>
        </form>
      )}
    </section>
  )
}
