import { ActionIcon, Autocomplete, NumberInput, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { GroupEditor } from '../segments/group-editor.tsx'
import type { Where } from '../segments/rule.ts'
import segments from '../segments/segments.module.css'
import { Wheres } from '../segments/wheres.tsx'
import type { Draft } from './draft.ts'
import classes from './score.module.css'

const events = ['Product Viewed', 'Product Added', 'Product Added to Wishlist', 'Checkout Started', 'Order Completed', 'Page Viewed', 'message.read', 'message.clicked', 'message.replied', 'call.logged']
const whole = (value: string | number): number | '' => (value === '' ? '' : Number(value))

type RuleCardProps = { draft: Draft; disabled: boolean; onChange: (draft: Draft) => void; onRemove: () => void }

/** Points, and what for: conditions that hold, or an event each time it happens. */
export function RuleCard({ draft, disabled, onChange, onRemove }: RuleCardProps) {
  const { t } = useTranslation('score')
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <NumberInput size="xs" w={90} aria-label={t('points')} allowDecimal={false} min={-1000} max={1000} value={draft.points} disabled={disabled} onChange={(value) => set({ points: whole(value) })} />
        <Select size="xs" className={classes.how ?? ''} aria-label={t('how')} allowDeselect={false} value={draft.each ? 'each' : 'once'} disabled={disabled} onChange={(value) => set({ each: value === 'each' })} data={[{ value: 'once', label: t('once') }, { value: 'each', label: t('each') }]} />
        <span className={classes.end}>
          <ActionIcon size={28} aria-label={t('remove')} disabled={disabled} onClick={onRemove}>
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </span>
      </div>
      {draft.each ? (
        <>
          <div className={segments.leaf}>
            <Autocomplete size="xs" w={230} aria-label={t('event')} placeholder={t('event')} value={draft.event.type} disabled={disabled} onChange={(type) => set({ event: { ...draft.event, type } })} data={events} maxLength={200} />
            <Wheres where={draft.event.where as Where[] | undefined} onChange={(where) => set({ event: { ...draft.event, where } })} />
          </div>
          <div className={classes.head}>
            <NumberInput size="xs" w={170} label={t('most')} placeholder={t('noLimit')} allowDecimal={false} min={1} max={100_000} value={draft.most} disabled={disabled} onChange={(value) => set({ most: whole(value) })} />
            <NumberInput size="xs" w={170} label={t('half')} placeholder={t('never')} allowDecimal={false} min={1} max={3650} value={draft.half_days} disabled={disabled} onChange={(value) => set({ half_days: whole(value) })} />
          </div>
        </>
      ) : (
        <GroupEditor group={draft.group} at="/rule" own={undefined} without={['stage', 'score']} holds={null} onChange={(group) => set({ group })} />
      )}
    </li>
  )
}
