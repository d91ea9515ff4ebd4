import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Lines } from '../commerce/lines.tsx'
import type { Line } from '../commerce/queries.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import type { Order } from './queries.ts'
import { useRecord } from './record.ts'

/** Gives an order out to whoever says the code that was sent when it became ready. */
export function HandOver({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('counter')
  const [code, setCode] = useState('')
  const { record, busy, problem } = useRecord(onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void record({ kind: 'handOver', method: 'PATCH', path: `/v1/orders/${order.id}`, body: { state: 'handed_over', pickup_code: code.trim() }, about: order.external_id }, t('handOver.done', { number: order.external_id }))
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <ErrorNote error={problem} />
        <Text>{order.external_id}</Text>
        <Lines items={order.items as Line[]} currency={order.currency} />
        <TextInput label={t('handOver.code')} description={t('handOver.means')} descriptionProps={{ mb: 6 }} size="xl" inputMode="numeric" autoComplete="off" maxLength={20} value={code} onChange={({ currentTarget }) => setCode(currentTarget.value)} data-autofocus />
        <Group justify="flex-end">
          <Button variant="default" size="lg" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" size="lg" loading={busy} disabled={!code.trim()}>
            {t('handOver.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
