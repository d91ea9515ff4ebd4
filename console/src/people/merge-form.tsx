import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowsLeftRight } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { DifferingFields, JointConsents } from './merge-preview.tsx'
import classes from './people.module.css'
import { type MergePreview, previewQuery, useRefreshPeople } from './queries.ts'
import { useSideName } from './words.ts'

/** The same sentences as the refusal itself would say. */
const obstacles: Record<string, string> = { too_many: 'too_many_contacts' }

type MergeFormProps = { stays: string; joins: string; onSwap: () => void; onAnother: (() => void) | undefined; onClose: () => void; onDone: () => void }

/** What the merge would make, who stays, and the button that makes it. */
export function MergeForm({ stays, joins, onSwap, onAnother, onClose, onDone }: MergeFormProps) {
  const { t } = useTranslation('people')
  const { t: kit } = useTranslation('kit')
  const { t: problems } = useTranslation('problems')
  const refresh = useRefreshPeople()
  const { data: preview, error, refetch } = useQuery(previewQuery(stays, joins))
  const merge = useMutation({
    mutationFn: () => request('POST', `/v1/contacts/${stays}/merge`, { body: { other_id: joins } }),
    onSuccess: async () => {
      onDone()
      await refresh()
    },
  })
  if (!preview) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} />
  return (
    <Stack>
      <div className={classes.sides}>
        <Side side={preview.stays} label={t('stays')} stays />
        <Button variant="default" onClick={onSwap} leftSection={<IconArrowsLeftRight size={16} stroke={1.5} />}>
          {t('swap')}
        </Button>
        <Side side={preview.joins} label={t('joins')} />
      </div>
      {preview.obstacle && (
        <Alert color="amber" icon={<IconAlertTriangle stroke={1.5} />}>
          {word(problems, `problem.${obstacles[preview.obstacle] ?? preview.obstacle}`, preview.obstacle)}
        </Alert>
      )}
      <DifferingFields fields={preview.fields} />
      <JointConsents consents={preview.consents} />
      <Text c="dimmed">{t('reversible')}</Text>
      <ErrorNote error={merge.error} />
      <Group justify="flex-end">
        {onAnother && (
          <Button variant="subtle" color="gray" onClick={onAnother}>
            {t('another')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {kit('cancel')}
        </Button>
        <Button loading={merge.isPending} disabled={!preview.allowed} onClick={() => merge.mutate()}>
          {t('do')}
        </Button>
      </Group>
    </Stack>
  )
}

function Side({ side, label, stays }: { side: MergePreview['stays']; label: string; stays?: boolean }) {
  const { t } = useTranslation('people')
  const { t: contacts } = useTranslation('contacts')
  const format = useFormat()
  const name = useSideName()
  return (
    <section className={classes.side} aria-label={label} data-stays={stays || undefined}>
      <span className={classes.label}>{label}</span>
      <Text fw={600}>{name({ ...side, email: side.identities.find(({ kind }) => kind !== 'anonymous_id')?.value ?? null })}</Text>
      <Text size="sm" c="dimmed">
        {contacts('since', { date: format.date(side.created_at) })}
      </Text>
      {side.identities.map(({ kind, value }) => (
        <Text key={`${kind}/${value}`} size="sm">
          <Text span size="xs" c="dimmed">
            {word(contacts, `identity.${kind}`, kind)}
          </Text>{' '}
          <bdi>{value}</bdi>
        </Text>
      ))}
      {side.tags.length > 0 && <Text size="sm">{side.tags.join(', ')}</Text>}
      <Text size="xs" c="dimmed" mt={4}>
        {t('tally', { events: format.number(side.events), messages: format.number(side.messages) })}
      </Text>
    </section>
  )
}
