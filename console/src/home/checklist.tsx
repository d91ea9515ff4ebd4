import { Button, Text, Title } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconRocket } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery, useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { Confirm } from '../kit/confirm.tsx'
import { Door } from '../kit/door.tsx'
import { toast } from '../kit/toast.tsx'
import classes from './home.module.css'
import { type ChecklistId, type HomeFacts, homeQuery } from './queries.ts'

/** Where each thing is done; the public address is a setting of the server and has no page. */
const places: Partial<Record<ChecklistId, string>> = {
  contacts: '/contacts/import', rehearsal: '/campaigns', mail: '/settings/connections', sms: '/settings/connections', messenger: '/settings/connections', team: '/settings/team',
}

/** What is still to do before real people can be written to; gone once all is done and the workspace is live. */
export function Checklist({ facts }: { facts: HomeFacts }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const mayWrite = useCan('workspace:write')
  const done = facts.checklist.filter((item) => item.done).length
  const sandbox = facts.environment === 'sandbox'
  if (!mayWrite || (!sandbox && done === facts.checklist.length)) return null
  return (
    <section aria-labelledby="checklist" id="checklist-section">
      <div className={classes.head}>
        <div>
          <Title order={2} size="h3" id="checklist">
            {t(sandbox ? 'checklist.title' : 'checklist.titleLive')}
          </Title>
          <Text size="xs" c="dimmed">
            {t('checklist.done', { done: format.number(done), total: format.number(facts.checklist.length) })}
          </Text>
        </div>
        <Environment sandbox={sandbox} />
      </div>
      <ul className={classes.box}>
        {facts.checklist.map(({ id, done: isDone, detail }) => {
          const href = places[id]
          const Glyph = isDone ? IconCircleCheck : IconCircle
          return (
            <li key={id} className={classes.todo} data-done={isDone || undefined}>
              <Glyph size={20} stroke={1.5} aria-hidden color={isDone ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-dimmed)'} />
              <div>
                <strong>{t(`checklist.${id}.title`)}</strong>
                <span className="visually-hidden"> {t(isDone ? 'checklist.isDone' : 'checklist.isOpen')}</span>
                {!isDone && <p>{id === 'public_url' ? t('checklist.public_url.text', { url: detail }) : t(`checklist.${id}.text`)}</p>}
              </div>
              {!isDone && href && (
                <Button component={Door} href={href} variant="default" size="compact-sm">
                  {t(`checklist.${id as 'contacts'}.do`)}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Environment({ sandbox }: { sandbox: boolean }) {
  const { t } = useTranslation('home')
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const change = useMutation({
    mutationFn: () => request('PUT', '/v1/workspace/environment', { body: { environment: sandbox ? 'live' : 'sandbox' } }),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: meQuery.queryKey, refetchType: 'all' }), client.invalidateQueries({ queryKey: homeQuery.queryKey })])
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      toast(t(sandbox ? 'environment.isLive' : 'environment.isSandbox'))
    },
  })
  return (
    <>
      <Button variant="default" leftSection={sandbox ? <IconRocket size={16} stroke={1.5} /> : undefined} onClick={() => setAsking(true)}>
        {t(sandbox ? 'environment.goLive' : 'environment.goBack')}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t(sandbox ? 'environment.askLive' : 'environment.askSandbox')}
        action={t(sandbox ? 'environment.goLive' : 'environment.goBack')}
        onConfirm={() => change.mutateAsync()}
      >
        {t(sandbox ? 'environment.liveMeans' : 'environment.sandboxMeans')}
      </Confirm>
    </>
  )
}
