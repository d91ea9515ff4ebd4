import { Button, Chip, Group, Skeleton, Text } from '@mantine/core'
import { IconBolt, IconFileSpreadsheet, IconMessageReply, IconSend, IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { type Page, request } from '../api.ts'
import { Why } from '../campaigns/why.tsx'
import { outcomeTones, useReason } from '../campaigns/words.ts'
import { Context } from '../events/context.tsx'
import { useEventWords } from '../events/event-words.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { DateTime } from '../kit/date-time.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { HandOverDetail } from '../kit/said.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { useConsentSource } from './consent-words.ts'
import classes from './profile.module.css'
import type { TimelineItem } from './queries.ts'

const kinds = ['message', 'reply', 'consent', 'event', 'import'] as const
const glyphs = { message: IconSend, reply: IconMessageReply, consent: IconShieldCheck, event: IconBolt, import: IconFileSpreadsheet }

/** Everything between this person and the company in order of time, newest first. */
export function Timeline({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const [shown, setShown] = useState<string[]>([])
  const [opened, setOpened] = useState<string | null>(null)
  const query = useInfiniteQuery({
    queryKey: ['contacts', 'timeline', contactId, shown],
    queryFn: ({ pageParam, signal }) =>
      request<Page<TimelineItem>>('GET', `/v1/contacts/${contactId}/timeline`, { query: { limit: 30, after: pageParam, kind: shown.join(',') }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page_info.after,
    refetchInterval: 10_000,
  })
  const items = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <section className={classes.timeline} aria-labelledby="timeline">
      <h2 id="timeline">{t('timeline.title')}</h2>
      <Chip.Group multiple value={shown} onChange={setShown}>
        <Group gap={6} mb={12} role="group" aria-label={t('timeline.show')}>
          {kinds.map((kind) => (
            <Chip key={kind} value={kind} size="xs" variant="outline">
              {t(`timeline.kind.${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {query.error && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton height={240} />
      ) : items.length === 0 ? (
        <Text c="dimmed">{t('timeline.empty')}</Text>
      ) : (
        <ol className={classes.items}>
          {items.map((item) => (
            <Item key={item.id} item={item} onOpen={() => setOpened(item.id)} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('timeline.more')}
        </Button>
      )}
      <MessagePanel id={opened} onClose={() => setOpened(null)} />
    </section>
  )
}

type Body = { campaign?: string | null; source_kind?: string; reason?: string | null; detail?: string | null; machine?: boolean; text?: string | null; file_name?: string; source?: string; price_micro?: number; skips?: { step: number; medium: string; reason: string }[] }

function Item({ item, onOpen }: { item: TimelineItem; onOpen: () => void }) {
  const { t } = useTranslation('contacts')
  const reason = useReason()
  const sourceWords = useConsentSource()
  const format = useFormat()
  const body = item.body as Body
  const Glyph = glyphs[item.kind as keyof typeof glyphs] ?? IconBolt
  const isMessage = item.kind === 'message'
  const isOurs = isMessage || item.type.startsWith('message.')
  const inWords = useEventWords()
  const told = item.kind === 'event' ? inWords(item.type, item.body as Record<string, unknown>) : undefined
  const title = told?.title ?? word(t, `timeline.${item.kind}.${item.type.replaceAll('.', '_')}`, item.type)
  return (
    <li className={classes.item}>
      <Glyph size={18} stroke={1.5} aria-hidden className={classes.glyph} />
      <div className={classes.grow}>
        <div className={classes.itemHead}>
          {isMessage ? (
            <button type="button" className={classes.opener} onClick={onOpen}>
              {body.campaign ?? t(body.source_kind === 'consent' ? 'timeline.askedToConfirm' : 'timeline.single')}
            </button>
          ) : (
            <strong>{title}</strong>
          )}
          {isMessage && <StatusBadge tone={outcomeTones[item.type] ?? 'neutral'} label={title} />}
          {item.medium && item.medium !== '*' && <MediumIcon medium={item.medium} size={16} withName />}
        </div>
        {body.reason && !told?.said.has('reason') && <Text size="sm">{reason(body.reason)}</Text>}
        {isOurs && body.detail && (
          <Text size="sm" c="dimmed">
            <HandOverDetail>{body.detail}</HandOverDetail>
          </Text>
        )}
        {isOurs && body.machine && <Text size="sm">{t('timeline.machine')}</Text>}
        {body.text && <p className={classes.quote}>{body.text}</p>}
        {body.source && <Text size="sm">{sourceWords(body.source)}</Text>}
        {body.file_name && <Text size="sm">{body.file_name}</Text>}
        {told && told.about.length > 0 && <Text size="sm">{told.about.join(' · ')}</Text>}
        {told && <Properties body={item.body as Record<string, unknown>} hidden={isOurs ? inOurs : new Set([...known, ...told.said])} />}
        {told && (
          <Text size="xs" c="dimmed">
            <Context properties={item.body as Record<string, unknown>} />
          </Text>
        )}
        <Text size="xs" c="dimmed">
          <DateTime at={item.at} />
          {isMessage && body.price_micro ? ` · ${format.money(body.price_micro, undefined, true)}` : ''}
        </Text>
      </div>
    </li>
  )
}

const known = new Set(['medium', 'message_id', 'campaign', 'reason', 'text', 'source', 'file_name', 'attempt_id'])
/** Of events that Carillon records itself, ids and what is said in words lead nowhere. */
const inOurs = new Set([...known, 'run_id', 'source_kind', 'source_id', 'step', 'detail', 'machine'])

function Properties({ body, hidden }: { body: Record<string, unknown>; hidden: ReadonlySet<string> }) {
  const facts = Object.entries(body).filter(([key, value]) => !hidden.has(key) && value !== null && typeof value !== 'object')
  if (facts.length === 0) return null
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {facts.map(([key, value]) => [key, String(value)].join(': ')).join(', ')}
    </Text>
  )
}

function MessagePanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('contacts')
  const { data, error, refetch } = useQuery({
    queryKey: ['messages', 'one', id],
    queryFn: ({ signal }) => request<Schema<'Message'>>('GET', `/v1/messages/${id}`, { signal }),
    enabled: id !== null,
  })
  return (
    <SidePanel open={id !== null} title={t('timeline.why')} onClose={onClose}>
      {data ? <Why message={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} />}
    </SidePanel>
  )
}
