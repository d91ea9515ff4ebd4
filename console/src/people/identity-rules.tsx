import { Button, Group, NumberInput, Radio, Skeleton, Stack, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { request } from '../api.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { toast } from '../kit/toast.tsx'
import classes from './people.module.css'

type Rules = Schema<'IdentityRules'>
type Rule = Rules['kinds']['email']

const kinds = ['anonymous_id', 'email', 'phone'] as const
const choices = ['always', 'verified', 'never'] as const satisfies Rule[]

const rulesQuery = queryOptions({ queryKey: ['people', 'rules'], queryFn: ({ signal }) => request<Rules>('GET', '/v1/identity-rules', { signal }) })

/** When two contacts become one person without anybody's doing, each choice with what follows from it. */
export function IdentityRules() {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useQuery(rulesQuery)
  return (
    <SettingsPage
      title={t('rule.title')}
      note={t('rule.note')}
      narrow
      secondary={
        <Button component={Door} href="/contacts/duplicates" variant="subtle" color="gray" leftSection={<IconUsersGroup size={16} stroke={1.5} />}>
          {t('duplicates')}
        </Button>
      }
    >
      {data ? <RulesForm rules={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
    </SettingsPage>
  )
}

function RulesForm({ rules }: { rules: Rules }) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const mayWrite = useCan('workspace:write')
  const form = useForm({ ...rules.kinds, max_contacts: rules.max_contacts as number | '' }, async ({ max_contacts, ...chosen }) => {
    const saved = await request<Rules>('PUT', '/v1/identity-rules', { body: { kinds: chosen, max_contacts: Number(max_contacts) } })
    client.setQueryData(rulesQuery.queryKey, saved)
    toast(t('rule.saved'))
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack gap="lg">
        <ErrorNote error={form.problem} />
        {kinds.map((kind) => (
          <Radio.Group key={kind} value={form.values[kind]} onChange={(value) => form.set(kind, value as Rule)} label={<span className={classes.heading}>{t(`rule.${kind}.title`)}</span>}>
            <Stack gap={8} mt={8}>
              {choices.map((choice) => (
                <Radio key={choice} value={choice} disabled={!mayWrite} label={t(`rule.${choice}`)} description={t(`rule.${kind}.${choice}`)} />
              ))}
            </Stack>
          </Radio.Group>
        ))}
        <NumberInput
          label={t('rule.max')}
          description={t('rule.maxMeans')}
          min={2}
          max={200}
          allowDecimal={false}
          w={320}
          maw="100%"
          disabled={!mayWrite}
          value={form.values.max_contacts}
          onChange={(value) => form.set('max_contacts', value === '' ? '' : Number(value))}
          error={form.error('max_contacts')}
        />
        <Text size="sm" c="dimmed">
          {t('rule.own')} {t('rule.later')}
        </Text>
        {mayWrite && (
          <Group justify="flex-end">
            <Button type="submit" loading={form.busy} disabled={!form.dirty || form.values.max_contacts === ''}>
              {t('rule.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
