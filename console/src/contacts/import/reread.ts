import type { FileColumn, Import, Settings } from './queries.ts'

type File = Import['sniffed']

const meaning = ({ target, trait }: Pick<Settings['columns'][number], 'target' | 'trait'>) => JSON.stringify([target, target === 'trait' || target === 'property' ? trait : null])

/** What the person chose for a column, where that differs from what was suggested for it. */
function chosenFor(column: FileColumn | undefined, settings: Settings) {
  if (!column) return undefined
  const mapped = settings.columns.find(({ index }) => index === column.index) ?? { index: column.index, target: 'ignore' as const }
  return meaning(mapped) === meaning(column.suggestion) ? undefined : mapped
}

/** The settings for a file that was read again in another way: its new suggestions, and under them whatever the person chose that still has its column. */
export function settingsAfter(before: File, settings: Settings, after: File): Settings {
  const old = before.suggested_settings
  const fresh = after.suggested_settings
  const same = (key: 'header' | 'date_order' | 'decimal') => settings[key] === old[key]
  // Another encoding gives the same columns other names.
  const sameWidth = before.columns.length === after.columns.length
  return {
    ...settings,
    ...(fresh.encoding ? { encoding: fresh.encoding } : {}),
    ...(fresh.delimiter ? { delimiter: fresh.delimiter } : {}),
    ...(fresh.sheet ? { sheet: fresh.sheet } : {}),
    header: same('header') ? fresh.header : settings.header,
    date_order: same('date_order') ? fresh.date_order : settings.date_order,
    decimal: same('decimal') ? fresh.decimal : settings.decimal,
    columns: after.columns.map(({ index, name, suggestion: { target, trait } }) => {
      const chosen = chosenFor(before.columns.find((column) => column.name === name) ?? (sameWidth ? before.columns.find((column) => column.index === index) : undefined), settings)
      return chosen ? { ...chosen, index } : { index, target, ...(trait ? { trait } : {}) }
    }),
  }
}
