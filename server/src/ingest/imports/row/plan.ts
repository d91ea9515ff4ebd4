import { isSupportedCountry } from 'libphonenumber-js/max'
import { NAMED, REPEATABLE, TARGETS_OF, type ImportKind, type Settings, type Target } from '../contract.ts'
import { checkSource, isReserved } from '../../../customers/index.ts'
import { failAt } from '../../../platform/problem.ts'

export type PlannedColumn = { index: number; target: Target; trait?: { name: string; type: 'text' | 'number' | 'boolean' | 'date' } | undefined }

/** Settings as the row pipeline needs them: columns by target, in the order of the file. */
export type Plan = {
  kind: ImportKind
  settings: Settings
  columns: PlannedColumn[]
  by: ReadonlyMap<Target, PlannedColumn[]>
  /** What a consent's proof says: which file of which import. */
  proof: { import_id: string; file_name: string }
  now: Date
}

export function makePlan(kind: ImportKind, settings: Settings, proof: Plan['proof'], now: Date): Plan {
  const columns = settings.columns.filter((column) => column.target !== 'ignore').toSorted((a, b) => a.index - b.index)
  const by = new Map<Target, PlannedColumn[]>()
  for (const column of columns) by.set(column.target, [...(by.get(column.target) ?? []), column])
  return { kind, settings, columns, by, proof, now }
}

const IDENTITIES: readonly Target[] = ['email', 'phone', 'external_id']

/** Refuses settings that no row could follow, each by its place. */
export function checkSettings(kind: ImportKind, settings: Settings): void {
  const seen = new Map<string, number>()
  const indexes = new Set<number>()
  settings.columns.forEach((column, n) => {
    const pointer = `/settings/columns/${n}`
    if (indexes.has(column.index)) failAt(`${pointer}/index`, 'column_twice', `Column ${column.index} is mapped twice.`)
    indexes.add(column.index)
    if (!TARGETS_OF[kind].includes(column.target)) failAt(`${pointer}/target`, 'target_of_other_kind', `A file of ${kind} has no column for ${column.target.replaceAll('_', ' ')}.`, `It may have ${TARGETS_OF[kind].join(', ')}.`)
    const named = NAMED.includes(column.target)
    if (named && !column.trait?.name.trim()) failAt(`${pointer}/trait`, 'trait_missing', 'A column for a trait or a property needs its name and its type.')
    const key = named ? `${column.target} ${column.trait!.name}` : column.target
    if (seen.has(key) && (named || !REPEATABLE.includes(column.target))) failAt(`${pointer}/target`, 'target_twice', `Two columns cannot both be ${key.replace('_', ' ')}. Choose one, or make the other a trait.`)
    seen.set(key, n)
  })
  const has = (...targets: Target[]) => settings.columns.some((column) => targets.includes(column.target))
  if (kind === 'products') {
    if (!has('product_id')) failAt('/settings/columns', 'product_id_unmapped', 'No column holds the number of a product, by which it is known.')
    if (!has('product_name')) failAt('/settings/columns', 'product_name_unmapped', 'No column holds the name of a product.')
    return
  }
  if (kind === 'orders') {
    if (!has('order_id')) failAt('/settings/columns', 'order_id_unmapped', 'No column holds the number of an order, by which it is known.')
    if (!has('order_at')) failAt('/settings/columns', 'time_unmapped', 'No column says when it happened.')
    if (has('items') && has('item_id', 'item_name', 'item_price', 'item_quantity')) failAt('/settings/columns', 'items_beside_line', 'One column lists all items of an order and another holds one of them, which would count it twice.', 'Leave out one or the other.')
    if (!has('total', 'item_price', 'items')) failAt('/settings/columns', 'total_unmapped', 'No column holds the total of an order, nor the prices of its lines.')
  }
  if (kind === 'events') {
    if (!has('event_at')) failAt('/settings/columns', 'time_unmapped', 'No column says when it happened.')
    if (!has('event_name') && !settings.event?.trim()) failAt('/settings/event', 'event_unnamed', 'Say what happened: map a column that names it, or give one name for the whole file.')
    if (settings.event && isReserved(settings.event)) failAt('/settings/event', 'event_reserved', `"${settings.event}" is recorded by Carillon itself. Choose a name of your own.`)
  }
  if (!has(...IDENTITIES)) failAt('/settings/columns', 'identity_unmapped', 'No column holds an e-mail address, a phone or an id: without one of them a person cannot be recognised.')
  if (!isSupportedCountry(settings.phone_country)) failAt('/settings/phone_country', 'country_unknown', `"${settings.phone_country}" is no country whose numbers we know.`)
  if (kind === 'contacts') checkConsent(settings)
}

function checkConsent({ consent, columns }: Settings): void {
  if (consent.source) checkSource(consent.source, '/settings/consent/source')
  if (consent.applies === 'none') return
  if (!columns.some((column) => column.target === 'consent')) failAt('/settings/consent/applies', 'consent_unmapped', 'Consent is taken from a column, and no column is mapped to consent.', 'Map the column that says who agreed, or import without consent.')
  if (!consent.source?.trim()) failAt('/settings/consent/source', 'source_missing', 'Say where these people agreed: a form, a counter, a contract.', 'It is kept with every consent as its proof.')
  if (!consent.media?.length && !columns.some((column) => column.target === 'consent_media')) failAt('/settings/consent/media', 'media_missing', 'Say which media a "yes" allows, or map a column that names them.')
}
