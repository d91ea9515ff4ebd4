import { Button, Group, NumberInput, SegmentedControl, Select, Stack, Textarea } from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { IconPhone } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { usePaletteActions } from '../shell/palette-actions.ts'
import { useKey } from '../shell/shortcuts.ts'

const directions = ['in', 'out'] as const
const outcomes = ['answered', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'call_back'] as const

/** A call that was just had, put down in a few keys: `l` opens it, the notes have the focus, Ctrl+Enter keeps it. */
export function LogCall({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const client = useQueryClient()
  const may = useCan('calls:write')
  const [open, setOpen] = useState(false)
  usePaletteActions(may ? [{ id: 'log-call', label: t('call.open'), icon: IconPhone, run: () => setOpen(true) }] : [])
  useKey('KeyL', (event) => {
    event.preventDefault()
    setOpen(true)
  }, may)
  if (!may) return null
  const close = () => setOpen(false)
  const log = async (call: Call) => {
    await request('POST', '/v1/calls', { body: { contact_id: contactId, ...call } })
    await client.invalidateQueries({ queryKey: ['contacts', 'timeline', contactId] })
    toast(t('call.saved'))
    close()
  }
  return (
    <>
      <Button variant="default" leftSection={<IconPhone size={16} stroke={1.5} />} onClick={() => setOpen(true)}>
        {t('call.open')}
      </Button>
      <SidePanel open={open} title={t('call.open')} onClose={close}>
        {open && (
          <CallForm onSave={log} action={t('call.save')}>
            <Button variant="default" onClick={close}>
              {t('cancel', { ns: 'kit' })}
            </Button>
          </CallForm>
        )}
      </SidePanel>
    </>
  )
}

export type Call = { direction: string; outcome: string; duration_s?: number; notes?: string }

export function CallForm({ direction = 'in', onSave, action, children, before }: { direction?: string; onSave: (call: Call) => Promise<unknown>; action: string; children?: ReactNode; before?: ReactNode }) {
  const { t } = useTranslation('contacts')
  const form = useForm({ direction, outcome: 'answered', minutes: '' as string | number, notes: '' }, ({ minutes, notes, ...call }) =>
    onSave({ ...call, ...(minutes === '' ? {} : { duration_s: Math.round(Number(minutes) * 60) }), ...(notes.trim() ? { notes: notes.trim() } : {}) }),
  )
  const sendByKey = getHotkeyHandler([['mod+Enter', ({ target }) => (target as HTMLTextAreaElement).form?.requestSubmit()]])
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        {before}
        <SegmentedControl aria-label={t('call.direction')} value={form.values.direction} onChange={(value) => form.set('direction', value)} data={directions.map((value) => ({ value: value as string, label: t(`call.${value}`) }))} />
        <Select {...form.choice('outcome')} label={t('call.outcome')} allowDeselect={false} data={outcomes.map((value) => ({ value: value as string, label: t(`call.is.${value}`) }))} />
        <NumberInput label={t('call.minutes')} value={form.values.minutes} onChange={(value) => form.set('minutes', value)} error={form.error('duration_s')} min={0} max={1440} decimalScale={1} allowNegative={false} inputMode="decimal" />
        <Textarea {...form.text('notes')} label={t('call.notes')} description={t('call.notesMeans')} autosize minRows={4} maxRows={14} maxLength={5000} data-autofocus onKeyDown={sendByKey} />
        <Group justify="flex-end">
          {children}
          <Button type="submit" loading={form.busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
