import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from './error-state.tsx'

export type ConfirmProps = {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, to whom, and that it cannot be undone. */
  children: ReactNode
  /** A verb with its object: "Send to 1,862 people". */
  action: string
  danger?: boolean
  /**
   * What has to be typed first, where customers are touched (sends, deletions of data, stops): the number of people, or
   * the name of what is deleted. Blanks and case do not matter.
   */
  phrase?: string
  onConfirm: () => Promise<unknown>
}

const plain = (text: string) => text.replaceAll(/[\s.,'’ ]/g, '').toLocaleLowerCase()

/** For what cannot be undone (a key revoked, a member removed, a send). Prefer an undo toast elsewhere. */
export function Confirm({ open, onClose, title, children, action, danger = false, phrase, onConfirm }: ConfirmProps) {
  const { t } = useTranslation('kit')
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const close = () => {
    setTyped('')
    setError(null)
    onClose()
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      close()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened={open} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text component="div">{children}</Text>
          {phrase !== undefined && (
            <TextInput
              data-autofocus
              autoComplete="off"
              label={t('confirm.type', { phrase })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <ErrorNote error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={phrase !== undefined && plain(typed) !== plain(phrase)}
              {...(danger ? { color: 'red' } : {})}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
