import { Autocomplete, MultiSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { traitsQuery } from '../contacts/queries.ts'
import { media, useMediumName } from '../kit/medium.tsx'
import { Comparison } from './comparison.tsx'
import { Pick } from './pick.tsx'
import { type Leaf, type LearnedKind, purchaseFacts, rfmClasses, type Where } from './rule.ts'
import classes from './segments.module.css'
import { Wheres } from './wheres.tsx'

type Inner = Record<string, unknown>
type Props = { inner: Inner; set: (change: Inner) => void }

const usual = ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed', 'Page Viewed', 'message.read', 'message.clicked']

/** A condition about what people did and bought, a day that comes round, or a draw. */
export function LearnedLeaf({ kind, leaf, onChange }: { kind: LearnedKind; leaf: Leaf; onChange: (leaf: Leaf) => void }) {
  const inner = leaf[kind] as Inner
  const set = (change: Inner) => onChange({ [kind]: Object.fromEntries(Object.entries({ ...inner, ...change }).filter(([, value]) => value !== undefined)) })
  switch (kind) {
    case 'purchases': return <Purchases leaf={leaf} onChange={onChange} />
    case 'rfm': return <Classes inner={inner} set={set} />
    case 'interest': return <Interest inner={inner} set={set} />
    case 'unfinished': return <Unfinished inner={inner} set={set} replace={(next) => onChange({ unfinished: next })} />
    case 'engagement': return <Engagement inner={inner} set={set} />
    case 'sequence': return <Sequence inner={inner} set={set} />
    case 'aggregate': return <Aggregate inner={inner} set={set} />
    case 'anniversary': return <Anniversary inner={inner} set={set} />
    case 'sample': return <Sample inner={inner} set={set} />
  }
}

function Did({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  return <Pick width={120} label={t('kind.event')} value={inner.did ? 'did' : 'not'} onChange={(value) => set({ did: value === 'did' })} data={[{ value: 'did', label: t('word.did') }, { value: 'not', label: t('word.didNot') }]} />
}

/** How far back is looked; empty is ever. */
function LastDays({ inner, set, word }: Props & { word?: string }) {
  const { t } = useTranslation('segments')
  const days = typeof inner.in_last_days === 'number' ? inner.in_last_days : undefined
  return (
    <span className={classes.unit}>
      <span>{word ?? t('word.lately')}</span>
      <NumberInput size="xs" w={90} aria-label={t('period.days')} placeholder={t('period.ever')} min={1} max={3650} value={days ?? ''} onChange={(next) => set({ in_last_days: typeof next === 'number' && next > 0 ? next : undefined })} />
      {days !== undefined && <span>{t('period.unit', { count: days })}</span>}
    </span>
  )
}

function EventName({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <Autocomplete size="xs" w={180} aria-label={label} placeholder={label} value={value} onChange={onChange} data={usual} maxLength={200} />
}

function Purchases({ leaf, onChange }: { leaf: Leaf; onChange: (leaf: Leaf) => void }) {
  const { t } = useTranslation('segments')
  const isDate = String(leaf.purchases).endsWith('_at')
  return (
    <>
      <Pick label={t('kind.purchases')} value={String(leaf.purchases)} data={purchaseFacts.map((value) => ({ value: value as string, label: t(`purchases.${value}`) }))} onChange={(fact) => onChange(fact.endsWith('_at') ? { purchases: fact, op: 'in_last_days', value: 30 } : { purchases: fact, op: 'gte', value: 1 })} />
      <Comparison type={isDate ? 'date' : 'number'} value={leaf} onChange={(change) => onChange({ purchases: leaf.purchases, ...change })} />
    </>
  )
}

function Classes({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  return (
    <>
      <span>{t('word.isBuyer')}</span>
      <MultiSelect size="xs" miw={220} aria-label={t('kind.rfm')} value={inner.in as string[]} onChange={(next) => set({ in: next })} data={rfmClasses.map((value) => ({ value, label: t(`rfm.${value}`) }))} />
    </>
  )
}

function Interest({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  const by = inner.category !== undefined && inner.product !== undefined ? 'both' : inner.category !== undefined ? 'category' : inner.product !== undefined ? 'product' : 'any'
  const asked = (['product', 'category'] as const).filter((one) => by === one || by === 'both')
  const choose = (next: string) => set(Object.fromEntries((['product', 'category'] as const).map((one) => [one, next === one || next === 'both' ? (inner[one] ?? '') : undefined])))
  return (
    <>
      <Did inner={inner} set={set} />
      <Pick width={150} label={t('kind.interest')} value={String(inner.sign)} onChange={(sign) => set({ sign })} data={(['viewed', 'added', 'wished', 'bought'] as const).map((value) => ({ value, label: t(`sign.${value}`) }))} />
      <Pick width={170} label={t('word.which')} value={by} onChange={choose} data={(['any', 'product', 'category', 'both'] as const).map((value) => ({ value, label: t(`by.${value}`) }))} />
      {asked.map((one) => (
        <TextInput key={one} size="xs" w={160} aria-label={t(`by.${one}`)} placeholder={t(`by.${one}`)} value={String(inner[one] ?? '')} onChange={({ currentTarget: { value } }) => set({ [one]: value })} maxLength={200} />
      ))}
      <LastDays inner={inner} set={set} />
    </>
  )
}

type What = 'basket' | 'form' | 'chat'

function Unfinished({ inner, set, replace }: Props & { replace: (inner: Inner) => void }) {
  const { t } = useTranslation('segments')
  const currency = useWorkspace()?.currency
  const what = inner.what as What
  const hours = typeof inner.idle_hours === 'number' ? inner.idle_hours : undefined
  const worth = typeof inner.at_least === 'number' ? inner.at_least : undefined
  // What is asked of one kind alone goes when another is chosen.
  const choose = (next: string) => replace({ what: next, has: inner.has, ...(hours !== undefined && { idle_hours: hours }), ...(inner.in_last_days !== undefined && { in_last_days: inner.in_last_days }) })
  const named = (key: 'form' | 'product' | 'category', label: string) => (
    <TextInput key={key} size="xs" w={150} aria-label={label} placeholder={label} value={String(inner[key] ?? '')} onChange={({ currentTarget: { value } }) => set({ [key]: value || undefined })} maxLength={200} />
  )
  return (
    <>
      <Pick width={120} label={t('kind.unfinished')} value={inner.has ? 'yes' : 'no'} onChange={(value) => set({ has: value === 'yes' })} data={[{ value: 'yes', label: t('word.has') }, { value: 'no', label: t('word.hasNot') }]} />
      <Pick width={230} label={t('word.which')} value={what} onChange={choose} data={(['basket', 'form', 'chat'] as const).map((value) => ({ value, label: t(`left.${value}`) }))} />
      {what === 'form' && named('form', t('left.anyForm'))}
      {what === 'basket' && (
        <>
          {named('product', t('by.product'))}
          {named('category', t('by.category'))}
          <span className={classes.unit}>
            <span>{t('left.worth')}</span>
            <NumberInput size="xs" w={100} aria-label={t('left.worth')} placeholder={t('left.anyWorth')} min={0} max={1e12} value={worth ?? ''} onChange={(next) => set({ at_least: typeof next === 'number' ? next : undefined })} />
            <span>{currency}</span>
          </span>
        </>
      )}
      <span className={classes.unit}>
        <span>{t('left.idle')}</span>
        <NumberInput size="xs" w={110} aria-label={t('left.idle')} placeholder={t('left.noTime')} min={0.25} max={8760} value={hours ?? ''} onChange={(next) => set({ idle_hours: typeof next === 'number' && next > 0 ? next : undefined })} />
        {hours !== undefined && <span>{t('left.hours', { count: hours })}</span>}
      </span>
      <LastDays inner={inner} set={set} word={t('left.lately')} />
    </>
  )
}

function Engagement({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  const mediumName = useMediumName()
  return (
    <>
      <Did inner={inner} set={set} />
      <Pick width={170} label={t('kind.engagement')} value={String(inner.what)} onChange={(what) => set({ what })} data={(['accepted', 'delivered', 'read', 'clicked', 'replied'] as const).map((value) => ({ value, label: t(`engaged.${value}`) }))} />
      <Pick label={t('channel')} value={String(inner.medium ?? '')} onChange={(medium) => set({ medium: medium || undefined })} data={[{ value: '', label: t('anyChannel') }, ...media.map((value) => ({ value: value as string, label: mediumName(value) }))]} />
      <LastDays inner={inner} set={set} />
    </>
  )
}

const said = ({ where: _before, ...event }: Inner, where: Where[] | undefined): Inner => (where ? { ...event, where } : event)

function Sequence({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  const [first, next] = [inner.first as Inner, inner.next as Inner]
  return (
    <>
      <Did inner={inner} set={set} />
      <EventName label={t('word.first')} value={String(first.type)} onChange={(type) => set({ first: { ...first, type } })} />
      <span>{t('word.then')}</span>
      <EventName label={t('word.next')} value={String(next.type)} onChange={(type) => set({ next: { ...next, type } })} />
      <span className={classes.unit}>
        <span>{t('word.within')}</span>
        <NumberInput size="xs" w={80} aria-label={t('word.within')} min={0.01} max={365} value={Number(inner.within_days)} onChange={(days) => typeof days === 'number' && days > 0 && set({ within_days: days })} />
        <span>{t('period.unit', { count: Number(inner.within_days) })}</span>
      </span>
      <LastDays inner={inner} set={set} />
      <Wheres of={String(first.type || t('word.first'))} where={first.where as Where[] | undefined} onChange={(where) => set({ first: said(first, where) })} />
      <Wheres of={String(next.type || t('word.next'))} where={next.where as Where[] | undefined} onChange={(where) => set({ next: said(next, where) })} />
    </>
  )
}

function Aggregate({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  return (
    <>
      <Pick width={130} label={t('kind.aggregate')} value={String(inner.fn)} onChange={(fn) => set({ fn, property: fn === 'count' ? undefined : (inner.property ?? '') })} data={(['sum', 'average', 'min', 'max', 'count'] as const).map((value) => ({ value, label: t(`fn.${value}`) }))} />
      {inner.fn !== 'count' && <TextInput size="xs" w={130} aria-label={t('property')} placeholder={t('property')} value={String(inner.property ?? '')} onChange={({ currentTarget: { value } }) => set({ property: value })} maxLength={200} />}
      <span>{t('word.of')}</span>
      <EventName label={t('eventName')} value={String(inner.type)} onChange={(type) => set({ type })} />
      <Comparison type="figure" value={inner} onChange={({ op, value }) => set({ op, value })} />
      <LastDays inner={inner} set={set} />
      <Wheres where={inner.where as Where[] | undefined} onChange={(where) => set({ where })} />
    </>
  )
}

function Anniversary({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  const { data } = useQuery(traitsQuery)
  return (
    <>
      <Autocomplete size="xs" w={170} aria-label={t('kind.trait')} placeholder={t('kind.trait')} value={String(inner.trait)} onChange={(trait) => set({ trait })} data={data?.data.filter(({ type }) => type === 'date').map(({ name }) => name) ?? []} maxLength={100} />
      <span className={classes.unit}>
        <span>{t('word.comesRound')}</span>
        <NumberInput size="xs" w={80} aria-label={t('word.comesRound')} min={-365} max={365} allowDecimal={false} value={Number(inner.in_days)} onChange={(days) => typeof days === 'number' && set({ in_days: days })} />
        <span>{t('period.unit', { count: Math.abs(Number(inner.in_days)) })}</span>
      </span>
    </>
  )
}

function Sample({ inner, set }: Props) {
  const { t } = useTranslation('segments')
  return (
    <>
      <Pick width={210} label={t('kind.sample')} value={inner.inside ? 'in' : 'out'} onChange={(value) => set({ inside: value === 'in' })} data={[{ value: 'in', label: t('word.inSample') }, { value: 'out', label: t('word.outOfSample') }]} />
      <NumberInput size="xs" w={90} suffix="%" aria-label={t('word.share')} min={0} max={100} value={Number(inner.percent)} onChange={(percent) => typeof percent === 'number' && set({ percent })} />
      <TextInput size="xs" w={150} aria-label={t('word.draw')} placeholder={t('word.draw')} value={String(inner.salt)} onChange={({ currentTarget: { value } }) => set({ salt: value })} maxLength={200} />
    </>
  )
}
