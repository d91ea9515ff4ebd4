import { Button, Checkbox, Group, Skeleton, Text, Textarea, Title } from '@mantine/core'
import { IconArrowLeft, IconCheck, IconMail, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useReason } from '../campaigns/words.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { failureToast, toast } from '../kit/toast.tsx'
import { exchangeQuery, type Reply } from './queries.ts'
import classes from './replies.module.css'

/** What scrolls must be reachable by the keyboard, whether or not there is a link inside. */
const scrolls = { tabIndex: 0 }

/** The exchange with one person in both directions, and the answer on the channel they wrote on last. */
export function Exchange({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t } = useTranslation('replies')
  const client = useQueryClient()
  const mayWrite = useCan('replies:write')
  const { data, error, refetch } = useQuery(exchangeQuery(contactId))
  const thread = useRef<HTMLOListElement>(null)
  const said = (data?.data ?? []).toReversed()
  const incoming = said.filter(({ direction }) => direction === 'in')
  const last = incoming.at(-1)
  const open = incoming.filter(({ handled_at }) => !handled_at)
  const refresh = () => client.invalidateQueries({ queryKey: ['replies'] })
  const change = useMutation({
    mutationFn: ({ ids, body }: { ids: string[]; body: { read?: boolean; handled?: boolean } }) => Promise.all(ids.map((id) => request('PATCH', `/v1/replies/${id}`, { body }))),
    onSuccess: refresh,
  })
  const { mutate } = change

  // Whoever opens an exchange reads it.
  const unreadIds = incoming
    .filter(({ read_at }) => !read_at)
    .map(({ id }) => id)
    .join()
  const marked = useRef('')
  useEffect(() => {
    if (!mayWrite || !unreadIds || marked.current === unreadIds) return
    marked.current = unreadIds
    mutate({ ids: unreadIds.split(','), body: { read: true } })
  }, [unreadIds, mayWrite, mutate, marked])
  const count = said.length
  useEffect(() => {
    if (count) thread.current?.scrollTo({ top: thread.current.scrollHeight })
  }, [count])

  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={360} />
  const name = said.at(-1)?.contact_name ?? t('nameless')
  return (
    <section className={classes.exchange} aria-labelledby="exchange">
      <Button className={classes.back} variant="subtle" leftSection={<IconArrowLeft size={16} stroke={1.5} className="flips" />} onClick={onClose}>
        {t('back')}
      </Button>
      <div className={classes.head}>
        <div>
          <Title order={2} id="exchange">
            {name}
          </Title>
          <Door href={`/contacts/${contactId}`}>{t('profile')}</Door>
        </div>
        {mayWrite && last && (
          <Group gap={8}>
            <Button
              variant="default"
              leftSection={<IconMail size={16} stroke={1.5} />}
              onClick={() => {
                marked.current = last.id
                mutate({ ids: [last.id], body: { read: false } })
                onClose()
              }}
            >
              {t('markUnread')}
            </Button>
            {open.length > 0 ? (
              <Button variant="default" leftSection={<IconCheck size={16} stroke={1.5} />} loading={change.isPending && change.variables.body.handled === true} onClick={() => mutate({ ids: open.map(({ id }) => id), body: { handled: true } })}>
                {t('markHandled')}
              </Button>
            ) : (
              <Button variant="default" onClick={() => mutate({ ids: [last.id], body: { handled: false } })}>
                {t('reopen')}
              </Button>
            )}
          </Group>
        )}
      </div>
      <ErrorNote error={change.error} />
      <ol ref={thread} className={classes.thread} {...scrolls} aria-label={t('exchangeWith', { name })}>
        {said.map((one) => (
          <li key={one.id} className={classes.said} data-direction={one.direction}>
            {one.text}
            <div className={classes.foot}>
              <MediumIcon medium={one.medium} size={14} />
              <span>{one.direction === 'in' ? name : t('us')}</span>
              <DateTime at={one.received_at} />
              {one.needs_review && !one.handled_at && <StatusBadge tone="attention" label={t('review')} />}
            </div>
            {one.campaign && (
              <div className={classes.foot}>
                <span>
                  {t('about')} <Door href={`/campaigns/${one.campaign.id}`}>{one.campaign.name}</Door>
                </span>
              </div>
            )}
          </li>
        ))}
      </ol>
      {said.length === 0 && <Text c="dimmed">{t('nothingYet')}</Text>}
      {mayWrite && last && <Answer to={last} name={name} onSent={refresh} />}
    </section>
  )
}

function Answer({ to, name, onSent }: { to: Reply; name: string; onSent: () => Promise<void> }) {
  const { t } = useTranslation('replies')
  const mediumName = useMediumName()
  const reason = useReason()
  const [text, setText] = useState('')
  const [keepOpen, setKeepOpen] = useState(false)
  const send = useMutation({
    mutationFn: () => request<{ state: string; reason: string | null }>('POST', `/v1/replies/${to.id}/answer`, { body: { text: text.trim(), handled: !keepOpen } }),
    onSuccess: async (answer) => {
      if (answer.state === 'skipped' || answer.state === 'failed') failureToast(t('notSent', { reason: reason(answer.reason) }))
      else toast(t('sent', { name }))
      setText('')
      await onSent()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() && !send.isPending) send.mutate()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
  }
  return (
    <form onSubmit={submit}>
      <Textarea
        label={t('answerBy', { medium: mediumName(to.medium), address: to.address })}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
        onKeyDown={onKeyDown}
      />
      <ErrorNote error={send.error} />
      <Group justify="space-between" mt={8}>
        <Checkbox size="xs" label={t('keepOpen')} checked={keepOpen} onChange={({ currentTarget: { checked } }) => setKeepOpen(checked)} />
        <Button type="submit" leftSection={<IconSend size={16} stroke={1.5} />} loading={send.isPending} disabled={!text.trim()}>
          {t('send')}
        </Button>
      </Group>
    </form>
  )
}
