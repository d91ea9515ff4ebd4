import { NumberInput } from '@mantine/core'
import { useFormat } from '../i18n/format.ts'

export type AmountProps = { label: string; hideLabel?: boolean; micro: number | null; max?: number; currency: string; disabled?: boolean; onChange: (micro: number | null) => void }

/** A sum of money, typed with a point or a comma. */
export function Amount({ label, hideLabel = false, micro, max, currency, disabled, onChange }: AmountProps) {
  const format = useFormat()
  const separator = /\d(\D)\d/.exec(format.number(1.5))?.[1] ?? '.'
  return (
    <NumberInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      size="lg"
      inputMode="decimal"
      hideControls
      value={micro === null ? '' : micro / 1e6}
      min={0}
      {...(max === undefined ? {} : { max: max / 1e6 })}
      decimalScale={2}
      decimalSeparator={separator}
      allowedDecimalSeparators={['.', ',']}
      allowNegative={false}
      disabled={disabled}
      rightSection={<span>{currency}</span>}
      rightSectionWidth={56}
      rightSectionPointerEvents="none"
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 1e6))}
    />
  )
}
