import { isSupportedCountry } from 'libphonenumber-js/max'
import { REPEATABLE, type Settings, type Target } from '../contract.ts'
import { checkSource } from '../../../customers/index.ts'
import { failAt } from '../../../platform/problem.ts'

export type PlannedColumn = { index: number; target: Target; trait?: { name: string; type: 'text' | 'number' | 'boolean' | 'date' } | undefined }

/** Settings as the row pipeline needs them: columns by target, in the order of the file. */
export type Plan = {
  settings: Settings
  columns: PlannedColumn[]
  by: ReadonlyMap<Target, PlannedColumn[]>
  /** What a consent's proof says: which file of which import. */
  proof: { import_id: string; file_name: string }
  now: Date
}

export function makePlan(settings: Settings, proof: Plan['proof'], now: Date): Plan {
  const columns = settings.columns.filter((column) => column.target !== 'ignore').toSorted((a, b) => a.index - b.index)
  const by = new Map<Target, PlannedColumn[]>()
  for (const column of columns) by.set(column.target, [...(by.get(column.target) ?? []), column])
  return { settings, columns, by, proof, now }
}

const IDENTITIES: readonly Target[] = ['email', 'phone', 'external_id']

/** Refuses settings that no row could follow, each by its place. */
export function checkSettings(settings: Settings): void {
  const seen = new Map<string, number>()
  const indexes = new Set<number>()
  settings.columns.forEach((column, n) => {
    const pointer = `/settings/columns/${n}`
    if (indexes.has(column.index)) failAt(`${pointer}/index`, 'column_twice', `Column ${column.index} is mapped twice.`)
    indexes.add(column.index)
    if (column.target === 'trait' && !column.trait?.name.trim()) failAt(`${pointer}/trait`, 'trait_missing', 'A column for a trait needs the name and the type of the trait.')
    const key = column.target === 'trait' ? `trait ${column.trait!.name}` : column.target
    if (seen.has(key) && (column.target === 'trait' || !REPEATABLE.includes(column.target))) failAt(`${pointer}/target`, 'target_twice', `Two columns cannot both be ${key.replace('_', ' ')}. Choose one, or make the other a trait.`)
    seen.set(key, n)
  })
  if (!settings.columns.some((column) => IDENTITIES.includes(column.target))) failAt('/settings/columns', 'identity_unmapped', 'No column holds an e-mail address, a phone or an id: without one of them a person cannot be recognised.')
  if (!isSupportedCountry(settings.phone_country)) failAt('/settings/phone_country', 'country_unknown', `"${settings.phone_country}" is no country whose numbers we know.`)
  checkConsent(settings)
}

function checkConsent({ consent, columns }: Settings): void {
  if (consent.source) checkSource(consent.source, '/settings/consent/source')
  if (consent.applies === 'none') return
  if (!columns.some((column) => column.target === 'consent')) failAt('/settings/consent/applies', 'consent_unmapped', 'Consent is taken from a column, and no column is mapped to consent.', 'Map the column that says who agreed, or import without consent.')
  if (!consent.source?.trim()) failAt('/settings/consent/source', 'source_missing', 'Say where these people agreed: a form, a counter, a contract.', 'It is kept with every consent as its proof.')
  if (!consent.media?.length && !columns.some((column) => column.target === 'consent_media')) failAt('/settings/consent/media', 'media_missing', 'Say which media a "yes" allows, or map a column that names them.')
}
