import { Autocomplete, Button, Group, Input, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { toast } from '../kit/toast.tsx'
import type { Where } from '../segments/rule.ts'
import { Wheres } from '../segments/wheres.tsx'
import classes from './page.module.css'
import { type ComputedRule, type ComputedTrait, computedTraitsQuery } from './queries.ts'

const functions = ['count', 'sum', 'average', 'min', 'max', 'first', 'last', 'most_frequent', 'first_at', 'last_at'] as const
const ofProperty = (fn: string) => !['count', 'first_at', 'last_at'].includes(fn)
const usual = ['Order Completed', 'Product Viewed', 'Product Added', 'Page Viewed', 'message.clicked']

/** One computed trait, new or to be computed otherwise: its name stays, since segments and templates call it by that. */
export function TraitForm({ trait, onDone }: { trait: ComputedTrait | undefined; onDone: () => void }) {
  const { t } = useTranslation('computed')
  const client = useQueryClient()
  const rule = trait?.rule
  const form = useForm(
    { name: trait?.name ?? '', 'rule.fn': rule?.fn ?? 'count', 'rule.type': rule?.type ?? '', 'rule.property': rule?.property ?? '', 'rule.where': rule?.where as Where[] | undefined, 'rule.in_last_days': rule?.in_last_days },
    async ({ name, ...values }) => {
      const fn = values['rule.fn'] as ComputedRule['fn']
      const next = {
        fn, type: values['rule.type'], ...(ofProperty(fn) && values['rule.property'] ? { property: values['rule.property'] } : {}), ...(values['rule.where'] ? { where: values['rule.where'] } : {}),
        ...(values['rule.in_last_days'] ? { in_last_days: values['rule.in_last_days'] } : {}),
      }
      if (trait) await request('PATCH', `/v1/computed-traits/${trait.id}`, { body: { rule: next } })
      else await request('POST', '/v1/computed-traits', { body: { name: name.trim(), rule: next } })
      await client.invalidateQueries({ queryKey: computedTraitsQuery.queryKey })
      toast(t('saved'))
      onDone()
    },
  )
  const { values } = form
  const property = ofProperty(values['rule.fn'])
  const ready = values.name.trim() !== '' && values['rule.type'].trim() !== '' && (!property || values['rule.property'].trim() !== '')
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('name')} label={t('name')} description={t(trait ? 'nameStays' : 'nameMeans')} disabled={trait !== undefined} required maxLength={100} data-autofocus={trait ? undefined : true} />
        <Select {...form.choice('rule.fn')} label={t('fn')} allowDeselect={false} data={functions.map((value) => ({ value, label: t(`fns.${value}`) }))} />
        <Autocomplete name="rule.type" label={t('event')} description={t('eventMeans')} required value={values['rule.type']} error={form.error('rule.type')} onChange={(value) => form.set('rule.type', value)} data={usual} maxLength={200} />
        {property && <TextInput {...form.text('rule.property')} label={t('property')} description={t('propertyMeans')} required maxLength={200} />}
        <Input.Wrapper label={t('only')} description={t('onlyMeans')} error={form.error('rule.where')}>
          <div className={classes.wheres}>
            <Wheres where={values['rule.where']} onChange={(where) => form.set('rule.where', where)} />
          </div>
        </Input.Wrapper>
        <NumberInput name="rule.in_last_days" label={t('days')} description={t('daysMeans')} min={1} max={3650} allowDecimal={false} value={values['rule.in_last_days'] ?? ''} error={form.error('rule.in_last_days')} onChange={(days) => form.set('rule.in_last_days', typeof days === 'number' ? days : undefined)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={!ready}>
            {t(trait ? 'saveChange' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
