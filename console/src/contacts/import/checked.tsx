import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNote } from '../../kit/error-state.tsx'
import { Page } from '../../kit/page.tsx'
import { ProgressBar } from '../../kit/progress-bar.tsx'
import { type Import, importQuery, takenOf } from './queries.ts'
import { Tallies } from './tallies.tsx'

const runWords = { contacts: 'check.run', orders: 'check.runOrders', events: 'check.runEvents', products: 'check.runProducts' } as const

/** The whole file was gone through without writing: what would happen, and the button that lets it happen. */
export function Checked({ made, onBack }: { made: Import; onBack: () => void }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const client = useQueryClient()
  const put = (next: Import) => client.setQueryData(importQuery(made.id).queryKey, next)
  const run = useMutation({ mutationFn: () => request<Import>('POST', `/v1/imports/${made.id}/run`, { body: {} }), onSuccess: put })
  const cancel = useMutation({ mutationFn: () => request<Import>('POST', `/v1/imports/${made.id}/cancel`, { body: {} }), onSuccess: put })
  const dry = made.state === 'checked' ? made.counts.dry : null
  const taken = dry ? takenOf(dry) : 0
  return (
    <Page
      title={made.file_name}
      note={t(dry ? 'check.note' : 'check.running')}
      breadcrumb={[
        { label: t('contacts'), href: '/contacts' },
        { label: t('new.title'), href: '/contacts/import' },
      ]}
      secondary={
        dry ? (
          <Button variant="default" onClick={onBack}>
            {t('check.back')}
          </Button>
        ) : (
          <Button variant="default" loading={cancel.isPending || made.cancel_requested} onClick={() => cancel.mutate()}>
            {t('check.stop')}
          </Button>
        )
      }
      action={
        dry && taken > 0 ? (
          <Button loading={run.isPending} onClick={() => run.mutate()}>
            {t(runWords[made.kind], { count: taken, n: format.number(taken) })}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        <ErrorNote error={run.error ?? cancel.error} />
        {dry ? (
          <>
            {taken === 0 && <Text>{t(made.kind === 'contacts' ? 'check.nobody' : 'check.nothing')}</Text>}
            <Tallies kind={made.kind} tally={dry} />
          </>
        ) : (
          <ProgressBar label={t('check.progress')} done={made.rows_done} total={made.rows_total ?? made.sniffed.rows_estimate} />
        )}
      </Stack>
    </Page>
  )
}
