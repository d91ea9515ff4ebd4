import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { ErrorNote } from '../../kit/error-state.tsx'
import { useForm } from '../../kit/form.ts'
import { roleName } from '../roles.ts'
import { useRoles } from './role-matrix.tsx'

export function Invite({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Modal opened={open} onClose={onClose} title={t('invite.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <InviteForm onClose={onClose} />
    </Modal>
  )
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: tAccounts } = useTranslation('accounts')
  const client = useQueryClient()
  const { data: roles = [] } = useRoles()
  const [link, setLink] = useState<string | null>(null)
  const form = useForm({ email: '', role: 'agent' }, async (body) => {
    const { url } = await request<{ url: string }>('POST', '/v1/invitations', { body })
    setLink(url)
    await client.invalidateQueries({ queryKey: ['invitations'] })
  })

  if (link)
    return (
      <Stack>
        <Text>{t('invite.sendLink', { email: form.values.email })}</Text>
        <CopyField label={t('invite.link')} value={link} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    )
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput
          {...form.text('email')}
          label={t('invite.email')}
          type="email"
          autoComplete="off"
          required
          data-autofocus
        />
        <Select
          {...form.choice('role')}
          label={t('team.role')}
          allowDeselect={false}
          data={roles.map(({ role }) => ({ value: role, label: roleName(tAccounts, role) }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy}>
            {t('invite.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
