import { Select } from '@mantine/core'

type Choice = { value: string; label: string }

/** A select that stands inside a sentence. */
export function Pick({ label, value, data, onChange, width = 170 }: { label: string; value: string; data: Choice[]; onChange: (value: string) => void; width?: number }) {
  return <Select size="xs" w={width} aria-label={label} searchable={data.length > 8} allowDeselect={false} value={value} data={data} comboboxProps={{ width: 'max-content', position: 'bottom-start' }} onChange={(next) => next !== null && onChange(next)} />
}
