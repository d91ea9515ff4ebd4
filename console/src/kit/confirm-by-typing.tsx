import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from './error-state.tsx'

export type ConfirmByTypingProps = {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, to whom, and that it cannot be undone. */
  children: ReactNode
  /** What has to be typed: the number of people, or the name of what is deleted. Blanks and case do not matter. */
  phrase: string
  /** A verb with its object: "Send to 1,862 people". */
  action: string
  danger?: boolean
  onConfirm: () => Promise<unknown>
}

const plain = (text: string) => text.replaceAll(/[\s.,'’ ]/g, '').toLocaleLowerCase()

/** Only for what cannot be taken back: sends, deletions of data, stops. */
export function ConfirmByTyping(props: ConfirmByTypingProps) {
  const { open, onClose, title, children, phrase, action, danger = false, onConfirm } = props
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
          <TextInput
            data-autofocus
            autoComplete="off"
            label={t('confirm.type', { phrase })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ErrorNote error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={plain(typed) !== plain(phrase)}
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
