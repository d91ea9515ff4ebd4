import { Button, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { downloadFile } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'

/** The people as a file: who may take it, what is in it, and that it is noted. */
export function TakeAlong({ id, dirty }: { id: string; dirty: boolean }) {
  const { t } = useTranslation('segments')
  const mayExport = useCan('contacts:export')
  const save = useMutation({ mutationFn: () => downloadFile(`/v1/segments/${id}/export`, `${id}.csv`) })
  return (
    <>
      <h2>{t('export.title')}</h2>
      <Button size="compact-md" variant="default" leftSection={<IconDownload size={16} stroke={1.5} />} loading={save.isPending} disabled={!mayExport || dirty} onClick={() => save.mutate()}>
        {t('export.do')}
      </Button>
      <Text size="xs" c="dimmed" mt={6}>
        {t(!mayExport ? 'export.mayNot' : dirty ? 'export.saveFirst' : 'export.means')}
      </Text>
      <ErrorNote error={save.error} />
    </>
  )
}
