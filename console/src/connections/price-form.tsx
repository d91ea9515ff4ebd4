import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { media, useMediumName } from '../kit/medium.tsx'
import { toast } from '../kit/toast.tsx'
import { type Price, pricesQuery } from './queries.ts'
import { every, useClasses, usePlaces } from './scopes.ts'

/** Media that are reached by a phone number, whose operator may set the price. */
const byNumber = ['sms', 'viber', 'whatsapp']

export function PriceForm({ price, onClose }: { price: Price | null; onClose: () => void }) {
  const { t } = useTranslation('connections')
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mediumName = useMediumName()
  const places = usePlaces()
  const classNames = useClasses()
  const form = useForm(
    {
      medium: (price?.medium ?? 'sms') as string,
      country: price?.country ?? every,
      operator: price && price.operator !== every ? price.operator : '',
      class: price?.class ?? every,
      amount: (price ? price.amount_micro / 1_000_000 : '') as number | '',
      per: (price?.per ?? 'segment') as string,
      charged_on: (price?.charged_on ?? 'accepted') as string,
    },
    async ({ amount, operator, ...values }) => {
      await request('PUT', '/v1/prices', { body: { ...values, operator: operator.trim() || every, amount_micro: Math.round(Number(amount) * 1_000_000) } })
      await client.invalidateQueries({ queryKey: pricesQuery.queryKey })
      toast(t('prices.saved'))
      onClose()
    },
  )
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Select {...form.choice('medium')} label={t('medium')} allowDeselect={false} disabled={price !== null} data={media.map((value) => ({ value: value as string, label: mediumName(value) }))} />
        <Select {...form.choice('country')} label={t('country')} searchable allowDeselect={false} disabled={price !== null} data={places.data} />
        {byNumber.includes(form.values.medium) && <TextInput {...form.text('operator')} label={t('prices.operator')} description={t('prices.operatorHint')} maxLength={60} disabled={price !== null} />}
        <Select {...form.choice('class')} label={t('kind')} allowDeselect={false} disabled={price !== null} data={classNames} />
        <NumberInput label={t('prices.amountIn', { currency: price?.currency ?? workspace?.currency ?? '' })} required min={0} decimalScale={6} value={form.values.amount} onChange={(value) => form.set('amount', value === '' ? '' : Number(value))} error={form.error('amount_micro')} />
        <Select {...form.choice('per')} label={t('prices.perWhat')} allowDeselect={false} data={(['segment', 'message'] as const).map((value) => ({ value: value as string, label: t(`prices.unit.${value}`) }))} />
        <Select {...form.choice('charged_on')} label={t('prices.charged')} allowDeselect={false} data={(['accepted', 'delivered'] as const).map((value) => ({ value: value as string, label: t(`prices.on.${value}`) }))} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={form.values.amount === ''}>
            {t('prices.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
