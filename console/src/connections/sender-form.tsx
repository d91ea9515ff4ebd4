import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { media, useMediumName } from '../kit/medium.tsx'
import { toast } from '../kit/toast.tsx'
import { connectionsQuery, type Sender, sendersQuery } from './queries.ts'
import { every, useClasses, usePlaces } from './scopes.ts'

const states = ['requested', 'approved', 'refused'] as const

export function SenderForm({ sender, onClose }: { sender: Sender | null; onClose: () => void }) {
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
