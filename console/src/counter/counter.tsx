import { ActionIcon, Button, Select, Skeleton, Text, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconArrowLeft, IconQrcode, IconSearch } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useWorkspace } from '../accounts/session.ts'
import { ApiError } from '../api.ts'
import { Door } from '../kit/door.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { Bell } from '../shell/bell.tsx'
import { LiveRegion } from '../shell/live-region.tsx'
import { isTyping } from '../shell/shortcuts.ts'
import { UserMenu } from '../shell/user-menu.tsx'
import { keepAtHand } from './at-hand.ts'
import classes from './counter.module.css'
import { CustomerView, knownOf } from './customer.tsx'
import { NewCustomer } from './new-customer.tsx'
import { contactOf, type Customer, deskQuery, findQuery } from './queries.ts'
import { onArrival, startQueue } from './queue.ts'
import { canScan, Scan } from './scan.tsx'
import { useStore } from './till.ts'
import { Waiting } from './waiting.tsx'

const fewestLetters = 3

/** The page of a tablet at a shop's counter: one field, and whoever it finds. */
export function Counter() {
  const { t } = useTranslation('counter')
  const { q } = useSearch({ from: '/counter' })
  const navigate = useNavigate()
  const client = useQueryClient()
  const workspace = useWorkspace()
  useDocumentTitle([t('title'), workspace?.name ?? ''].join(' · '))
  useEffect(startQueue, [])
  useEffect(() => void keepAtHand(client), [client])
  useEffect(() => onArrival(() => void client.invalidateQueries({ queryKey: ['counter', 'customers'] })), [client])
  const find = (text: string) => void navigate({ to: '/counter', search: text ? { q: text } : {} })
  return (
    <div className={classes.counter}>
      <Head />
      <Waiting />
      <main className={classes.main}>
        <h1 className="visually-hidden">{t('title')}</h1>
        <Field key={q ?? ''} said={q ?? ''} onFind={find} />
        {/* The words of a customer's page come on demand; meanwhile the field keeps what is typed and the focus. */}
        {q ? (
          <Suspense fallback={<Skeleton height={320} />}>
            <Found key={`found ${q}`} said={q} onFind={find} />
          </Suspense>
        ) : (
          <Text c="dimmed">{t('field.means')}</Text>
        )}
      </main>
      <LiveRegion />
    </div>
  )
}

function Head() {
  const { t } = useTranslation('counter')
  const workspace = useWorkspace()
  const mayGoBack = useCan('contacts:read')
  const [store, setStore] = useStore()
  const { data: desk } = useQuery(deskQuery)
  const stores = (desk?.stores ?? []).map(({ external_id, name, city }) => ({ value: external_id, label: [name, city].filter(Boolean).join(', ') }))
  return (
    <section className={classes.head} aria-label={t('title')}>
      <Bell />
      <strong className={classes.company}>{workspace?.name}</strong>
      {stores.length > 0 && (
        <Select className={classes.store} size="lg" aria-label={t('store.label')} placeholder={t('store.choose')} data={stores} value={store} allowDeselect={false} onChange={(next) => next && setStore(next)} />
      )}
      {mayGoBack && (
        <Button component={Door} href="/" size="lg" variant="subtle" color="gray" leftSection={<IconArrowLeft size={20} stroke={1.5} aria-hidden />} className={classes.back}>
          {t('back')}
        </Button>
      )}
      <UserMenu compact size={44} />
    </section>
  )
}

function Field({ said, onFind }: { said: string; onFind: (text: string) => void }) {
  const { t } = useTranslation('counter')
  const [text, setText] = useState(said)
  const [scanning, setScanning] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
    // A scanner types wherever the focus is: outside of other fields its letters belong here.
    const listen = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === ' ') return
      if (document.querySelector('[role="dialog"], [role="menu"]')) return
      field.current?.focus()
      field.current?.select()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim().length >= fewestLetters) onFind(text.trim())
  }
  return (
    <form role="search" className={classes.field} onSubmit={submit}>
      <TextInput
        ref={field}
        className={classes.grow}
        size="xl"
        aria-label={t('field.label')}
        placeholder={t('field.label')}
        leftSection={<IconSearch size={24} stroke={1.5} aria-hidden />}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={300}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Escape' && setText('')}
      />
      {canScan && (
        <ActionIcon size={60} variant="default" aria-label={t('scan.open')} onClick={() => setScanning(true)}>
          <IconQrcode size={28} stroke={1.5} />
        </ActionIcon>
      )}
      <Button type="submit" size="xl" variant="default" disabled={text.trim().length < fewestLetters}>
        {t('field.find')}
      </Button>
      <Scan
        open={scanning}
        onClose={() => setScanning(false)}
        onFound={(found) => {
          setScanning(false)
          onFind(found)
        }}
      />
    </form>
  )
}

function Found({ said, onFind }: { said: string; onFind: (text: string) => void }) {
  const { data, error, isFetching, refetch } = useQuery(findQuery(said))
  const [chosen, setChosen] = useState<string | null>(null)
  if (!data) {
    if (error instanceof ApiError && error.code === 'offline') return <Unseen said={said} onRetry={() => void refetch()} busy={isFetching} />
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />
  }
  if (data.length === 0) return <NewCustomer said={said} onAdded={onFind} />
  const one = data.length === 1 ? data[0] : data.find(({ contact_id }) => contact_id === chosen)
  return one ? <CustomerView key={one.contact_id} known={knownOf(one)} /> : <Several customers={data} onChoose={setChosen} />
}

function Several({ customers, onChoose }: { customers: Customer[]; onChoose: (contact_id: string) => void }) {
  const { t } = useTranslation('counter')
  return (
    <section aria-labelledby="several">
      <h2 id="several">{t('several')}</h2>
      <div className={classes.several}>
        {customers.map((customer) => {
          const { name, reach } = knownOf(customer)
          return (
            <button key={customer.contact_id} type="button" className={classes.offer} onClick={() => onChoose(customer.contact_id)}>
              <span>
                {name || t('nameless')}
                <Text span display="block" size="sm" c="dimmed">
                  {reach.join(' · ')}
                </Text>
              </span>
            </button>
          )
        })}
      </div>
    </section>
  )
}

/** Without a connection nobody can be looked up, but what is sold to a phone or an e-mail can be kept for them. */
function Unseen({ said, onRetry, busy }: { said: string; onRetry: () => void; busy: boolean }) {
  const { t } = useTranslation('counter')
  const currency = useWorkspace()?.currency ?? 'USD'
  const [goesOn, setGoesOn] = useState(false)
  const contact = contactOf(said)
  if (goesOn && contact) return <CustomerView known={{ subject: { contact }, name: said, reach: [], phone: 'phone' in contact, email: 'email' in contact, currency }} />
  return (
    <section aria-labelledby="unseen" role="alert">
      <h2 id="unseen">{t('offline.title')}</h2>
      <Text mb="md">{contact ? t('offline.text') : t('offline.textOther')}</Text>
      <div className={classes.tasks}>
        {contact && (
          <Button size="lg" onClick={() => setGoesOn(true)}>
            {t('offline.goOn', { said })}
          </Button>
        )}
        <Button size="lg" variant="default" loading={busy} onClick={onRetry}>
          {t('offline.again')}
        </Button>
      </div>
    </section>
  )
}
