import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import type { MoveOrder } from './order-actions.tsx'
import type { Order } from './queries.ts'

type HandOverProps = { open: boolean; onClose: () => void; order: Order; onMove: MoveOrder }

/** The customer stands at the counter and tells the code. */
export function HandOver({ open, onClose, order, onMove }: HandOverProps) {
  const { t } = useTranslation('commerce')
  const { t: kit } = useTranslation('kit')
  return (
    <Modal opened={open} onClose={onClose} title={t('order.handOverTitle', { number: order.external_id })} closeButtonProps={{ 'aria-label': kit('close') }}>
      {open && <CodeForm onClose={onClose} onMove={onMove} />}
    </Modal>
  )
}

function CodeForm({ onClose, onMove }: Pick<HandOverProps, 'onClose' | 'onMove'>) {
  const { t } = useTranslation('commerce')
  const form = useForm({ pickup_code: '' }, ({ pickup_code }) => onMove({ state: 'handed_over', ...(pickup_code.trim() ? { pickup_code: pickup_code.trim() } : {}) }))
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('pickup_code')} label={t('order.code')} description={t('order.codeMeans')} inputMode="numeric" autoComplete="off" maxLength={20} data-autofocus />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy}>
            {t('order.handOver')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
