import { Button, Checkbox, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { languages } from '../i18n/languages.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { media, MediumIcon } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { type Contact, nameOf, tagsQuery } from './queries.ts'

const nobody = { name: '', phone: '', phone_operator: '', email: '', locale: '', tags: [] as string[], allowed: [] as string[], source: '' }

/** One person, typed in by hand. */
export function AddContact({ open, onClose, onAdded }: { open: boolean; onClose: () => void; onAdded: () => Promise<unknown> }) {
  const { t } = useTranslation('contacts')
  return (
    <SidePanel open={open} onClose={onClose} title={t('add.title')}>
      {open && <AddForm onClose={onClose} onAdded={onAdded} />}
    </SidePanel>
  )
}

function AddForm({ onClose, onAdded }: { onClose: () => void; onAdded: () => Promise<unknown> }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const router = useRouter()
  const { data: tags } = useQuery(tagsQuery)
  const form = useForm(nobody, async ({ name, phone, phone_operator, email, locale, tags: own, allowed, source }) => {
    const given = Object.fromEntries(Object.entries({ name, phone, ...(phone.trim() ? { phone_operator } : {}), email, locale }).filter(([, value]) => value.trim()))
    const consents = allowed.map((medium) => ({ medium, state: 'opted_in', source }))
    const made = await request<Contact>('POST', '/v1/contacts', { body: { ...given, ...(own.length ? { tags: own } : {}), ...(consents.length ? { consents } : {}) } })
    await onAdded()
    onClose()
    toast(t('add.added', { name: nameOf(made) ?? t('nameless') }))
    router.history.push(`/contacts/${made.id}`)
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('name')} label={t('column.name')} autoComplete="off" data-autofocus />
        <TextInput {...form.text('phone')} label={t('column.phone')} description={t('add.phoneMeans')} type="tel" autoComplete="off" />
        {form.values.phone.trim() && <TextInput {...form.text('phone_operator')} label={t('add.operator')} description={t('add.operatorMeans')} maxLength={60} autoComplete="off" />}
        <TextInput {...form.text('email')} label={t('column.email')} type="email" autoComplete="off" />
        <Select {...form.choice('locale')} label={t('column.locale')} data={languages.map(({ code }) => ({ value: code as string, label: format.languageName(code) }))} />
        <TagsInput label={t('column.tags')} data={tags?.data ?? []} value={form.values.tags} onChange={(next) => form.set('tags', next)} maxTags={20} />
        <Checkbox.Group label={t('add.allowed')} description={t('add.allowedMeans')} value={form.values.allowed} onChange={(next) => form.set('allowed', next)}>
          <Group gap="sm" mt={8}>
            {media.map((medium) => (
              <Checkbox
                key={medium}
                value={medium}
                label={<MediumIcon medium={medium} withName size={16} />}
              />
            ))}
          </Group>
        </Checkbox.Group>
        {form.values.allowed.length > 0 && (
          <TextInput {...form.text('source')} label={t('consent.source')} description={t('consent.sourceMeans')} required />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={!form.values.phone.trim() && !form.values.email.trim()}>
            {t('add.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
