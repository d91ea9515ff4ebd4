import { Button, Group, Select, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconAlertTriangle, IconArrowLeft, IconEye, IconMailOff, IconPointer, IconSend, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useMediumName } from '../kit/medium.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { toast } from '../kit/toast.tsx'
import { MessageFrame } from './frame.tsx'
import { Phone } from './phone.tsx'
import { type Action, type Device, devicesQuery, handedOf, messageQuery, type SandboxMessage } from './queries.ts'
import classes from './sandbox.module.css'
import { messageTones } from './tones.ts'

const times = ['received_at', 'delivered_at', 'read_at', 'clicked_at', 'replied_at', 'unsubscribed_at', 'failed_at'] as const
const behaviours = ['crowd', 'manual', 'unreachable', 'slow', 'bouncing'] as const

/** One message on its device, what became of it, and everything its recipient could do. */
export function Opened({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('sandbox')
  const format = useFormat()
  const mayWrite = useCan('sandbox:write')
  const { data: message, error, refetch } = useQuery(messageQuery(id))
  if (error && !message) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!message) return <Skeleton height={400} />
  const handed = handedOf(message)
  return (
    <div>
      <Button className={classes.back} variant="subtle" mb={8} leftSection={<IconArrowLeft size={16} stroke={1.5} className="flips" />} onClick={onClose}>
        {t('back')}
      </Button>
      <div className={classes.opened}>
        <MessageFrame form={handed.form} peer={handed.from?.display_name || handed.from?.address || message.from || undefined} large />
        <Stack gap="lg">
          <section aria-labelledby="trail">
            <Title order={2} size="h3" id="trail" mb={4}>
              {handed.to_name ?? message.to}
            </Title>
            <Text c="dimmed" size="xs" mb={8}>
              {message.to}
            </Text>
            {message.test ? <StatusBadge tone="neutral" icon={IconEye} label={t('test.badge')} /> : <StatusBadge tone={messageTones[message.state] ?? 'neutral'} label={word(t, `state.${message.state}`, message.state)} />}
            {message.test && <Text size="sm">{t('test.means')}</Text>}
            <dl className={classes.trail} style={{ marginBlockStart: 8 }}>
              {times
                .filter((key) => message[key])
                .map((key) => (
                  <div key={key} style={{ display: 'contents' }}>
                    <dt>{t(`time.${key}`)}</dt>
                    <dd>
                      <time dateTime={message[key]!} title={format.exact(message[key]!)}>
                        {format.dateTime(message[key]!)}
                      </time>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
          {mayWrite && !message.test && <Act key={message.id} message={message} />}
          {mayWrite && !message.test && <Phone message={message} />}
          {mayWrite && !message.test && <Behaviour message={message} />}
        </Stack>
      </div>
    </div>
  )
}

/** What the person does with it: carried out as the crowd's own acts are, within a moment. */
function Act({ message }: { message: SandboxMessage }) {
  const { t } = useTranslation('sandbox')
  const client = useQueryClient()
  const [link, setLink] = useState<string | null>(message.links[0] ?? null)
  const [text, setText] = useState('')
  const act = useMutation({
    mutationFn: (action: Action) => request('POST', `/v1/sandbox/messages/${message.id}/actions`, { body: action }),
    onSuccess: async (_answer, { kind }) => {
      toast(t(`did.${kind}`))
      if (kind === 'reply') setText('')
      await client.invalidateQueries({ queryKey: ['sandbox'] })
    },
  })
  const busy = (kind: Action['kind']) => act.isPending && act.variables.kind === kind
  const reply = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) act.mutate({ kind: 'reply', text: text.trim() })
  }
  const simple = (kind: Action['kind'], icon: typeof IconEye) => {
    const Glyph = icon
    return (
      <Button size="xs" variant="default" leftSection={<Glyph size={16} stroke={1.5} />} loading={busy(kind)} onClick={() => act.mutate({ kind })}>
        {t(`act.${kind}`)}
      </Button>
    )
  }
  return (
    <section aria-labelledby="act">
      <Title order={2} size="h3" id="act" mb={8}>
        {t('act.title')}
      </Title>
      <Stack gap="sm">
        <div className={classes.actions}>
          {message.delivered_at === null && message.failed_at === null && simple('deliver', IconSend)}
          {simple('read', IconEye)}
          {simple('unsubscribe', IconMailOff)}
          {message.medium === 'email' && simple('complain', IconAlertTriangle)}
          {message.delivered_at === null && simple(message.medium === 'email' ? 'bounce' : 'fail', IconX)}
        </div>
        {message.links.length > 0 && (
          <Group gap={8} wrap="nowrap" align="flex-end">
            <Select
              flex={1}
              size="xs"
              label={t('act.link')}
              allowDeselect={false}
              value={link}
              onChange={setLink}
              data={[...new Set(message.links)].map((url, index) => ({ value: url, label: t('act.linkNumber', { number: index + 1, url: url.replace(/^https?:\/\//, '') }) }))}
            />
            <Button size="xs" variant="default" leftSection={<IconPointer size={16} stroke={1.5} />} loading={busy('click')} onClick={() => act.mutate({ kind: 'click', ...(link ? { url: link } : {}) })}>
              {t('act.click')}
            </Button>
          </Group>
        )}
        {message.medium !== 'push' && (
          <form onSubmit={reply}>
            <Group gap={8} wrap="nowrap" align="flex-end">
              <TextInput flex={1} size="xs" label={t('act.replyText')} maxLength={1000} value={text} onChange={({ currentTarget: { value } }) => setText(value)} />
              <Button size="xs" type="submit" variant="default" loading={busy('reply')} disabled={!text.trim()}>
                {t('act.reply')}
              </Button>
            </Group>
          </form>
        )}
        <ErrorNote error={act.error} />
      </Stack>
    </section>
  )
}

/** How this device takes the messages that come next. */
function Behaviour({ message }: { message: SandboxMessage }) {
  const { t } = useTranslation('sandbox')
  const client = useQueryClient()
  const mediumName = useMediumName()
  const { data: devices } = useQuery(devicesQuery)
  const current = devices?.data.find(({ medium, address }) => medium === message.medium && address === message.to)?.behaviour ?? 'crowd'
  const save = useMutation({
    mutationFn: (behaviour: Device['behaviour']) => request('PUT', '/v1/sandbox/devices', { body: { medium: message.medium, address: message.to, behaviour } }),
    onSuccess: () => client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
  })
  return (
    <section aria-labelledby="behaviour">
      <Title order={2} size="h3" id="behaviour" mb={8}>
        {t('behaviour.title')}
      </Title>
      <Select
        label={t('behaviour.next', { medium: mediumName(message.medium) })}
        description={t(`behaviour.means.${current}`)}
        allowDeselect={false}
        value={save.isPending ? save.variables : current}
        onChange={(value) => value && save.mutate(value as Device['behaviour'])}
        data={behaviours.map((value) => ({ value, label: t(`behaviour.kind.${value}`) }))}
      />
      <ErrorNote error={save.error} />
    </section>
  )
}
