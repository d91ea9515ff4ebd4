import { Button, Skeleton, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { ApiError, request } from '../api.ts'
import { Door } from '../kit/door.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'
import { toast } from '../kit/toast.tsx'
import { type Call, CallForm } from './log-call.tsx'
import type { Contact } from './queries.ts'
import type { OpenBy } from './routes.tsx'

const kinds = ['phone', 'email', 'external_id'] as const

/** Where a telephone system's link leads: to the profile that has the number, or to a new one with the call on it. */
export function OpenProfile() {
  const { t } = useTranslation('contacts')
  const by: OpenBy = useSearch({ from: '/frame/open' })
  const router = useRouter()
  const kind = kinds.find((each) => by[each])
  const value = kind ? by[kind]! : ''
  const { data, error, refetch } = useQuery({
    queryKey: ['contacts', 'by', kind, value],
    queryFn: ({ signal }) => request<Contact>('GET', `/v1/contacts/by/${kind}/${encodeURIComponent(value)}`, { signal }),
    enabled: kind !== undefined,
    retry: false,
  })
  useEffect(() => {
    if (data) router.history.replace(`/contacts/${data.id}`)
  }, [data, router])
  const unknown = error instanceof ApiError && error.status === 404
  return (
    <Page title={unknown ? t('open.unknown', { value }) : t('one')} breadcrumb={[{ label: t('title'), href: '/contacts' }]} narrow>
      {!kind ? <Text>{t('open.nothing')}</Text> : unknown ? <Unknown kind={kind} value={value} direction={by.direction ?? 'in'} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
    </Page>
  )
}

function Unknown({ kind, value, direction }: { kind: (typeof kinds)[number]; value: string; direction: string }) {
  const { t } = useTranslation('contacts')
  const router = useRouter()
  const mayAdd = useCan('contacts:write')
  const mayLog = useCan('calls:write')
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const add = () => request<Contact>('POST', '/v1/contacts', { body: { [kind]: value, ...(name.trim() ? { name: name.trim() } : {}) } })
  const show = ({ id }: Contact) => router.history.replace(`/contacts/${id}`)
  const addWithCall = async (call: Call) => {
    const made = await add()
    await request('POST', '/v1/calls', { body: { contact_id: made.id, ...call } })
    toast(t('call.saved'))
    show(made)
  }
  const search = <Door href={`/contacts?search=${encodeURIComponent(value)}`}>{t('open.search')}</Door>
  if (!mayAdd) return <Text>{search}</Text>
  const nameField = <TextInput label={t('column.name')} autoComplete="off" maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
  const addOnly = (
    <Button variant="default" onClick={() => void add().then(show).catch(setProblem)}>
      {t('open.add')}
    </Button>
  )
  return (
    <>
      <Text mb="md">
        {t('open.text')} {search}
      </Text>
      {problem !== null && <ErrorState error={problem} />}
      {mayLog ? (
        <CallForm direction={direction} onSave={addWithCall} action={t('open.addAndLog')} before={nameField}>
          {addOnly}
        </CallForm>
      ) : (
        <>
          {nameField}
          {addOnly}
        </>
      )}
    </>
  )
}
