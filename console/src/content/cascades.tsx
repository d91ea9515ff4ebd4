import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconRoute } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { CascadeStrip } from '../campaigns/cascade-strip.tsx'
import { type CascadeStep, cascadesQuery } from '../campaigns/queries.ts'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast, undoToast } from '../kit/toast.tsx'
import { ContentPage } from './content-page.tsx'
import lists from './lists.module.css'

type Cascade = Schema<'Cascade'>

/** Ready-made orders of channels, for campaigns and single messages. */
export function Cascades() {
  const { t } = useTranslation('content')
  const mayWrite = useCan('content:write')
  const { data, error, refetch } = useQuery(cascadesQuery)
  const [opened, setOpened] = useState<Cascade | 'new' | null>(null)
  return (
    <ContentPage
      title={t('title')}
      action={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpened('new')}>
            {t('cascades.new')}
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton height={200} />
      ) : data.data.length === 0 ? (
        <EmptyState icon={IconRoute} title={t('cascades.emptyTitle')} text={t('cascades.emptyText')} />
      ) : (
        <ul className={lists.list}>
          {data.data.map((cascade) => (
            <li key={cascade.id}>
              <div>
                <strong>{cascade.name}</strong>
                <Group gap="sm" mt={4}>
                  {cascade.steps.map((step, index) => (
                    <Group key={index} gap={6}>
                      <Text span size="xs" c="dimmed" className="tabular">
                        {index + 1}
                      </Text>
                      {step.media.map((medium) => (
                        <MediumIcon key={medium} medium={medium} withName size={16} />
                      ))}
                    </Group>
                  ))}
                </Group>
              </div>
              {mayWrite && (
                <Button variant="default" size="compact-sm" aria-label={t('changeNamed', { name: cascade.name })} onClick={() => setOpened(cascade)}>
                  {t('change')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <SidePanel open={opened !== null} width={720} title={t('cascades.one')} onClose={() => setOpened(null)}>
        {opened && <CascadeForm cascade={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
      </SidePanel>
    </ContentPage>
  )
}

function CascadeForm({ cascade, onClose }: { cascade: Cascade | null; onClose: () => void }) {
  const { t } = useTranslation('content')
  const client = useQueryClient()
  const [name, setName] = useState(cascade?.name ?? '')
  const [steps, setSteps] = useState<CascadeStep[]>(cascade?.steps ?? [{ media: ['viber'], success: 'delivered', within_s: 600 }])
  const refresh = () => client.invalidateQueries({ queryKey: ['cascades'] })
  const save = useMutation({
    mutationFn: () => (cascade ? request('PATCH', `/v1/cascades/${cascade.id}`, { body: { name, steps } }) : request('POST', '/v1/cascades', { body: { name, steps } })),
    onSuccess: async () => {
      await refresh()
      toast(t('cascades.saved'))
      onClose()
    },
  })
  const archive = async () => {
    const put = async (archived: boolean) => {
      await request('PATCH', `/v1/cascades/${cascade!.id}`, { body: { archived } })
      await refresh()
    }
    await put(true)
    onClose()
    undoToast({ message: t('templates.archived', { name: cascade!.name }), undo: () => put(false) })
  }
  return (
    <Stack>
      <ErrorNote error={save.error} />
      <TextInput label={t('name')} required value={name} onChange={({ currentTarget: { value } }) => setName(value)} maxLength={200} />
      <CascadeStrip steps={steps} onChange={setSteps} />
      <Group justify="space-between">
        {cascade ? (
          <Button variant="subtle" color="gray" onClick={() => void archive()}>
            {t('archive')}
          </Button>
        ) : (
          <span />
        )}
        <Button loading={save.isPending} disabled={!name.trim()} onClick={() => save.mutate()}>
          {t('cascades.save')}
        </Button>
      </Group>
    </Stack>
  )
}
