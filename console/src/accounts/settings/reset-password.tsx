import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { useFormat } from '../../i18n/format.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { ErrorNote } from '../../kit/error-state.tsx'

type Forgetful = { user_id: string; name: string; email: string }

/** A link for a member who forgot the password, shown this once. */
export function ResetPassword({ member, onClose }: { member: Forgetful | null; onClose: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Modal opened={member !== null} onClose={onClose} title={t('reset.title', { name: member?.name })} closeButtonProps={{ 'aria-label': t('close') }}>
      {member && <ResetForm member={member} onClose={onClose} />}
    </Modal>
  )
}

function ResetForm({ member, onClose }: { member: Forgetful; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const make = useMutation({ mutationFn: () => request<{ url: string; expires_at: string }>('POST', `/v1/members/${member.user_id}/password-reset`) })
  if (make.data)
    return (
      <Stack>
        <Text>{t('reset.send', { email: member.email, until: format.dateTime(make.data.expires_at) })}</Text>
        <CopyField label={t('reset.link')} value={make.data.url} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    )
  return (
    <Stack>
      <ErrorNote error={make.error} />
      <Text>{t('reset.text', { email: member.email })}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel', { ns: 'kit' })}
        </Button>
        <Button loading={make.isPending} onClick={() => make.mutate()} data-autofocus>
          {t('reset.submit')}
        </Button>
      </Group>
    </Stack>
  )
}
