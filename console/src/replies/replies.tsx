import { Button, SegmentedControl } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { Exchange } from './exchange.tsx'
import { countQuery, repliesQuery, type Reply } from './queries.ts'
import classes from './replies.module.css'
import type { ReplyFilter, ReplySearch } from './routes.tsx'
import { Timeline } from './timeline.tsx'

const route = getRouteApi('/frame/replies')
const filters: ReplyFilter[] = ['open', 'unread', 'review', 'handled']
const pageSize = 50

/** What people wrote back: the list, the exchange with one of them, and what else happened with that person. */
export function Replies() {
  const { t } = useTranslation('replies')
  const format = useFormat()
  const { state = 'open', contact }: ReplySearch = route.useSearch()
  const navigate = route.useNavigate()
  const [limit, setLimit] = useState(pageSize)
  const { data: count } = useQuery(countQuery)
  const list = useQuery({ ...repliesQuery(state, limit), placeholderData: keepPreviousData })
  // One line a person: the newest of what they wrote.
  const rows = [...Map.groupBy(list.data?.data ?? [], ({ contact_id }) => contact_id).values()].map((group) => ({ ...group[0]!, unread: group.some(({ read_at }) => !read_at), review: group.some(({ needs_review }) => needs_review) }))
  const open = (id: string | undefined) => void navigate({ search: (before: ReplySearch) => ({ ...(before.state ? { state: before.state } : {}), ...(id ? { contact: id } : {}) }) })
  return (
    <Page title={t('title')}>
      <div className={classes.panes} data-open={contact ?? undefined}>
        <div className={classes.left}>
          <SegmentedControl
            fullWidth
            mb={12}
            size="xs"
            aria-label={t('filter')}
            value={state}
            onChange={(value) => void navigate({ search: () => ({ state: value as ReplyFilter, ...(contact ? { contact } : {}) }) })}
            data={filters.map((value) => ({
              value,
              label: count && (value === 'open' || value === 'unread') ? t(`filterCount.${value}`, { n: format.number(count[value]) }) : t(`state.${value}`),
            }))}
          />
          {list.error && !list.data ? (
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          ) : rows.length === 0 && !list.isPending ? (
            <EmptyState icon={IconMessages} title={t(`empty.${state}.title`)} text={t(`empty.${state}.text`)} />
          ) : (
            <ul className={classes.list} aria-label={t('title')}>
              {rows.map((reply) => (
                <Line key={reply.contact_id} reply={reply} current={reply.contact_id === contact} onOpen={() => open(reply.contact_id)} />
              ))}
            </ul>
          )}
          {list.data?.page_info.after && (
            <Button mt={8} variant="subtle" onClick={() => setLimit(limit + pageSize)}>
              {t('more')}
            </Button>
          )}
        </div>
        {contact ? (
          <>
            <Exchange key={contact} contactId={contact} onClose={() => open(undefined)} />
            <Timeline contactId={contact} />
          </>
        ) : (
          rows.length > 0 && <EmptyState icon={IconMessages} title={t('pick.title')} text={t('pick.text')} />
        )}
      </div>
    </Page>
  )
}

function Line({ reply, current, onOpen }: { reply: Reply & { unread: boolean; review: boolean }; current: boolean; onOpen: () => void }) {
  const { t } = useTranslation('replies')
  return (
    <li>
      <button type="button" className={classes.item} data-unread={reply.unread || undefined} aria-current={current || undefined} onClick={onOpen}>
        <span className={classes.top}>
          <span className={classes.name}>
            {reply.unread && <span className={classes.dot} aria-hidden />}
            {reply.contact_name ?? t('nameless')}
            {reply.unread && <span className="visually-hidden">{t('state.unread')}</span>}
          </span>
          <span className={classes.small}>
            <MediumIcon medium={reply.medium} size={14} /> <DateTime at={reply.received_at} show="relative" />
          </span>
        </span>
        <span className={classes.words}>{reply.text}</span>
        {reply.review && <StatusBadge tone="attention" label={t('state.review')} />}
        {reply.campaign && <span className={classes.small}>{reply.campaign.name}</span>}
      </button>
    </li>
  )
}
