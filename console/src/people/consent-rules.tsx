import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCountries } from '../accounts/countries.tsx'
import { useCan } from '../accounts/session.ts'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { request } from '../api.ts'
import { topicsQuery, useTopicName } from '../contacts/topics.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast } from '../kit/toast.tsx'
import classes from './people.module.css'

type View = Schema<'ConsentRulesView'>
type Rule = View['rules'][number]

const every = '*'
const rulesQuery = queryOptions({ queryKey: ['people', 'consent-rules'], queryFn: ({ signal }) => request<View>('GET', '/v1/consent-rules', { signal }) })
const placeOf = (rule: Rule) => `${rule.country}/${rule.topic_id ?? every}`

function useSaveRules() {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  return async (rules: Rule[]) => {
    client.setQueryData(rulesQuery.queryKey, await request<View>('PUT', '/v1/consent-rules', { body: { rules } }))
    toast(t('consentRule.saved'))
  }
}

function useNames() {
  const { t } = useTranslation('people')
  const format = useFormat()
  const topicName = useTopicName()
  const { data } = useQuery(topicsQuery)
  const topics = data?.data ?? []
  return {
    topics: topics.map((topic) => ({ value: topic.id, label: topicName(topic) })),
    country: (code: string) => (code === every ? t('consentRule.everywhere') : format.country(code)),
    topic: (id: string | undefined) => {
      const found = topics.find((topic) => topic.id === id)
      return found ? topicName(found) : t('consentRule.everyTopic')
    },
  }
}

/** Where one yes is not enough, and where no message may ask for one: the law's rules, and those of the house over them. */
export function ConsentRules() {
  const { t } = useTranslation('people')
  const mayWrite = useCan('workspace:write')
  const { data, error, refetch } = useQuery(rulesQuery)
  const [adding, setAdding] = useState(false)
  return (
    <SettingsPage
      title={t('consentRule.title')}
      note={t('consentRule.note')}
      narrow
      action={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} disabled={!data} onClick={() => setAdding(true)}>
            {t('consentRule.add')}
          </Button>
        )
      }
    >
      {data ? <Lists {...data} mayWrite={mayWrite} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} />}
      <SidePanel open={adding} title={t('consentRule.add')} onClose={() => setAdding(false)}>
        {adding && data && <RuleForm rules={data.rules} onDone={() => setAdding(false)} />}
      </SidePanel>
    </SettingsPage>
  )
}

function Lists({ rules, by_law, mayWrite }: View & { mayWrite: boolean }) {
  const { t } = useTranslation('people')
  const save = useSaveRules()
  const names = useNames()
  const own = new Set(rules.filter((rule) => rule.topic_id === every).map((rule) => rule.country))
  return (
    <Stack gap="xl">
      <section aria-labelledby="own-rules">
        <h2 id="own-rules" className={classes.heading}>
          {t('consentRule.own')}
        </h2>
        {rules.length === 0 && <Text c="dimmed">{t('consentRule.none')}</Text>}
        <ul className={classes.rules}>
          {rules.map((rule) => (
            <RuleRow key={placeOf(rule)} rule={rule}>
              {mayWrite && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  aria-label={t('consentRule.removeNamed', { name: names.country(rule.country) })}
                  onClick={() => void save(rules.filter((other) => other !== rule))}
                >
                  {t('consentRule.remove')}
                </Button>
              )}
            </RuleRow>
          ))}
        </ul>
      </section>
      <section aria-labelledby="law-rules">
        <h2 id="law-rules" className={classes.heading}>
          {t('consentRule.byLaw')}
        </h2>
        <Text size="sm" c="dimmed" mb={8}>
          {t('consentRule.byLawMeans')}
        </Text>
        <ul className={classes.rules}>
          {by_law.map((rule) => (
            <RuleRow key={placeOf(rule)} rule={rule} over={own.has(rule.country)} />
          ))}
        </ul>
      </section>
    </Stack>
  )
}

function RuleRow({ rule, over, children }: { rule: Rule; over?: boolean; children?: React.ReactNode }) {
  const { t } = useTranslation('people')
  const names = useNames()
  const says = [
    rule.double_opt_in === null ? null : t(`consentRule.double.${rule.double_opt_in ? 'yes' : 'no'}`),
    rule.ask_by_message === null || rule.ask_by_message === undefined ? null : t(`consentRule.ask.${rule.ask_by_message ? 'yes' : 'no'}`),
  ].filter((part) => part !== null)
  return (
    <li>
      <span>
        <strong>{names.country(rule.country)}</strong>
        {rule.topic_id !== every && <Text span>{` · ${names.topic(rule.topic_id)}`}</Text>}
        {says.map((part) => (
          <Text key={part} size="sm">
            {part}
          </Text>
        ))}
        {over && (
          <Text size="xs" c="dimmed">
            {t('consentRule.overruled')}
          </Text>
        )}
      </span>
      {children}
    </li>
  )
}

const answers = ['', 'yes', 'no'] as const
const valueOf = (answer: string) => (answer === '' ? null : answer === 'yes')

function RuleForm({ rules, onDone }: { rules: Rule[]; onDone: () => void }) {
  const { t } = useTranslation('people')
  const save = useSaveRules()
  const names = useNames()
  const { data: countries = [] } = useCountries()
  const form = useForm({ country: every, topic_id: every, double: 'yes', ask: '' }, async ({ country, topic_id, double, ask }) => {
    const rule: Rule = { country, topic_id, double_opt_in: valueOf(double), ask_by_message: topic_id === every ? valueOf(ask) : null }
    await save([...rules.filter((other) => placeOf(other) !== placeOf(rule)), rule])
    onDone()
  })
  const { topic_id, double, ask } = form.values
  const replaces = rules.some((rule) => placeOf(rule) === placeOf({ ...rule, country: form.values.country, topic_id }))
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <Select {...form.choice('country')} label={t('consentRule.where')} searchable allowDeselect={false} data={[every, ...countries.map(({ country }) => country)].map((value) => ({ value, label: names.country(value) }))} />
        <Select {...form.choice('topic_id')} label={t('consentRule.about')} allowDeselect={false} data={[{ value: every, label: t('consentRule.everyTopic') }, ...names.topics]} />
        <Select {...form.choice('double')} label={t('consentRule.double.label')} allowDeselect={false} data={answers.map((value) => ({ value, label: t(value === '' ? 'consentRule.asOtherwise' : `consentRule.double.${value}`) }))} />
        {topic_id === every && (
          <Select {...form.choice('ask')} label={t('consentRule.ask.label')} description={t('consentRule.ask.means')} allowDeselect={false} data={answers.map((value) => ({ value, label: t(value === '' ? 'consentRule.asOtherwise' : `consentRule.ask.${value}`) }))} />
        )}
        {replaces && <Text size="sm">{t('consentRule.replaces')}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={double === '' && (ask === '' || topic_id !== every)}>
            {t('consentRule.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
