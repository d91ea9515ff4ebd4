import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'

type TypedFilterProps = { label: string; value: string; onChange: (value: string) => void; options: string[]; /** What an option is called on the screen, beside the name it goes by. */ words?: (option: string) => string }

/** A filter by an exact name: one of those seen so far, or any other typed in. */
export function TypedFilter({ label, value, onChange, options, words }: TypedFilterProps) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState<string[]>([])
  const [settled] = useDebouncedValue(text.trim(), 400)
  const fresh = options.filter((option) => !seen.includes(option))
  if (fresh.length > 0) setSeen([...new Set([...seen, ...fresh])].toSorted())
  useEffect(() => {
    if (settled !== value) onChange(settled)
    // Only what was typed is written; a filter that is cleared elsewhere comes back by the next effect.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled])
  useEffect(() => setText(value), [value])
  return <Autocomplete aria-label={label} placeholder={label} data={seen} value={text} onChange={setText} w={210} maxLength={200} clearable limit={50} comboboxProps={{ width: 'max-content', position: 'bottom-start' }} renderOption={({ option }) => (words && words(option.value) !== option.value ? `${option.value} · ${words(option.value)}` : option.value)} />
}
