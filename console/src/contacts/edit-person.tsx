import { Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { languages } from '../i18n/languages.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { type Contact, type ContactChange, tagsQuery } from './queries.ts'

type EditProps = { contact: Contact; onClose: () => void; onSave: (change: ContactChange) => Promise<unknown> }

export function EditPerson({ open, ...rest }: EditProps & { open: boolean }) {
  const { t } = useTranslation('contacts')
  return (
    <SidePanel open={open} title={t('edit.title')} onClose={rest.onClose}>
      {open && <EditForm {...rest} />}
    </SidePanel>
  )
}

function EditForm({ contact, onClose, onSave }: EditProps) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const { data: tags } = useQuery(tagsQuery)
  const { name, given_name, family_name, patronymic, call_name, locale, time_zone, time_zone_assumed } = contact
  const words = { name: name ?? '', given_name: given_name ?? '', family_name: family_name ?? '', patronymic: patronymic ?? '', call_name: call_name ?? '', locale: locale ?? '', time_zone: time_zone_assumed ? '' : time_zone }
  const phones = contact.identities.filter(({ kind }) => kind === 'phone').map(({ value }) => value)
  const operators = Object.fromEntries(phones.map((phone) => [phone, contact.endpoints.find(({ address, operator }) => address === phone && operator)?.operator ?? '']))
  const form = useForm({ ...words, email: '', phone: '', phone_operator: '', operators, tags: contact.tags }, async (values) => {
    const change: ContactChange = {}
    for (const key of Object.keys(words) as (keyof typeof words)[]) if (values[key] !== words[key]) change[key] = values[key].trim() || null
    const add = values.tags.filter((tag) => !contact.tags.includes(tag))
    const remove = contact.tags.filter((tag) => !values.tags.includes(tag))
    if (add.length) change.add_tags = add
    if (remove.length) change.remove_tags = remove
    const operator = values.phone_operator.trim()
    const identities: NonNullable<ContactChange['add_identities']> = [
      ...(values.email.trim() ? [{ kind: 'email' as const, value: values.email.trim() }] : []),
      ...(values.phone.trim() ? [{ kind: 'phone' as const, value: values.phone.trim(), ...(operator ? { operator } : {}) }] : []),
      ...phones.filter((phone) => values.operators[phone]!.trim() !== operators[phone]).map((phone) => ({ kind: 'phone' as const, value: phone, operator: values.operators[phone]!.trim() || null })),
    ]
    if (identities.length) change.add_identities = identities
    await onSave(change)
    toast(t('edit.saved'))
    onClose()
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('name')} label={t('column.name')} data-autofocus />
        <Group grow align="flex-start">
          <TextInput {...form.text('given_name')} label={t('field.given_name')} />
          <TextInput {...form.text('family_name')} label={t('field.family_name')} />
        </Group>
        <Group grow align="flex-start">
          <TextInput {...form.text('patronymic')} label={t('field.patronymic')} />
          <TextInput {...form.text('call_name')} label={t('field.call_name')} />
        </Group>
        <Select {...form.choice('locale')} label={t('column.locale')} data={languages.map(({ code }) => ({ value: code as string, label: format.languageName(code) }))} />
        <Select
          {...form.choice('time_zone')}
          label={t('field.time_zone')}
          searchable
          limit={100}
          placeholder={time_zone_assumed ? time_zone.replaceAll('_', ' ') : ''}
          data={Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        />
        <TagsInput label={t('column.tags')} data={tags?.data ?? []} value={form.values.tags} onChange={(next) => form.set('tags', next)} maxTags={50} />
        {phones.map((phone) => (
          <TextInput
            key={phone}
            label={t('edit.operatorOf', { phone })}
            description={t('add.operatorMeans')}
            value={form.values.operators[phone]}
            onChange={({ currentTarget }) => form.set('operators', { ...form.values.operators, [phone]: currentTarget.value })}
            maxLength={60}
          />
        ))}
        <TextInput {...form.text('phone')} label={t('edit.addPhone')} type="tel" />
        {form.values.phone.trim() && <TextInput {...form.text('phone_operator')} label={t('add.operator')} description={t('add.operatorMeans')} maxLength={60} />}
        <TextInput {...form.text('email')} label={t('edit.addEmail')} type="email" />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={!form.dirty}>
            {t('edit.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
