import { Autocomplete, MultiSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { segmentsQuery } from '../campaigns/queries.ts'
import { tagsQuery, traitsQuery } from '../contacts/queries.ts'
import { topicsQuery, useTopicName } from '../contacts/topics.ts'
import { useFormat } from '../i18n/format.ts'
import { media, useMediumName } from '../kit/medium.tsx'
import { stagesQuery } from '../stages/queries.ts'
import { useStageName } from '../stages/words.ts'
import { Comparison } from './comparison.tsx'
import { LearnedLeaf } from './learned-leaf.tsx'
import { Pick } from './pick.tsx'
import { fields, isLearned, kindOf, type Leaf, type ValueType, type Where } from './rule.ts'
import classes from './segments.module.css'
import { importChoice } from './sentence.ts'
import { Wheres } from './wheres.tsx'

export function LeafEditor({ leaf, own, onChange }: { leaf: Leaf; own: string | undefined; onChange: (leaf: Leaf) => void }) {
  return <div className={classes.leaf}>{leafOf(leaf, own, onChange)}</div>
}

function leafOf(leaf: Leaf, own: string | undefined, onChange: (leaf: Leaf) => void) {
  const kind = kindOf(leaf)
  if (isLearned(kind)) return <LearnedLeaf kind={kind} leaf={leaf} onChange={onChange} />
  switch (kind) {
    case 'tag':
      return <Tag leaf={leaf} onChange={onChange} />
    case 'trait':
    case 'field':
      return <Known leaf={leaf} onChange={onChange} />
    case 'consent':
      return <Consent leaf={leaf} onChange={onChange} />
    case 'endpoint':
    case 'identity':
      return <Has leaf={leaf} onChange={onChange} />
    case 'score':
      return <Score leaf={leaf} onChange={onChange} />
    case 'stage':
      return <InStage leaf={leaf} onChange={onChange} />
    case 'event':
      return <Event leaf={leaf} onChange={onChange} />
    default:
      return <Member leaf={leaf} own={own} onChange={onChange} />
  }
}

type Props = { leaf: Leaf; onChange: (leaf: Leaf) => void }

function Tag({ leaf, onChange }: Props) {
  const { t } = useTranslation('segments')
  const { data } = useQuery(tagsQuery)
  return (
    <>
      <Pick label={t('kind.tag')} value={leaf.has === false ? 'no' : 'yes'} onChange={(value) => onChange({ ...leaf, has: value === 'yes' })} data={[{ value: 'yes', label: t('word.hasTag') }, { value: 'no', label: t('word.hasNoTag') }]} />
      <Autocomplete size="xs" w={200} aria-label={t('kind.tag')} value={String(leaf.tag)} onChange={(tag) => onChange({ ...leaf, tag })} data={data?.data ?? []} maxLength={60} />
    </>
  )
}

function Known({ leaf, onChange }: Props) {
  const { t } = useTranslation('segments')
  const { data } = useQuery(traitsQuery)
  if ('field' in leaf) {
    const type = fields[String(leaf.field)] ?? 'text'
    return (
      <>
        <Pick label={t('kind.field')} value={String(leaf.field)} data={Object.keys(fields).map((value) => ({ value, label: t(`field.${value as 'name'}`) }))} onChange={(field) => onChange({ field, op: fields[field] === 'date' ? 'in_last_days' : 'is', value: fields[field] === 'date' ? 30 : '' })} />
        <Comparison type={type} of={String(leaf.field)} value={leaf} onChange={(change) => onChange({ field: leaf.field, ...change })} />
      </>
    )
  }
  const known = data?.data.find(({ name }) => name === leaf.trait)
  const type = (known && ['text', 'number', 'boolean', 'date'].includes(known.type) ? known.type : 'text') as ValueType
  return (
    <>
      <Autocomplete size="xs" w={170} aria-label={t('kind.trait')} placeholder={t('kind.trait')} value={String(leaf.trait)} onChange={(trait) => onChange({ ...leaf, trait })} data={data?.data.map(({ name }) => name) ?? []} maxLength={100} />
      <Comparison type={type} value={leaf} onChange={(change) => onChange({ trait: leaf.trait, ...change })} />
    </>
  )
}

function Consent({ leaf, onChange }: Props) {
  const { t } = useTranslation('segments')
  const mediumName = useMediumName()
  const topicName = useTopicName()
  const { data: topics } = useQuery(topicsQuery)
  return (
    <>
      <Pick width={200} label={t('kind.consent')} value={leaf.holds === false ? 'no' : 'yes'} onChange={(value) => onChange({ ...leaf, holds: value === 'yes' })} data={[{ value: 'yes', label: t('word.agreed') }, { value: 'no', label: t('word.notAgreed') }]} />
      <Pick label={t('channel')} value={String(leaf.consent)} onChange={(consent) => onChange({ ...leaf, consent })} data={media.map((value) => ({ value: value as string, label: mediumName(value) }))} />
      <Pick
        label={t('topic')}
        value={String(leaf.topic_id ?? '')}
        onChange={(topic) => {
          const { topic_id: _before, ...rest } = leaf
          onChange(topic ? { ...rest, topic_id: topic } : rest)
        }}
        data={[{ value: '', label: t('anyTopic') }, ...(topics?.data ?? []).map((topic) => ({ value: topic.id, label: topicName(topic) }))]}
      />
    </>
  )
}

const identities = ['email', 'phone', 'external_id', 'telegram_id', 'push_token', 'anonymous_id'] as const
const states = ['active', 'bounced', 'blocked', 'invalid'] as const

function Has({ leaf, onChange }: Props) {
  const { t } = useTranslation('segments')
  const mediumName = useMediumName()
  const isAddress = 'endpoint' in leaf
  return (
    <>
      <Pick width={200} label={t(isAddress ? 'kind.endpoint' : 'kind.identity')} value={leaf.exists === false ? 'no' : 'yes'} onChange={(value) => onChange({ ...leaf, exists: value === 'yes' })} data={isAddress ? [{ value: 'yes', label: t('word.hasAddress') }, { value: 'no', label: t('word.hasNoAddress') }] : [{ value: 'yes', label: t('word.known') }, { value: 'no', label: t('word.notKnown') }]} />
      {isAddress ? (
        <>
          <Pick label={t('channel')} value={String(leaf.endpoint)} onChange={(endpoint) => onChange({ ...leaf, endpoint })} data={media.map((value) => ({ value: value as string, label: mediumName(value) }))} />
          <Pick label={t('state.label')} value={String(leaf.state ?? 'active')} onChange={(state) => onChange({ ...leaf, state })} data={states.map((value) => ({ value: value as string, label: t(`state.${value}`) }))} />
        </>
      ) : (
        <Pick label={t('kind.identity')} value={String(leaf.identity)} onChange={(identity) => onChange({ ...leaf, identity })} data={identities.map((value) => ({ value: value as string, label: t(`identity.${value}`) }))} />
      )}
    </>
  )
}

function Score({ leaf, onChange }: Props) {
  const { t } = useTranslation('segments')
  return (
    <>
      <span>{t('kind.score')}</span>
      <Comparison type="figure" value={leaf.score as object} onChange={(score) => onChange({ score })} />
    </>
  )
}

function InStage({ leaf, onChange }: Props) {
  const { t } = useTranslation('segments')
  const { data } = useQuery(stagesQuery)
  const name = useStageName()
  const stage = leaf.stage as { in: string[]; holds: boolean }
  return (
    <>
      <Pick width={190} label={t('kind.stage')} value={stage.holds ? 'yes' : 'no'} onChange={(value) => onChange({ stage: { ...stage, holds: value === 'yes' } })} data={[{ value: 'yes', label: t('word.inStage') }, { value: 'no', label: t('word.notInStage') }]} />
      <MultiSelect size="xs" miw={200} aria-label={t('kind.stage')} value={stage.in} onChange={(keys) => onChange({ stage: { ...stage, in: keys } })} data={(data?.data ?? []).map(({ key }) => ({ value: key, label: name(key) }))} />
    </>
  )
}

function Member({ leaf, own, onChange }: Props & { own: string | undefined }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const isImport = 'import' in leaf
  const { data: segments } = useQuery(segmentsQuery)
  const { data: imports } = useQuery(importChoice)
  const data = isImport
    ? (imports?.data ?? []).map(({ id, file_name, created_at }) => ({ value: id, label: [file_name, format.date(created_at)].join(', ') }))
    : (segments?.data ?? []).filter(({ id }) => id !== own).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <span>{t(isImport ? 'word.cameWith' : 'word.isIn')}</span>
      <Pick width={260} label={t(isImport ? 'kind.import' : 'kind.segment')} value={String(isImport ? leaf.import : leaf.segment)} data={data} onChange={(id) => onChange(isImport ? { import: id } : { segment: id })} />
    </>
  )
}

type EventRule = { type: string; did: boolean; times?: { op: string; n: number }; in_last_days?: number; since?: string; where?: Where[] | undefined }
const without = ({ where, ...event }: EventRule): EventRule => (where ? { ...event, where } : event)
const usual = ['Product Viewed', 'Product Added', 'Order Completed', 'message.delivered', 'message.read', 'message.clicked']

function Event({ leaf, onChange }: Props) {
  const { t } = useTranslation('segments')
  const event = leaf.event as EventRule
  const set = (next: EventRule) => onChange({ event: next })
  const { in_last_days: days, since, times, ...bare } = event
  const period = days !== undefined ? 'days' : since !== undefined ? 'since' : 'ever'
  const when = days !== undefined ? { in_last_days: days } : since !== undefined ? { since } : {}
  const often = times ? { times } : {}
  return (
    <>
      <Pick width={120} label={t('kind.event')} value={event.did ? 'did' : 'not'} onChange={(value) => set(value === 'did' ? { ...bare, ...when, did: true, times: { op: 'at_least', n: 1 } } : { ...bare, ...when, did: false })} data={[{ value: 'did', label: t('word.did') }, { value: 'not', label: t('word.didNot') }]} />
      <Autocomplete size="xs" w={180} aria-label={t('eventName')} placeholder={t('eventName')} value={event.type} onChange={(type) => set({ ...event, type })} data={usual} maxLength={200} />
      {event.did && times && (
        <>
          <Pick width={110} label={t('often')} value={times.op} onChange={(op) => set({ ...event, times: { ...times, op } })} data={(['at_least', 'at_most', 'exactly'] as const).map((value) => ({ value, label: t(`times.${value}`) }))} />
          <span className={classes.unit}>
            <NumberInput size="xs" w={70} aria-label={t('often')} min={0} max={100_000} value={times.n} onChange={(n) => typeof n === 'number' && set({ ...event, times: { ...times, n } })} />
            <span>{t('times.unit', { count: times.n })}</span>
          </span>
        </>
      )}
      <Pick
        width={130}
        label={t('period.label')}
        value={period}
        onChange={(next) => set({ ...bare, ...often, ...(next === 'days' ? { in_last_days: 30 } : next === 'since' ? { since: new Date().toISOString() } : {}) })}
        data={(['ever', 'days', 'since'] as const).map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      {days !== undefined && (
        <span className={classes.unit}>
          <NumberInput size="xs" w={80} aria-label={t('period.days')} min={1} max={3650} value={days} onChange={(next) => typeof next === 'number' && next > 0 && set({ ...event, in_last_days: next })} />
          <span>{t('period.unit', { count: days })}</span>
        </span>
      )}
      {since !== undefined && (
        <TextInput size="xs" type="date" aria-label={t('period.since')} value={since.slice(0, 10)} onChange={({ currentTarget: { value } }) => value && set({ ...event, since: `${value}T00:00:00.000Z` })} />
      )}
      <Wheres where={event.where} onChange={(where) => set(without({ ...event, where }))} />
    </>
  )
}
