import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import i18next from 'i18next'
import { announce } from '../shell/live-region.tsx'

const closing = () => ({ closeButtonProps: { 'aria-label': i18next.t('kit:close') } })

/** Says that something was done. */
export function toast(message: string): void {
  notifications.show({ message, autoClose: 5000, ...closing() })
}

/** Says that something done in the background failed, and why. */
export function failureToast(message: string, title?: string): void {
  notifications.show({
    title,
    message,
    color: 'red',
    icon: <IconAlertTriangle size={18} stroke={1.5} />,
    autoClose: 10_000,
    ...closing(),
  })
}

export type UndoToast = {
  /** What was done: "Segment archived". */
  message: string
  /** Takes it back. */
  undo: () => Promise<unknown> | void
}

/** For whatever can be taken back: done at once, and ten seconds to change one's mind. */
export function undoToast({ message, undo }: UndoToast): void {
  const id = notifications.show({
    autoClose: 10_000,
    ...closing(),
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text>{message}</Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={async () => {
            notifications.hide(id)
            await undo()
            announce(i18next.t('kit:undone'))
          }}
        >
          {i18next.t('kit:undo')}
        </Button>
      </Group>
    ),
  })
}
