import { isReserved } from '../../../customers/index.ts'
import { sha256 } from '../../../platform/ids.ts'
import type { Target } from '../contract.ts'
import type { FileRow } from '../read/index.ts'
import type { RefusalCode } from '../refusal-words.ts'
import { readMoment } from '../repair/dates.ts'
import { cleanCell } from '../repair/text.ts'
import { cellOf, readCustomer, type Customer } from './customer.ts'
import { readTrait } from './fields.ts'
import type { Plan } from './plan.ts'
import { nobody, openRow, type ReadRow } from './read-row.ts'

export type EventSaid = { type: string; at: Date; customer: Customer; properties: Record<string, unknown>; /** by which it is taken once */ message_id: string }

const DAY_MS = 86_400_000
/** What one event of the tracking API may hold. */
const MOST_BYTES = 32_768

/** The properties of a row: each mapped column under its name. A date is written as ISO 8601, so that rules compare it. */
function readProperties(plan: Plan, cell: (column: NonNullable<ReturnType<Plan['by']['get']>>[number]) => string, read: (column: NonNullable<ReturnType<Plan['by']['get']>>[number], value: string) => unknown): Record<string, unknown> {
  return Object.fromEntries((plan.by.get('property') ?? []).flatMap((column) => {
    const value = cleanCell(cell(column))
    const said = value === '' ? undefined : read(column, value)
    return said === undefined ? [] : [[column.trait!.name.trim(), said]]
  }))
}

/** One row of a file of events: what happened, to whom, when. A row without a number of its own is known again by all that it says. */
export function readEventRow(row: FileRow, plan: Plan, width: number): ReadRow {
  const opened = openRow(row, width, plan)
  if ('refused' in opened) return opened.refused
  const { made, reader, refuse } = opened
  const refuseCell = (code: RefusalCode, target: Target, message: string) => refuse({ code, message }, plan.by.get(target)?.[0]?.index ?? null)
  const type = cellOf(plan, reader, 'event_name') || (plan.settings.event?.trim() ?? '')
  if (type === '') return refuseCell('event_missing', 'event_name', 'The row does not say what happened.')
  if (type.length > 200) return refuseCell('value_too_long', 'event_name', 'The name of an event has at most 200 characters.')
  if (isReserved(type)) return refuseCell('event_reserved', 'event_name', `"${type.slice(0, 50)}" is recorded by Carillon itself. Choose a name of your own.`)
  const when = cellOf(plan, reader, 'event_at')
  if (when === '') return refuseCell('time_missing', 'event_at', 'The row does not say when it happened.')
  const at = readMoment(when, plan.settings.date_order, plan.now)
  if (!at || at.getTime() < Date.UTC(1900)) return refuseCell('time_invalid', 'event_at', `"${when.slice(0, 50)}" is no time that can be read in the order ${plan.settings.date_order}.`)
  if (at.getTime() > plan.now.getTime() + DAY_MS) return refuseCell('time_invalid', 'event_at', `"${when.slice(0, 50)}" is still to come.`)
  const customer = readCustomer(plan, reader)
  if (!customer) {
    const { refusal, column } = nobody(made)
    return refuse(refusal, column)
  }
  const properties = readProperties(plan, reader.cell, (column, value) => {
    const read = readTrait(column, value, plan, reader)
    return read instanceof Date ? read.toISOString() : read
  })
  if (Buffer.byteLength(JSON.stringify(properties)) > MOST_BYTES) return refuse({ code: 'too_large', message: `The properties of an event have at most ${MOST_BYTES} bytes.` })
  const given = cellOf(plan, reader, 'event_id')
  const { user_id, email, phone } = customer.claim
  const message_id = given || `file ${sha256(JSON.stringify([user_id, email, phone?.e164 ?? null, type, at.toISOString(), Object.entries(properties).toSorted(([a], [b]) => (a < b ? -1 : 1))])).toString('hex')}`
  made.event = { type, at, customer, properties, message_id }
  return made
}
