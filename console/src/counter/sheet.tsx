import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A task at the counter: over the page on a tablet, in place of it on a phone. */
export function Sheet({ open, title, onClose, size = 640, children }: { open: boolean; title: string; onClose: () => void; size?: number; children: ReactNode }) {
  const { t } = useTranslation('kit')
  const isPhone = useMediaQuery('(max-width: 640px)')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={size}
      fullScreen={isPhone === true}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close'), size: 44, iconSize: 22 }}
      styles={{ title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-xl)' } }}
    >
      {open && children}
    </Modal>
  )
}
