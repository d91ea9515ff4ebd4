import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../accounts/session.ts'
import { request } from '../../api.ts'
import { useFormat } from '../../i18n/format.ts'
import { word } from '../../i18n/word.ts'
import { ErrorNote, ErrorState } from '../../kit/error-state.tsx'
import classes from './import.module.css'
import { type Import, importQuery, type UndoPreview, undoQuery } from './queries.ts'

/** Takes an import back, as long as that can be done: first what would go, what would be as before, and what would stay. */
export function UndoImport({ made }: { made: Import }) {
  const { t } = useTranslation('imports')
  const { t: kit } = useTranslation('kit')
  const [open, setOpen] = useState(false)
  const may = useCan('imports:write')
  if (!may || !made.undo_until) return null
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={16} stroke={1.5} className="flips" />} onClick={() => setOpen(true)}>
        {t('undo.button')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} size="lg" title={t('undo.title', { file: made.file_name })} closeButtonProps={{ 'aria-label': kit('close') }}>
        {open && <Preview made={made} onClose={() => setOpen(false)} />}
      </Modal>
    </>
  )
}

function Preview({ made, onClose }: { made: Import; onClose: () => void }) {
  const { t } = useTranslation('imports')
  const { t: kit } = useTranslation('kit')
  const format = useFormat()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(undoQuery(made.id))
  const undo = useMutation({
    mutationFn: () => request<Import>('POST', `/v1/imports/${made.id}/undo`, { body: {} }),
    onSuccess: (next) => {
      client.setQueryData(importQuery(made.id).queryKey, next)
      onClose()
    },
  })
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={200} />
  const nothing = data.counts.length === 0 && data.people === 0
  const looked = Math.max(0, ...data.counts.map((each) => each.looked_at))
  return (
    <Stack>
      {nothing ? <Text>{t('undo.nothing')}</Text> : <Counts preview={data} />}
      {!data.complete && <Text c="dimmed">{t('undo.looked', { n: format.number(looked) })}</Text>}
      <Text>{t('undo.messages')}</Text>
      <ErrorNote error={undo.error} />
      <div className={classes.buttons}>
        <Text size="sm" c="dimmed">
          {t('undo.until', { date: format.date(data.until) })}
        </Text>
        <Group gap={8}>
          <Button variant="default" onClick={onClose}>
            {kit('cancel')}
          </Button>
          <Button color="red" loading={undo.isPending} onClick={() => undo.mutate()}>
            {t('undo.button')}
          </Button>
        </Group>
      </div>
    </Stack>
  )
}

function Counts({ preview }: { preview: UndoPreview }) {
  const { t } = useTranslation('imports')
  return (
    <div className={classes.groups}>
      {preview.counts.map(({ kind, removed, restored, kept }) => (
        <section key={kind}>
          <h3>{t(`undo.thing.${kind}`)}</h3>
          <dl className={classes.counts}>
            {removed > 0 && <Row label={t('undo.removed')} n={removed} />}
            {restored > 0 && <Row label={t('undo.restored')} n={restored} />}
            {Object.entries(kept as Record<string, number>).map(([why, n]) => (
              <Row key={why} label={`${t('undo.stays')}: ${word(t, `undo.why.${why}`, why)}`} n={n} />
            ))}
          </dl>
        </section>
      ))}
      {preview.consents > 0 && (
        <section>
          <h3>{t('tally.consents')}</h3>
          <dl className={classes.counts}>
            <Row label={t('undo.consents')} n={preview.consents} />
          </dl>
        </section>
      )}
    </div>
  )
}

function Row({ label, n }: { label: string; n: number }) {
  const format = useFormat()
  return (
    <>
      <dt>{label}</dt>
      <dd>{format.number(n)}</dd>
    </>
  )
}
