import { Button, Group, List, Select, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import '@mantine/dropzone/styles.layer.css'
import { IconDownload, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadFile, uploadFile } from '../../api.ts'
import { useFormat } from '../../i18n/format.ts'
import { Door } from '../../kit/door.tsx'
import { ErrorNote } from '../../kit/error-state.tsx'
import { Page } from '../../kit/page.tsx'
import { ProgressBar } from '../../kit/progress-bar.tsx'
import { FileProblem } from './file-problem.tsx'
import classes from './import.module.css'
import { type Import, importQuery, type Kind } from './queries.ts'
import { kinds } from './words.ts'

/** Where a newcomer brings the customers: any table, as it is. */
export function NewImport() {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const router = useRouter()
  const client = useQueryClient()
  const open = useRef<() => void>(null)
  const abort = useRef<AbortController>(null)
  const [share, setShare] = useState(0)
  const [kind, setKind] = useState<Kind | 'guess'>('guess')
  const upload = useMutation({
    mutationFn: (file: File) => {
      abort.current = new AbortController()
      setShare(0)
      return uploadFile<Import>(kind === 'guess' ? '/v1/imports' : `/v1/imports?kind=${kind}`, file, setShare, abort.current.signal)
    },
    onSuccess: (made) => {
      client.setQueryData(importQuery(made.id).queryKey, made)
      router.history.push(`/contacts/imports/${made.id}`)
    },
  })
  const sample = useMutation({ mutationFn: () => downloadFile('/v1/imports/sample.csv', 'sample.csv') })
  const stopped = upload.error instanceof DOMException
  return (
    <Page
      narrow
      title={t('new.title')}
      note={t('new.note')}
      breadcrumb={[{ label: t('contacts'), href: '/contacts' }]}
      secondary={
        <Button component={Door} href="/contacts/imports" variant="default">
          {t('history.open')}
        </Button>
      }
    >
      <Stack>
        {!stopped && <FileProblem error={upload.error} />}
        <Select
          label={t('new.holds')}
          maw={320}
          value={kind}
          disabled={upload.isPending}
          allowDeselect={false}
          onChange={(next) => next && setKind(next as Kind | 'guess')}
          data={[{ value: 'guess', label: t('new.guess') }, ...kinds.map((value) => ({ value: value as string, label: t(`kind.${value}`) }))]}
        />
        {kind !== 'guess' && kind !== 'contacts' && <Text c="dimmed">{t(`kindMeans.${kind}`)}</Text>}
        {upload.isPending ? (
          <div className={classes.drop}>
            <Stack w="100%">
              <ProgressBar label={upload.variables.name} done={share} total={1} text={share < 1 ? format.percent(share) : t('new.reading')} />
              <Group justify="center">
                <Button variant="default" onClick={() => abort.current?.abort()}>
                  {t('new.stop')}
                </Button>
              </Group>
            </Stack>
          </div>
        ) : (
          <Dropzone
            className={classes.drop!}
            openRef={open}
            multiple={false}
            activateOnClick={false}
            activateOnKeyboard={false}
            onDrop={([file]: File[]) => file && upload.mutate(file)}
            inputProps={{ 'aria-label': t('new.choose') }}
          >
            <IconFileSpreadsheet size={40} stroke={1.25} aria-hidden color="var(--c-accent)" />
            <Text fw={600} fz="lg">
              {t('new.drop')}
            </Text>
            <Text c="dimmed">{t('new.kinds')}</Text>
            <Button mt={8} leftSection={<IconUpload size={16} stroke={1.5} />} onClick={() => open.current?.()}>
              {t('new.choose')}
            </Button>
          </Dropzone>
        )}
        {(kind === 'guess' || kind === 'contacts') && <div>
          <Button variant="subtle" leftSection={<IconDownload size={16} stroke={1.5} />} loading={sample.isPending} onClick={() => sample.mutate()}>
            {t('new.sample')}
          </Button>
          <ErrorNote error={sample.error} />
        </div>}
        <List spacing={6} c="dimmed">
          <List.Item>{t('new.anyTable')}</List.Item>
          <List.Item>{t('new.noWrite')}</List.Item>
          <List.Item>{t('new.consent')}</List.Item>
        </List>
      </Stack>
    </Page>
  )
}
