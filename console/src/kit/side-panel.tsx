import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export type SidePanelProps = {
  open: boolean
  title: ReactNode
  onClose: () => void
  /** Pixels; the whole width on phones. */
  width?: number
  children: ReactNode
}

/** Details beside a list that stays where it was. Esc closes it and the focus returns to the row. */
export function SidePanel({ open, title, onClose, width = 480, children }: SidePanelProps) {
  const { t } = useTranslation('kit')
  return (
    <Drawer
      opened={open}
      onClose={onClose}
      title={title}
      size={`min(${width}px, 100vw)`}
      closeButtonProps={{ 'aria-label': t('close') }}
      styles={{ title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-xl)' } }}
    >
      {children}
    </Drawer>
  )
}
