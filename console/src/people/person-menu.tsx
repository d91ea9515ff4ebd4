import { ActionIcon, Menu, Stack, Text } from '@mantine/core'
import { IconArchive, IconArrowsJoin2, IconDots, IconDownload, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { downloadFile, request } from '../api.ts'
import type { Contact } from '../contacts/queries.ts'
import { Confirm } from '../kit/confirm.tsx'
import { useErrorWords } from '../kit/error-state.tsx'
import { failureToast, toast } from '../kit/toast.tsx'
import { MergeDialog } from './merge-dialog.tsx'

type PersonMenuProps = { contact: Contact; name: string; /** Absent where the contact is archived or may not be. */ onArchive: (() => void) | undefined }

/** What is seldom done with a person: archived, joined with another, handed out whole, forgotten whole. */
export function PersonMenu({ contact, name, onArchive }: PersonMenuProps) {
  const { t } = useTranslation('people')
  const { t: contacts } = useTranslation('contacts')
  const inWords = useErrorWords()
  const [opened, setOpened] = useState<'merge' | 'erase' | null>(null)
  const mayWrite = useCan('contacts:write')
  const mayExport = useCan('contacts:export')
  const mayErase = useCan('contacts:erase')
  const download = () =>
    downloadFile(`/v1/contacts/${contact.id}/export`, `${contact.id}.json`).catch((error: unknown) => {
      const { text, title } = inWords(error)
      failureToast(text, title)
    })
  if (!mayWrite && !mayExport && !mayErase) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('more')}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && (
            <Menu.Item leftSection={<IconArrowsJoin2 size={16} stroke={1.5} />} onClick={() => setOpened('merge')}>
              {t('merge')}
            </Menu.Item>
          )}
          {mayExport && (
            <Menu.Item leftSection={<IconDownload size={16} stroke={1.5} />} onClick={() => void download()}>
              {t('download')}
            </Menu.Item>
          )}
          {onArchive && (
            <Menu.Item leftSection={<IconArchive size={16} stroke={1.5} />} onClick={onArchive}>
              {contacts('archive')}
            </Menu.Item>
          )}
          {mayErase && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => setOpened('erase')}>
              {t('erase')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <MergeDialog open={opened === 'merge'} onClose={() => setOpened(null)} contactId={contact.id} />
      <Erase open={opened === 'erase'} onClose={() => setOpened(null)} contact={contact} name={name} />
    </>
  )
}

function Erase({ open, onClose, contact, name }: { open: boolean; onClose: () => void; contact: Contact; name: string }) {
  const { t } = useTranslation('people')
  const router = useRouter()
  const client = useQueryClient()
  const erase = async () => {
    await request('DELETE', `/v1/contacts/${contact.id}`)
    router.history.push('/contacts')
    toast(t('erased', { name }))
    // What was shown of them is forgotten here as well.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(contact.id) })
    await client.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'people', 'events', 'home'].includes(String(queryKey[0])) })
  }
  return (
    <Confirm open={open} onClose={onClose} title={t('eraseTitle', { name })} action={t('eraseDo')} danger phrase={name} onConfirm={erase}>
      <Stack gap="sm">
        <Text>{t('eraseGoes')}</Text>
        <Text c="dimmed">{t('eraseStays')}</Text>
      </Stack>
    </Confirm>
  )
}
