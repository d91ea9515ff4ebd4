import { Button, NumberInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { toast } from '../kit/toast.tsx'
import { type Joinable, joinables, type Joined, joinedQuery, type Settings, settingsQuery } from './queries.ts'

type JoinsProps = { draft: Settings; onChange: (joins: Settings['joins']) => void }

/** The shares of people who press Start and Allow, and the button by which they do. */
export function Joins({ draft, onChange }: JoinsProps) {
  const { t } = useTranslation('sandbox')
  const format = useFormat()
  const client = useQueryClient()
  const { data: joined } = useQuery(joinedQuery)
  const join = useMutation({
    // The shares that are shown are those that count, so they are stored before anybody is asked.
    mutationFn: async () => {
      client.setQueryData(settingsQuery.queryKey, await request<Settings>('PUT', '/v1/sandbox/settings', { body: draft }))
      const sum = { asked: 0, telegram: 0, push: 0 }
      for (let after: string | null | undefined; after !== null; ) {
        const part: Joined = await request('POST', '/v1/sandbox/crowd/join', { body: after ? { after } : {} })
        for (const key of ['asked', 'telegram', 'push'] as const) sum[key] += part[key]
        after = part.after
      }
      return sum
    },
    onSuccess: async ({ asked, telegram, push }) => {
      toast(t('crowd.joins.did', { asked: format.number(asked), telegram: format.number(telegram), push: format.number(push) }))
      await client.invalidateQueries({ queryKey: ['sandbox', 'crowd'] })
    },
  })
  const share = (medium: Joinable, percent: number | string) => {
    if (typeof percent === 'number') onChange({ ...draft.joins, [medium]: Math.min(1, Math.max(0, percent / 100)) })
  }
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
      <legend style={{ marginBlockEnd: 4, fontWeight: 600 }}>{t('crowd.joins.title')}</legend>
      <Stack gap="xs">
        <Text c="dimmed">{t('crowd.joins.means')}</Text>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(9rem, 1fr))', gap: 8, alignItems: 'end' }}>
          {joinables.map((medium) => (
            <NumberInput
              key={medium}
              size="xs"
              label={t(`crowd.joins.${medium}`)}
              suffix=" %"
              min={0}
              max={100}
              decimalScale={1}
              value={Math.round(draft.joins[medium] * 1000) / 10}
              onChange={(value) => share(medium, value)}
            />
          ))}
          <Button size="xs" variant="default" loading={join.isPending} onClick={() => join.mutate()}>
            {t('crowd.joins.go')}
          </Button>
        </div>
        {joined && (
          <Text size="xs" role="status">
            {t('crowd.joins.now', { telegram: format.number(joined.telegram), push: format.number(joined.push) })}
            {joined.waiting > 0 && ` · ${t('crowd.joins.arriving', { waiting: format.number(joined.waiting) })}`}
          </Text>
        )}
        <ErrorNote error={join.error} />
      </Stack>
    </fieldset>
  )
}
