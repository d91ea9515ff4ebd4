import { Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf } from '../campaigns/wall-clock.ts'
import { useFormat } from '../i18n/format.ts'

const own = 'own'
const hours = [1, 4, 8, 16, 40] as const

export type When = { within: string; at: string }

/** What the API takes: working hours from now, or a time on the workspace's clock. */
export const dueOf = ({ within, at }: When, timeZone: string) => (within === own ? { due_at: instantOf(at, timeZone) } : { within_hours: Number(within) })
export const isWhen = ({ within, at }: When): boolean => within !== own || at !== ''

/** By when: so many working hours from now, or a time of one's own. */
export function WhenField({ value, onChange, error }: { value: When; onChange: (value: When) => void; error?: ReactNode }) {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  return (
    <>
      <Select label={t('when')} allowDeselect={false} value={value.within} onChange={(within) => within && onChange({ ...value, within })} data={[...hours.map((n) => ({ value: String(n), label: t('in', { count: n, n: format.number(n) }) })), { value: own, label: t('atTime') }]} error={value.within === own ? undefined : error} />
      {value.within === own && <TextInput type="datetime-local" label={t('dueAt')} required value={value.at} onChange={({ currentTarget }) => onChange({ ...value, at: currentTarget.value })} error={error} />}
    </>
  )
}
