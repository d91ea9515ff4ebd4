import { Button, type ButtonProps, Modal } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { TestForm, type TestFormProps } from './test-form.tsx'

type SendTestProps = TestFormProps & { label?: string; button?: ButtonProps }

/** Opens the window from which a message goes to one's own phone or mailbox; absent for whoever may not send. */
export function SendTest({ label, button, ...form }: SendTestProps) {
  const { t } = useTranslation('tests')
  const mayWrite = useCan('content:write')
  const maySend = useCan('messages:write')
  const [open, setOpen] = useState(false)
  if (!mayWrite || !maySend || form.media.length === 0) return null
  return (
    <>
      <Button variant="default" leftSection={<IconSend size={16} stroke={1.5} className="flips" />} {...button} onClick={() => setOpen(true)}>
        {label ?? t('open')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={label ?? t('open')} closeButtonProps={{ 'aria-label': t('close') }}>
        <TestForm {...form} />
      </Modal>
    </>
  )
}
