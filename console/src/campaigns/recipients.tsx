import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Page, request } from '../api.ts'
import { useMediumName } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { useTable } from '../kit/table.ts'
import classes from './people.module.css'
import { PeopleList } from './people-list.tsx'
import type { Message } from './queries.ts'
import { Why } from './why.tsx'
import { outcomeTones, useReason } from './words.ts'

export type RecipientFilter = {
  state?: Message['state']
  reason?: string
  step?: number
  medium?: string
  mark?: 'accepted' | 'delivered' | 'read' | 'clicked' | 'replied' | 'failed' | 'unknown' | 'opted_out' | 'goal' | 'late'
}

/** The people behind a number of the report; one of them opens to every step that was taken or not, and why. */
export function RecipientsPanel({ id, title, filter, onClose }: { id: string; title: string; filter: RecipientFilter; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const reason = useReason()
  const mediumName = useMediumName()
  const [chosen, setChosen] = useState<Message | null>(null)
  const table = useTable<Message>({
    key: ['campaigns', 'recipients', id, filter],
    fetchPage: (ask, signal) => request<Page<Message>>('GET', `/v1/campaigns/${id}/recipients`, { query: { ...ask, ...filter }, signal }),
  })
  return (
    <SidePanel open title={chosen ? (chosen.contact_name ?? t('nameless')) : title} onClose={onClose} width={560}>
      {chosen ? (
        <>
          <Button variant="subtle" color="gray" size="compact-sm" mb={8} leftSection={<IconArrowLeft size={16} stroke={1.5} className="flips" />} onClick={() => setChosen(null)}>
            {t('why.back')}
          </Button>
          <div>
            <Why message={table.rows.find(({ id: own }) => own === chosen.id) ?? chosen} />
          </div>
        </>
      ) : (
        <PeopleList table={table} rowId={(message) => message.id}>
          {(message) => (
            <>
              <div className={classes.head}>
                <button type="button" className={classes.opener} onClick={() => setChosen(message)}>
                  {message.contact_name ?? t('nameless')}
                </button>
                <StatusBadge
                  tone={outcomeTones[message.state] ?? 'neutral'}
                  label={message.reached_medium ? t('why.reachedBy', { medium: mediumName(message.reached_medium) }) : t(`outcome.${message.state === 'waiting' ? 'in_flight' : message.state}`)}
                />
              </div>
              {message.reason && <div className={classes.small}>{reason(message.reason)}</div>}
            </>
          )}
        </PeopleList>
      )}
    </SidePanel>
  )
}
