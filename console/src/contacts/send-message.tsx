import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { useMediumName } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import type { Contact } from './queries.ts'

/** One service message to this person by one channel. */
export function SendMessage({ open, contact, onClose }: { open: boolean; contact: Contact; onClose: () => void }) {
  const { t } = useTranslation('contacts')
  return (
    <SidePanel open={open} title={t('send.title')} onClose={onClose}>
      {open && <SendForm contact={contact} onClose={onClose} />}
    </SidePanel>
  )
}

function SendForm({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation('contacts')
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mediumName = useMediumName()
  const form = useForm({ medium: contact.media[0] as string, headline: '', body: '' }, async ({ medium, headline, body }) => {
    const locale = contact.locale ?? workspace?.default_locale ?? 'en'
    await request('POST', '/v1/messages', {
      body: {
        to: { contact_id: contact.id },
        class: 'transactional',
        // There is no further step that would have to wait for more, and every medium reports this much.
        cascade: [{ media: [medium], success: 'accepted', within_s: 86_400 }],
        content: { default_locale: locale, locales: { [locale]: { core: { headline, body, buttons: [] } } } },
      },
    })
    await client.invalidateQueries({ queryKey: ['contacts', 'timeline', contact.id] })
    toast(t('send.sent'))
    onClose()
  })
  const needsHeadline = form.values.medium === 'email' || form.values.medium === 'push'
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Select {...form.choice('medium')} label={t('filter.medium')} allowDeselect={false} data={contact.media.map((value) => ({ value: value as string, label: mediumName(value) }))} />
        {needsHeadline && <TextInput {...form.text('headline')} label={t('send.headline')} required maxLength={500} />}
        <Textarea {...form.text('body')} label={t('send.text')} autosize minRows={4} maxRows={14} required data-autofocus />
        <Text size="xs" c="dimmed">
          {t('send.means')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={!form.values.body.trim()}>
            {t('send.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
