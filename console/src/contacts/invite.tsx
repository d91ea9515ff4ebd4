import type { Schema } from '@carillon/sdk'
import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { CopyField } from '../kit/copy-field.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import type { Contact } from './queries.ts'

/** The person's own link to the chat with us, for whom there is none yet. */
export function Invite({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const [open, setOpen] = useState(false)
  if (contact.endpoints.some(({ medium, state }) => medium === 'telegram' && state === 'active')) return null
  return (
    <>
      <Button mt={4} variant="subtle" size="compact-sm" leftSection={<IconSend2 size={14} stroke={1.5} className="flips" />} onClick={() => setOpen(true)}>
        {t('invite.open')}
      </Button>
      <SidePanel open={open} title={t('invite.title')} onClose={() => setOpen(false)}>
        {open && <Links id={contact.id} />}
      </SidePanel>
    </>
  )
}

function Links({ id }: { id: string }) {
  const { t } = useTranslation('contacts')
  const workspace = useWorkspace()
  const { data, error, refetch } = useQuery({
    queryKey: ['contacts', 'links', id],
    queryFn: ({ signal }) => request<{ data: Schema<'ChatLink'>[] }>('GET', `/v1/contacts/${id}/chat-links`, { signal }),
  })
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={120} />
  const links = data.data.filter(({ medium, opened }) => medium === 'telegram' && !opened)
  const connections = <Door href="/settings/connections">{t('invite.connections')}</Door>
  if (links.length === 0) {
    return (
      <Stack gap="xs">
        <Text>{t('invite.none')}</Text>
        <div>{connections}</div>
      </Stack>
    )
  }
  return (
    <Stack gap="md">
      <Text>
        {t('invite.means')} {workspace?.environment === 'sandbox' && t('invite.sandbox')}
      </Text>
      {links.map(({ connection_id, connection, url }) =>
        url ? (
          <CopyField key={connection_id} label={t('invite.link', { connection })} value={url} />
        ) : (
          <div key={connection_id}>
            <Text>{t('invite.unchecked', { connection })}</Text>
            {connections}
          </div>
        ),
      )}
    </Stack>
  )
}
