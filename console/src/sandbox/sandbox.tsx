import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAdjustments, IconEye, IconFlask, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { word } from '../i18n/word.ts'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { media, MediumIcon, useMediumName } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { Crowd } from './crowd.tsx'
import { Opened } from './opened.tsx'
import { OpenLink } from './phone.tsx'
import type { SandboxSearch } from './routes.tsx'
import { messageTones } from './tones.ts'
import { handedOf, messagesPage, type SandboxMessage } from './queries.ts'
import classes from './sandbox.module.css'
import { SkipWait } from './skip-wait.tsx'

const pageSize = 60

/** Messages that stand together: what one device got, the newest first. */
function byDevice(messages: SandboxMessage[]): [string, SandboxMessage[]][] {
  return [...Map.groupBy(messages, ({ to }) => to)]
}

/** Every phone, mailbox and chat of the sandbox, as the people see them, and with what they could do. */
export function Sandbox() {
  const { t } = useTranslation('sandbox')
  const mediumName = useMediumName()
  const mayWrite = useCan('sandbox:write')
  const [medium, setMedium] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 250)
  const [limit, setLimit] = useState(pageSize)
  const { open: linked = null, ...link } = useSearch({ strict: false }) as SandboxSearch
  const [open, setOpen] = useState<string | null>(linked)
  const [crowd, setCrowd] = useState(false)
  const list = useQuery({
    queryKey: ['sandbox', 'list', medium, asked, limit],
    queryFn: ({ signal }) => messagesPage({ medium, search: asked, limit }, signal),
    refetchInterval: 1500,
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.data ?? []
  const filtered = medium !== null || asked !== ''
  return (
    <Page
      title={t('title')}
      note={t('note')}
      secondary={
        <>
          <SkipWait />
          {mayWrite && (
            <Button variant="default" leftSection={<IconAdjustments size={16} stroke={1.5} />} onClick={() => setCrowd(true)}>
              {t('crowd.open')}
            </Button>
          )}
        </>
      }
    >
      {link.medium && link.start && <OpenLink medium={link.medium} payload={link.start} />}
      <div className={classes.panes} data-open={open ?? undefined}>
        <div className={classes.left}>
          <div style={{ display: 'flex', gap: 8, marginBlockEnd: 12 }}>
            <TextInput
              flex={1}
              type="search"
              aria-label={t('search')}
              placeholder={t('search')}
              leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
              value={search}
              onChange={({ currentTarget: { value } }) => setSearch(value)}
            />
            <Select
              w={140}
              clearable
              aria-label={t('medium')}
              placeholder={t('anyMedium')}
              value={medium}
              onChange={setMedium}
              data={media.map((value) => ({ value, label: mediumName(value) }))}
            />
          </div>
          {list.error && rows.length === 0 ? (
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          ) : rows.length === 0 && !list.isPending ? (
            filtered ? (
              <EmptyState icon={IconSearch} title={t('none.title')}>
                <Button
                  variant="default"
                  onClick={() => {
                    setSearch('')
                    setMedium(null)
                  }}
                >
                  {t('none.clear')}
                </Button>
              </EmptyState>
            ) : (
              <EmptyState icon={IconFlask} title={t('empty.title')} text={t('empty.text')} />
            )
          ) : (
            <>
              <ul className={classes.list} aria-label={t('title')}>
                {byDevice(rows).map(([to, messages]) => (
                  <li key={to}>
                    <div className={classes.person}>
                      {handedOf(messages[0]!).to_name ?? to}
                      {handedOf(messages[0]!).to_name && <span className={classes.small}> · {to}</span>}
                    </div>
                    {messages.map((message) => (
                      <Line key={message.id} message={message} current={message.id === open} onOpen={() => setOpen(message.id)} />
                    ))}
                  </li>
                ))}
              </ul>
              {list.data?.page_info.after && (
                <Button mt={8} variant="subtle" onClick={() => setLimit(limit + pageSize)}>
                  {t('more')}
                </Button>
              )}
            </>
          )}
        </div>
        {open ? <Opened id={open} onClose={() => setOpen(null)} /> : rows.length > 0 && <EmptyState icon={IconFlask} title={t('pick.title')} text={t('pick.text')} />}
      </div>
      {crowd && <Crowd onClose={() => setCrowd(false)} />}
    </Page>
  )
}

function Line({ message, current, onOpen }: { message: SandboxMessage; current: boolean; onOpen: () => void }) {
  const { t } = useTranslation('sandbox')
  const { form } = handedOf(message)
  return (
    <button type="button" className={classes.item} aria-current={current || undefined} onClick={onOpen}>
      <MediumIcon medium={message.medium} size={16} />
      <span className={classes.words}>{form.subject ?? form.title ?? form.text?.replaceAll('*', '')}</span>
      <span className={classes.small}>
        <DateTime at={message.received_at} show="time" />
      </span>
      <span className={classes.under}>
        {message.test ? <StatusBadge tone="neutral" icon={IconEye} label={t('test.badge')} /> : <StatusBadge tone={messageTones[message.state] ?? 'neutral'} label={word(t, `state.${message.state}`, message.state)} />}
      </span>
    </button>
  )
}
