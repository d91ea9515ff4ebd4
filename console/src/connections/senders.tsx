import { Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountries } from '../accounts/countries.tsx'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { useCan, useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { Confirm } from '../kit/confirm.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { DataTable } from '../kit/data-table.tsx'
import { useForm } from '../kit/form.ts'
import { media, MediumIcon, useMediumName } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge, type Tone } from '../kit/status-badge.tsx'
import { wholeTable } from '../kit/table.ts'
import { toast } from '../kit/toast.tsx'
import classes from './connections.module.css'
import { connectionsQuery, type Price, pricesQuery, type Sender, sendersQuery } from './queries.ts'

const every = '*'
/** Media that are reached by a phone number, whose operator may set the price. */
const byNumber = ['sms', 'viber', 'whatsapp']
const kinds = [every, 'marketing', 'transactional', 'one_time_code'] as const
const states = ['requested', 'approved', 'refused'] as const
const tones: Record<Sender['state'], Tone> = { requested: 'waiting', approved: 'good', refused: 'failed' }

function usePlaces() {
  const { t } = useTranslation('connections')
  const format = useFormat()
  const { data: countries = [] } = useCountries()
  const nameOf = (code: string) => (code === every ? t('everyCountry') : format.country(code))
  return { nameOf, data: [every, ...countries.map(({ country }) => country)].map((value) => ({ value, label: nameOf(value) })) }
}

/** Who messages come from in each country, and what they cost. */
export function SendersAndPrices() {
  const { t } = useTranslation('connections')
  const mayWrite = useCan('connections:write')
  const [sender, setSender] = useState<Sender | 'new' | null>(null)
  const [price, setPrice] = useState<Price | 'new' | null>(null)
  return (
    <SettingsPage
      title={t('senders.title')}
      note={t('senders.note')}
      action={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setSender('new')}>
            {t('senders.add')}
          </Button>
        )
      }
    >
      <Senders onOpen={mayWrite ? setSender : undefined} />
      <section className={classes.section} aria-labelledby="prices">
        <div className={classes.sectionHead}>
          <h2 id="prices" className={classes.heading}>
            {t('prices.title')}
          </h2>
          {mayWrite && (
            <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setPrice('new')}>
              {t('prices.add')}
            </Button>
          )}
        </div>
        <Text c="dimmed" mb={8}>
          {t('prices.note')}
        </Text>
        <Prices onOpen={mayWrite ? setPrice : undefined} />
      </section>
      <SidePanel open={sender !== null} title={t('senders.one')} onClose={() => setSender(null)}>
        {sender && <SenderForm sender={sender === 'new' ? null : sender} onClose={() => setSender(null)} />}
      </SidePanel>
      <SidePanel open={price !== null} title={t('prices.one')} onClose={() => setPrice(null)}>
        {price && <PriceForm price={price === 'new' ? null : price} onClose={() => setPrice(null)} />}
      </SidePanel>
    </SettingsPage>
  )
}

function Senders({ onOpen }: { onOpen: ((sender: Sender) => void) | undefined }) {
  const { t } = useTranslation('connections')
  const { nameOf } = usePlaces()
  const table = wholeTable(useQuery(sendersQuery))
  return (
    <DataTable
      label={t('senders.title')}
      table={table}
      rowId={({ id }) => id}
      rowName={({ address }) => address}
      {...(onOpen ? { onOpen } : {})}
      empty={<Text c="dimmed">{t('senders.empty')}</Text>}
      columns={[
        {
          id: 'address',
          header: t('senders.address'),
          cell: ({ address, display_name, opt_out }) => (
            <>
              <bdi>{address}</bdi>
              <Text span display="block" size="xs" c="dimmed">
                {[display_name, opt_out].filter(Boolean).join(' · ')}
              </Text>
            </>
          ),
        },
        { id: 'medium', header: t('medium'), cell: ({ medium }) => <MediumIcon medium={medium} withName size={16} /> },
        { id: 'country', header: t('country'), cell: ({ country }) => nameOf(country) },
        { id: 'kind', header: t('kind'), cell: (sender) => word(t, `class.${sender.class === every ? 'every' : sender.class}`, sender.class) },
        { id: 'state', header: t('senders.state'), cell: ({ state }) => <StatusBadge tone={tones[state]} label={t(`senders.${state}`)} /> },
      ]}
    />
  )
}

function useClasses() {
  const { t } = useTranslation('connections')
  return kinds.map((value) => ({ value: value as string, label: t(`class.${value === every ? 'every' : value}`) }))
}

function SenderForm({ sender, onClose }: { sender: Sender | null; onClose: () => void }) {
  const { t } = useTranslation('connections')
  const client = useQueryClient()
  const mediumName = useMediumName()
  const places = usePlaces()
  const classNames = useClasses()
  const { data: connections } = useQuery(connectionsQuery)
  const { data: senders } = useQuery(sendersQuery)
  const refresh = () => client.invalidateQueries({ queryKey: sendersQuery.queryKey })
  const form = useForm(
    {
      medium: (sender?.medium ?? 'sms') as string,
      address: sender?.address ?? '',
      display_name: sender?.display_name ?? '',
      reply_to: sender?.reply_to ?? '',
      country: sender?.country ?? every,
      class: sender?.class ?? every,
      state: (sender?.state ?? 'requested') as string,
      connection_id: sender?.connection_id ?? '',
      opt_out: sender?.opt_out ?? '',
      fallback_sender_id: sender?.fallback_sender_id ?? '',
    },
    async (values) => {
      const optional = Object.fromEntries((['display_name', 'reply_to', 'connection_id', 'opt_out', 'fallback_sender_id'] as const).map((name) => [name, values[name].trim() || null]))
      const body = { ...values, ...optional }
      if (sender) await request('PATCH', `/v1/senders/${sender.id}`, { body })
      else await request('POST', '/v1/senders', { body })
      await refresh()
      toast(t('senders.saved'))
      onClose()
    },
  )
  const none = { value: '', label: t('none') }
  const isMail = form.values.medium === 'email'
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Select {...form.choice('medium')} label={t('medium')} allowDeselect={false} data={media.map((value) => ({ value: value as string, label: mediumName(value) }))} />
        <TextInput {...form.text('address')} label={t('senders.address')} description={t('senders.addressMeans')} required />
        {isMail && <TextInput {...form.text('display_name')} label={t('senders.display')} />}
        {isMail && <TextInput {...form.text('reply_to')} label={t('senders.replyTo')} type="email" />}
        <Select {...form.choice('country')} label={t('country')} searchable allowDeselect={false} data={places.data} />
        <Select {...form.choice('class')} label={t('kind')} allowDeselect={false} data={classNames} />
        <Select {...form.choice('state')} label={t('senders.state')} allowDeselect={false} data={states.map((value) => ({ value: value as string, label: t(`senders.${value}`) }))} />
        <TextInput {...form.text('opt_out')} label={t('senders.optOut')} description={t('senders.optOutMeans')} maxLength={60} />
        <Select {...form.choice('connection_id')} label={t('senders.connection')} data={[none, ...(connections?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]} allowDeselect={false} />
        <Select {...form.choice('fallback_sender_id')} label={t('senders.fallback')} data={[none, ...(senders?.data ?? []).filter(({ id, medium }) => id !== sender?.id && medium === form.values.medium).map(({ id, address }) => ({ value: id, label: address }))]} allowDeselect={false} />
        <Group justify="space-between">
          {sender ? (
            <Button
              variant="subtle"
              color="gray"
              onClick={async () => {
                await request('PATCH', `/v1/senders/${sender.id}`, { body: { archived: true } })
                await refresh()
                onClose()
              }}
            >
              {t('archive')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={form.busy}>
            {t('senders.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Prices({ onOpen }: { onOpen: ((price: Price) => void) | undefined }) {
  const { t } = useTranslation('connections')
  const format = useFormat()
  const client = useQueryClient()
  const { nameOf } = usePlaces()
  const mediumName = useMediumName()
  const [removing, setRemoving] = useState<Price | null>(null)
  const table = wholeTable(useQuery(pricesQuery))
  const titleOf = (price: Price) => [mediumName(price.medium), nameOf(price.country)].join(', ')
  return (
    <>
      <DataTable
        label={t('prices.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={titleOf}
        {...(onOpen ? { onOpen } : {})}
        empty={<Text c="dimmed">{t('prices.empty')}</Text>}
        columns={[
          { id: 'medium', header: t('medium'), cell: ({ medium }) => <MediumIcon medium={medium} withName size={16} /> },
          { id: 'country', header: t('country'), cell: ({ country, operator }) => [nameOf(country), operator === every ? '' : operator].filter(Boolean).join(', ') },
          { id: 'kind', header: t('kind'), cell: (price) => word(t, `class.${price.class === every ? 'every' : price.class}`, price.class) },
          { id: 'amount', header: t('prices.amount'), align: 'end', cell: ({ amount_micro, currency }) => format.money(amount_micro, currency, true) },
          { id: 'charged', header: t('prices.charged'), cell: ({ per, charged_on }) => t(`prices.per.${per}.${charged_on}`) },
        ]}
        {...(onOpen
          ? {
              rowActions: (price: Price) => (
                <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('prices.removeNamed', { name: titleOf(price) })} onClick={() => setRemoving(price)}>
                  <IconTrash size={16} stroke={1.5} aria-hidden />
                </Button>
              ),
            }
          : {})}
      />
      <Confirm
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('prices.removeNamed', { name: removing ? titleOf(removing) : '' })}
        action={t('prices.remove')}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/prices/${removing!.id}`)
          await client.invalidateQueries({ queryKey: pricesQuery.queryKey })
        }}
      >
        {t('prices.removeMeans')}
      </Confirm>
    </>
  )
}

function PriceForm({ price, onClose }: { price: Price | null; onClose: () => void }) {
  const { t } = useTranslation('connections')
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mediumName = useMediumName()
  const places = usePlaces()
  const classNames = useClasses()
  const form = useForm(
    {
      medium: (price?.medium ?? 'sms') as string,
      country: price?.country ?? every,
      operator: price && price.operator !== every ? price.operator : '',
      class: price?.class ?? every,
      amount: (price ? price.amount_micro / 1_000_000 : '') as number | '',
      per: (price?.per ?? 'segment') as string,
      charged_on: (price?.charged_on ?? 'accepted') as string,
    },
    async ({ amount, operator, ...values }) => {
      await request('PUT', '/v1/prices', { body: { ...values, operator: operator.trim() || every, amount_micro: Math.round(Number(amount) * 1_000_000) } })
      await client.invalidateQueries({ queryKey: pricesQuery.queryKey })
      toast(t('prices.saved'))
      onClose()
    },
  )
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Select {...form.choice('medium')} label={t('medium')} allowDeselect={false} disabled={price !== null} data={media.map((value) => ({ value: value as string, label: mediumName(value) }))} />
        <Select {...form.choice('country')} label={t('country')} searchable allowDeselect={false} disabled={price !== null} data={places.data} />
        {byNumber.includes(form.values.medium) && <TextInput {...form.text('operator')} label={t('prices.operator')} description={t('prices.operatorHint')} maxLength={60} disabled={price !== null} />}
        <Select {...form.choice('class')} label={t('kind')} allowDeselect={false} disabled={price !== null} data={classNames} />
        <NumberInput label={t('prices.amountIn', { currency: price?.currency ?? workspace?.currency ?? '' })} required min={0} decimalScale={6} value={form.values.amount} onChange={(value) => form.set('amount', value === '' ? '' : Number(value))} error={form.error('amount_micro')} />
        <Select {...form.choice('per')} label={t('prices.perWhat')} allowDeselect={false} data={(['segment', 'message'] as const).map((value) => ({ value: value as string, label: t(`prices.unit.${value}`) }))} />
        <Select {...form.choice('charged_on')} label={t('prices.charged')} allowDeselect={false} data={(['accepted', 'delivered'] as const).map((value) => ({ value: value as string, label: t(`prices.on.${value}`) }))} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={form.busy} disabled={form.values.amount === ''}>
            {t('prices.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
