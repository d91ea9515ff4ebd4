import { Button, Group, Modal, NumberInput, Radio, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import type { MoveOrder } from './order-actions.tsx'
import type { Order } from './queries.ts'

type RefundProps = { open: boolean; onClose: () => void; order: Order; onMove: MoveOrder }

/** All of it, or a part: what was given back before is no longer to be had. */
export function Refund({ open, onClose, order, onMove }: RefundProps) {
  const { t } = useTranslation('commerce')
  const { t: kit } = useTranslation('kit')
  return (
    <Modal opened={open} onClose={onClose} title={t('order.refundTitle', { number: order.external_id })} closeButtonProps={{ 'aria-label': kit('close') }}>
      {open && <RefundForm onClose={onClose} order={order} onMove={onMove} />}
    </Modal>
  )
}

function RefundForm({ onClose, order, onMove }: Omit<RefundProps, 'open'>) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const left = order.total_micro - order.refunded_micro
  const form = useForm({ how: 'all', refund_micro: '' as number | '' }, ({ how, refund_micro }) => onMove({ state: 'refunded', refund_micro: how === 'all' ? left : Math.round(Number(refund_micro) * 1_000_000) }))
  const isPart = form.values.how === 'part'
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Radio.Group value={form.values.how} onChange={(how) => form.set('how', how)} aria-label={t('order.refundTitle', { number: order.external_id })}>
          <Stack gap={8}>
            <Radio value="all" label={t('order.refundAll', { sum: format.money(left, order.currency) })} />
            <Radio value="part" label={t('order.refundPart')} />
          </Stack>
        </Radio.Group>
        {isPart && (
          <NumberInput
            label={t('order.refundAmount', { currency: format.currencyName(order.currency) })}
            min={0}
            max={left / 1_000_000}
            decimalScale={2}
            required
            data-autofocus
            value={form.values.refund_micro}
            onChange={(value) => form.set('refund_micro', value === '' ? '' : Number(value))}
            error={form.error('refund_micro')}
          />
        )}
        <Text size="xs" c="dimmed">
          {t('order.refundMeans')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={isPart && !(Number(form.values.refund_micro) > 0)}>
            {t('order.refundDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
