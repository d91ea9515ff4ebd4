import { Autocomplete, Button, Group, Popover } from '@mantine/core'
import { IconArchive, IconTag, IconTagOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { undoToast } from '../kit/toast.tsx'
import { tagsQuery } from './queries.ts'

type Change = Omit<Schema<'BulkChange'>, 'ids'>

/** What can be done with many people at once; each of it can be taken back. */
export function BulkBar({ ids, onDone }: { ids: string[]; onDone: () => Promise<unknown> }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const { data: tags } = useQuery(tagsQuery)
  const change = (body: Change) => request('POST', '/v1/contacts/bulk', { body: { ids, ...body } })
  const act = useMutation({
    mutationFn: ({ body }: { body: Change; back: Change; said: string }) => change(body),
    onSuccess: async (_, { back, said }) => {
      undoToast({
        message: said,
        undo: async () => {
          await change(back)
          await onDone()
        },
      })
      await onDone()
    },
  })
  const people = { count: ids.length, n: format.number(ids.length) }
  return (
    <Group gap={8}>
      <WithTag
        icon={<IconTag size={16} stroke={1.5} />}
        label={t('bulk.tag')}
        tags={tags?.data ?? []}
        onTag={(tag) => act.mutate({ body: { add_tags: [tag] }, back: { remove_tags: [tag] }, said: t('bulk.tagged', { ...people, tag }) })}
      />
      <WithTag
        icon={<IconTagOff size={16} stroke={1.5} />}
        label={t('bulk.untag')}
        tags={tags?.data ?? []}
        onTag={(tag) => act.mutate({ body: { remove_tags: [tag] }, back: { add_tags: [tag] }, said: t('bulk.untagged', { ...people, tag }) })}
      />
      <Button variant="default" leftSection={<IconArchive size={16} stroke={1.5} />} loading={act.isPending} onClick={() => act.mutate({ body: { archived: true }, back: { archived: false }, said: t('bulk.archived', people) })}>
        {t('bulk.archive')}
      </Button>
      <ErrorNote error={act.error} />
    </Group>
  )
}

function WithTag({ icon, label, tags, onTag }: { icon: ReactNode; label: string; tags: string[]; onTag: (tag: string) => void }) {
  const { t } = useTranslation('contacts')
  const [open, setOpen] = useState(false)
  const [tag, setTag] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!tag.trim()) return
    onTag(tag.trim())
    setOpen(false)
    setTag('')
  }
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Button variant="default" leftSection={icon} onClick={() => setOpen(!open)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Group gap={8} align="flex-end">
            <Autocomplete label={t('bulk.which')} data={tags} value={tag} onChange={setTag} maxLength={60} comboboxProps={{ withinPortal: false }} />
            <Button type="submit">{label}</Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
