import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { type Task, useColleagues } from './queries.ts'
import { dueOf, isWhen, type When, WhenField } from './when.tsx'

type NewTaskProps = { contactId: string; onMade: () => Promise<void>; onClose: () => void }

/** Something to be done about this person: in four working hours, unless said otherwise. */
export function NewTask({ contactId, onMade, onClose }: NewTaskProps) {
  const { t } = useTranslation('tasks')
  const { timeZone } = useFormat()
  const colleagues = useColleagues()
  const form = useForm({ title: '', note: '', assignee_id: '', when: { within: '4', at: '' } as When }, async ({ title, note, assignee_id, when }) => {
    await request<Task>('POST', '/v1/tasks', { body: { contact_id: contactId, title: title.trim(), note: note.trim(), assignee_id: assignee_id || null, ...dueOf(when, timeZone) } })
    await onMade()
  })
  const { values } = form
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('title')} label={t('titleOf')} placeholder={t('titlePlaceholder')} required maxLength={200} data-autofocus />
        <WhenField value={values.when} onChange={(when) => form.set('when', when)} error={form.error('due_at') ?? form.error('within_hours')} />
        <Select {...form.choice('assignee_id')} label={t('assignee')} allowDeselect={false} data={[{ value: '', label: t('nobody') }, ...colleagues]} />
        <Textarea {...form.text('note')} label={t('note')} autosize minRows={2} maxRows={8} maxLength={4000} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={!values.title.trim() || !isWhen(values.when)}>
            {t('make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
