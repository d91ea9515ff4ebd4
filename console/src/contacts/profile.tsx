import { Button, Skeleton, Text } from '@mantine/core'
import { IconArchive, IconPencil, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { CommerceOfPerson } from '../commerce/of-person.tsx'
import { Caps } from '../frequency/caps.tsx'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { undoToast } from '../kit/toast.tsx'
import { Companies, Devices } from '../people/devices.tsx'
import { OnePerson } from '../people/one-person.tsx'
import { PersonMenu } from '../people/person-menu.tsx'
import { ScoreOfPerson } from '../score/of-person.tsx'
import { StageOfPerson } from '../stages/of-person.tsx'
import { TasksOfPerson } from '../tasks/of-person.tsx'
import { Consents } from './consents.tsx'
import { EditPerson } from './edit-person.tsx'
import { Addresses, Traits, Who } from './facts.tsx'
import { Habits } from './habits.tsx'
import { Unfinished } from './unfinished.tsx'
import classes from './profile.module.css'
import { LogCall } from './log-call.tsx'
import { type Contact, type ContactChange, contactQuery, nameOf } from './queries.ts'
import { SendMessage } from './send-message.tsx'
import { Timeline } from './timeline.tsx'

/** Everything known about one person, and everything that was said between us. */
export function Profile() {
  const { t } = useTranslation('contacts')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(contactQuery(id))
  if (!data) return <Page title={t('one')}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}</Page>
  return <Person key={data.id} contact={data} />
}

function Person({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const { t: people } = useTranslation('people')
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useCan('contacts:write')
  const maySend = useCan('messages:write')
  const [panel, setPanel] = useState<'edit' | 'send' | null>(null)
  const change = useMutation({
    mutationFn: (body: ContactChange) => request<Contact>('PATCH', `/v1/contacts/${contact.id}`, { body }),
    onSuccess: (next) => {
      client.setQueryData(contactQuery(contact.id).queryKey, next)
      void client.invalidateQueries({ queryKey: ['contacts', 'list'] })
    },
  })
  const archive = async () => {
    await change.mutateAsync({ archived: true })
    undoToast({ message: t('archived'), undo: () => change.mutateAsync({ archived: false }) })
  }
  const name = nameOf(contact) ?? (contact.anonymous ? people('visitor') : t('nameless'))
  return (
    <Page
      title={name}
      breadcrumb={[{ label: t('title'), href: '/contacts' }]}
      note={[contact.last_seen_at ? t('seen', { when: format.relative(contact.last_seen_at) }) : null, t('since', { date: format.date(contact.created_at) })].filter(Boolean).join(' · ')}
      status={contact.archived_at ? <StatusBadge tone="neutral" icon={IconArchive} label={t('isArchived')} /> : contact.origin === 'demo' ? <StatusBadge tone="neutral" label={t('isDemo')} /> : undefined}
      action={
        maySend && contact.media.length > 0 && !contact.archived_at ? (
          <Button leftSection={<IconSend size={16} stroke={1.5} />} onClick={() => setPanel('send')}>
            {t('send.open')}
          </Button>
        ) : undefined
      }
      secondary={
        <>
          {!contact.archived_at && <LogCall contactId={contact.id} />}
          {mayWrite && (
            <>
              {contact.archived_at && (
                <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ archived: false })}>
                  {t('unarchive')}
                </Button>
              )}
              <Button variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => setPanel('edit')}>
                {t('edit.open')}
              </Button>
            </>
          )}
          <PersonMenu contact={contact} name={name} onArchive={mayWrite && !contact.archived_at ? () => void archive() : undefined} />
        </>
      }
    >
      <ErrorNote error={change.error} />
      <div className={classes.profile}>
        <div className={classes.facts}>
          <Who contact={contact} />
          {!contact.anonymous && <StageOfPerson contactId={contact.id} archived={contact.archived_at !== null} />}
          {!contact.anonymous && <ScoreOfPerson contactId={contact.id} />}
          <Addresses contact={contact} />
          <Consents contact={contact} />
          <OnePerson contact={contact} />
          <Companies contact={contact} />
          <Devices contact={contact} />
          <Caps contactId={contact.id} />
          <Traits contact={contact} onChange={mayWrite ? (traits) => change.mutateAsync({ traits }) : undefined} />
        </div>
        <div className={classes.story}>
          <TasksOfPerson contactId={contact.id} archived={contact.archived_at !== null} />
          <Unfinished contactId={contact.id} />
          <CommerceOfPerson contactId={contact.id} />
          <Habits contactId={contact.id} />
          <Timeline contactId={contact.id} />
        </div>
      </div>
      <EditPerson open={panel === 'edit'} contact={contact} onClose={() => setPanel(null)} onSave={(body) => change.mutateAsync(body)} />
      <SendMessage open={panel === 'send'} contact={contact} onClose={() => setPanel(null)} />
      {contact.media.length === 0 && <Text className="visually-hidden">{t('noAddress')}</Text>}
    </Page>
  )
}
