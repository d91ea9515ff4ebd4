import { Button, Group, NumberInput, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { media, type Medium, MediumIcon, useMediumName } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import { Joins } from './joins.tsx'
import { type Settings, settingsQuery } from './queries.ts'

const shares = ['delivered', 'read', 'clicked', 'replied', 'unsubscribed'] as const

/** How the sandbox's people behave: chance that can be repeated, a faster clock, and shares for each channel. */
export function Crowd({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('sandbox')
  const { data, error, refetch } = useQuery(settingsQuery)
  return (
    <SidePanel open title={t('crowd.title')} onClose={onClose} width={640}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <CrowdForm stored={data} onClose={onClose} /> : <Skeleton height={400} />}
    </SidePanel>
  )
}

function CrowdForm({ stored, onClose }: { stored: Settings; onClose: () => void }) {
  const { t } = useTranslation('sandbox')
  const client = useQueryClient()
  const mediumName = useMediumName()
  const [draft, setDraft] = useState(stored)
  const save = useMutation({
    mutationFn: () => request<Settings>('PUT', '/v1/sandbox/settings', { body: draft }),
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved)
      toast(t('crowd.saved'))
      onClose()
    },
  })
  const share = (medium: Medium, key: (typeof shares)[number], percent: number | string) => {
    if (typeof percent !== 'number') return
    setDraft({ ...draft, shares: { ...draft.shares, [medium]: { ...draft.shares[medium], [key]: Math.min(1, Math.max(0, percent / 100)) } } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack gap="md">
        <Text c="dimmed">{t('crowd.means')}</Text>
        <Group grow align="flex-start">
          <NumberInput
            label={t('crowd.seed')}
            description={t('crowd.seedMeans')}
            min={0}
            max={2 ** 31 - 1}
            allowDecimal={false}
            value={draft.seed}
            onChange={(value) => typeof value === 'number' && setDraft({ ...draft, seed: value })}
          />
          <NumberInput
            label={t('crowd.clock')}
            description={t('crowd.clockMeans')}
            min={1}
            max={3600}
            allowDecimal={false}
            value={draft.clock_rate}
            onChange={(value) => typeof value === 'number' && setDraft({ ...draft, clock_rate: value })}
          />
        </Group>
        <Joins draft={draft} onChange={(joins) => setDraft({ ...draft, joins })} />
        {media.map((medium) => (
          <fieldset key={medium} style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
            <legend style={{ marginBlockEnd: 4, fontWeight: 600 }}>
              <MediumIcon medium={medium} withName size={16} />
            </legend>
            <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(6.5rem, 1fr))', gap: 8, alignItems: 'end' }}>
              {shares.map((key) => (
                <NumberInput
                  key={key}
                  size="xs"
                  label={t(`crowd.share.${key}`)}
                  aria-label={t('crowd.shareOf', { medium: mediumName(medium), share: t(`crowd.share.${key}`) })}
                  suffix=" %"
                  min={0}
                  max={100}
                  decimalScale={1}
                  value={Math.round(draft.shares[medium][key] * 1000) / 10}
                  onChange={(value) => share(medium, key, value)}
                />
              ))}
            </div>
          </fieldset>
        ))}
        <ErrorNote error={save.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('crowd.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
