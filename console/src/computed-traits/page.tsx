import { Button, Group, Skeleton, Text } from '@mantine/core'
import { IconMathFunction, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { request } from '../api.ts'
import { Confirm } from '../kit/confirm.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { ProgressBar } from '../kit/progress-bar.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { TraitForm } from './form.tsx'
import classes from './page.module.css'
import { type ComputedTrait, computedTraitsQuery } from './queries.ts'
import { useSentence } from './sentence.ts'

/** Traits that are computed from what people did: what each says, how far it is, and how to have another. */
export function ComputedTraits() {
  const { t } = useTranslation('computed')
  const mayWrite = useCan('segments:write')
  const { data, error, refetch } = useQuery(computedTraitsQuery)
  const [edited, setEdited] = useState<ComputedTrait | 'new'>()
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  )
  return (
    <SettingsPage title={t('title')} note={t('note')} narrow action={data && data.data.length > 0 ? add : undefined}>
      {data?.data.length === 0 && (
        <EmptyState icon={IconMathFunction} title={t('none')} text={t('noneMeans')}>
          {add}
        </EmptyState>
      )}
      {data && data.data.length > 0 && (
        <ul className={classes.list}>
          {data.data.map((trait) => (
            <Row key={trait.id} trait={trait} onEdit={mayWrite ? () => setEdited(trait) : undefined} />
          ))}
        </ul>
      )}
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} />)}
      <SidePanel open={edited !== undefined} title={edited === 'new' || !edited ? t('add') : edited.name} onClose={() => setEdited(undefined)}>
        {edited && <TraitForm trait={edited === 'new' ? undefined : edited} onDone={() => setEdited(undefined)} />}
      </SidePanel>
    </SettingsPage>
  )
}

function Row({ trait, onEdit }: { trait: ComputedTrait; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('computed')
  const sentence = useSentence()
  const client = useQueryClient()
  const [removing, setRemoving] = useState(false)
  return (
    <li>
      <div className={classes.what}>
        <strong>{trait.name}</strong>
        <Text size="sm">{sentence(trait.rule)}</Text>
        {trait.state === 'computing' && <ProgressBar label={t('computing', { name: trait.name })} done={trait.looked_at} total={Math.max(trait.people, 1)} />}
      </div>
      {onEdit && (
        <Group gap={4}>
          <Button variant="subtle" size="compact-sm" onClick={onEdit} aria-label={t('changeNamed', { name: trait.name })}>
            {t('change')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setRemoving(true)} aria-label={t('removeNamed', { name: trait.name })}>
            {t('remove')}
          </Button>
        </Group>
      )}
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('removeNamed', { name: trait.name })}
        action={t('remove')}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/computed-traits/${trait.id}`)
          toast(t('removed'))
          await client.invalidateQueries({ queryKey: computedTraitsQuery.queryKey })
        }}
      >
        {t('removeMeans')}
      </Confirm>
    </li>
  )
}
