import { ActionIcon, Button, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { Door } from '../kit/door.tsx'
import { announce } from '../shell/live-region.tsx'
import classes from './events.module.css'
import { curlOf, snippetOf } from './snippets.ts'

/** From nothing to the first event: the key, a try by hand, the site. */
export function HowToSend() {
  const { t } = useTranslation('events')
  const mayMakeKeys = useCan('keys:write')
  const { origin } = globalThis.location
  return (
    <Stack gap="lg" ta="start" className={classes.teach}>
      <section>
        <h3>{t('teach.key')}</h3>
        <Text c="dimmed">{t('teach.keyText')}</Text>
        {mayMakeKeys ? (
          <Button component={Door} href="/settings/api-keys" variant="default" mt={8} leftSection={<IconKey size={16} stroke={1.5} />}>
            {t('teach.openKeys')}
          </Button>
        ) : (
          <Text mt={8}>{t('teach.askKeys')}</Text>
        )}
      </section>
      <section>
        <h3>{t('teach.try')}</h3>
        <Snippet label={t('teach.terminal')} code={curlOf(origin)} />
      </section>
      <section>
        <h3>{t('teach.site')}</h3>
        <Text c="dimmed" mb={8}>
          {t('teach.siteText')}
        </Text>
        <Snippet label={t('teach.snippet')} code={snippetOf(origin)} />
      </section>
    </Stack>
  )
}

function Snippet({ label, code }: { label: string; code: string }) {
  const { t } = useTranslation('kit')
  const { copied, copy } = useClipboard({ timeout: 2000 })
  const take = () => {
    copy(code)
    announce(t('copy.done'))
  }
  return (
    <div className={classes.snippet} role="group" aria-label={label}>
      <pre className={`${classes.code} ${classes.wrapped}`}>{code}</pre>
      <ActionIcon aria-label={copied ? t('copy.done') : t('copy.do')} onClick={take} className={classes.copy}>
        {copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
      </ActionIcon>
    </div>
  )
}
