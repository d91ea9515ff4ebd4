import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCountries } from '../accounts/countries.tsx'
import { useFormat } from '../i18n/format.ts'
import { languages } from '../i18n/languages.ts'
import { operators, type ValueType } from './rule.ts'
import classes from './segments.module.css'

type Compared = { op?: unknown; value?: unknown }
type ComparisonProps = { type: ValueType | 'any'; of?: string; value: Compared; onChange: (change: { op: string; value?: unknown }) => void }

const ordering = ['gt', 'gte', 'lt', 'lte']
const dates = ['before', 'after']
const daysOps = ['in_last_days', 'not_in_last_days', 'in_next_days']
const bare = ['exists', 'not_exists']

const kindOf = (op: string) => (bare.includes(op) ? 'none' : daysOps.includes(op) ? 'days' : ordering.includes(op) ? 'number' : dates.includes(op) ? 'date' : op === 'in' ? 'list' : 'scalar')
const blank = (op: string) => (kindOf(op) === 'list' ? [] : kindOf(op) === 'days' ? 30 : '')

/** Numbers are compared as numbers, and "true" as a truth, where the property may hold either. */
const guessed = (text: string): unknown => (/^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text)

/** How something known is compared, and with what. */
export function Comparison({ type, of, value: { op: given, value }, onChange }: ComparisonProps) {
  const { t } = useTranslation('segments')
  const op = String(given)
  const all: readonly string[] = type === 'any' ? [...new Set([...operators.text, ...operators.number, ...operators.date])] : operators[type]
  const choices = all.includes(op) ? all : [op, ...all]
  const put = (next: unknown) => onChange({ op, value: next })
  return (
    <>
      <Select
        size="xs"
        w={150}
        aria-label={t('compare')}
        allowDeselect={false}
        value={op}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        data={choices.map((one) => ({ value: one, label: t(`op.${one as 'is'}`) }))}
        onChange={(next) => next && onChange(kindOf(next) === 'none' ? { op: next } : { op: next, value: kindOf(next) === kindOf(op) ? value : blank(next) })}
      />
      <Value op={op} type={type} of={of} value={value} onChange={put} />
    </>
  )
}

function Value({ op, type, of, value, onChange }: { op: string; type: ValueType | 'any'; of: string | undefined; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const { data: countries = [] } = useCountries()
  const label = t('value')
  const kind = kindOf(op)
  if (kind === 'none') return null
  if (kind === 'days' || kind === 'number' || (kind === 'scalar' && (type === 'number' || type === 'figure')))
    return (
      <span className={classes.unit}>
        <NumberInput size="xs" w={110} aria-label={label} value={typeof value === 'number' ? value : ''} onChange={(next) => onChange(typeof next === 'number' ? next : '')} />
        {kind === 'days' && <span>{t('period.unit', { count: Number(value) || 0 })}</span>}
      </span>
    )
  if (kind === 'date') return <TextInput size="xs" type="date" aria-label={label} value={String(value ?? '').slice(0, 10)} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
  if (type === 'boolean')
    return <Select size="xs" w={110} aria-label={label} allowDeselect={false} value={value === '' || value === undefined ? null : String(value)} data={[{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]} onChange={(next) => onChange(next === 'true')} />
  const known =
    of === 'locale'
      ? languages.map(({ code }) => ({ value: code as string, label: format.languageName(code) }))
      : of === 'country'
        ? countries.map(({ country }) => ({ value: country, label: format.country(country) }))
        : of === 'origin'
          ? (['live', 'demo'] as const).map((one) => ({ value: one as string, label: t(`origin.${one}`) }))
          : null
  if (kind === 'list') return <TagsInput size="xs" miw={200} aria-label={label} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} data={known?.map((one) => one.value) ?? []} />
  if (known) return <Select size="xs" w={170} aria-label={label} searchable allowDeselect={false} value={String(value ?? '') || null} data={known} onChange={(next) => next && onChange(next)} />
  return <TextInput size="xs" w={170} aria-label={label} placeholder={label} value={String(value ?? '')} onChange={({ currentTarget }) => onChange(type === 'any' ? guessed(currentTarget.value) : currentTarget.value)} maxLength={500} />
}
