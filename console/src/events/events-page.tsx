import { Button } from '@mantine/core'
import { IconCode } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../kit/page.tsx'
import { PageTabs } from '../kit/page-tabs.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { HowToSend } from './how-to-send.tsx'

/** A page of Events: what arrived and what was refused, and how to send some. */
export function EventsPage({ status, action, children }: { status?: ReactNode; action?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('events')
  const [teaching, setTeaching] = useState(false)
  return (
    <Page
      title={t('title')}
      note={t('note')}
      status={status}
      secondary={
        <>
          <Button variant="subtle" color="gray" leftSection={<IconCode size={16} stroke={1.5} />} onClick={() => setTeaching(true)}>
            {t('how')}
          </Button>
          {action}
        </>
      }
    >
      <PageTabs
        label={t('title')}
        pages={[
          { path: '/events', label: t('live') },
          { path: '/events/refused', label: t('refused') },
        ]}
      />
      {children}
      <SidePanel open={teaching} title={t('how')} width={600} onClose={() => setTeaching(false)}>
        <HowToSend />
      </SidePanel>
    </Page>
  )
}
