import type { ContactInput, ProductInput } from '../../../customers/index.ts'
import type { Problem } from '../contract.ts'
import type { FileRow } from '../read/index.ts'
import { repairEmails } from '../repair/email.ts'
import { repairPhones } from '../repair/phone.ts'
import { cleanCell, isStorable } from '../repair/text.ts'
import type { RefusalCode } from '../refusal-words.ts'
import { readConsents } from './consents.ts'
import { readNames, readPlace, readTags, readTraits, type Reader } from './fields.ts'
import type { Plan, PlannedColumn } from './plan.ts'
import type { EventSaid } from './read-event.ts'
import type { OrderRowSaid } from './read-order.ts'

export type Refusal = { code: RefusalCode; message: string; /** which item of a list it is, and what it says */ place?: string }
export type ReadRow = {
  row: number
  cells: string[]
  /** What the row says about a person; absent when it was refused. Other kinds of files have theirs. */
  contact?: ContactInput
  order?: OrderRowSaid
  event?: EventSaid
  product?: ProductInput
  /** Rows of one name belong into one batch: the lines of an order. Known of refused rows as well. */
  together?: string
  refusal?: Refusal
  problems: Problem[]
  repaired: Record<string, { from: string; to: string }>
}

const MAX_CELL = 10_000
const MAX_ROW = 100_000
/** Which reason a row without any identity is refused for: the one that most needs a person's eye. */
const REASONS: readonly RefusalCode[] = ['phone_damaged', 'phone_invalid', 'email_invalid', 'external_id_invalid']

/** What makes a row unreadable as a whole, before any field of it is looked at. */
function refuseWhole(row: FileRow, width: number, plan: Plan): Refusal | undefined {
  if (row.cells.slice(width).some((cell) => cell.trim() !== '')) return { code: 'too_many_cells', message: `The row has more cells than the file has columns (${width}). A quotation mark or a delimiter inside a value is the usual cause.` }
  let length = 0
  for (const [index, cell] of row.cells.entries()) {
    length += cell.length
    // A list of an order's items may be as long as a row.
    if (cell.length > MAX_CELL && !plan.by.get('items')?.some((column) => column.index === index)) return { code: 'text_too_long', message: `A cell holds ${cell.length} characters, at most ${MAX_CELL} are taken.` }
    if (!isStorable(cell)) return { code: 'text_invalid', message: 'A cell holds a character that text cannot hold (a zero byte or half of a surrogate pair).' }
  }
  return length > MAX_ROW ? { code: 'row_too_long', message: `The row holds ${length} characters, at most ${MAX_ROW} are taken.` } : undefined
}

function readOperator(plan: Plan, reader: Reader): string | undefined {
  const column = plan.by.get('phone_operator')?.[0]
  const value = column ? cleanCell(reader.cell(column)) : ''
  if (!column || value === '') return undefined
  if (value.length <= 60) return value
  reader.warn('text_too_long', column, 'The name of an operator has at most 60 characters; this one was left out.')
  return undefined
}

export function readIdentities(plan: Plan, reader: Reader): ContactInput['identities'] {
  const found = new Map<string, ContactInput['identities'][number]>()
  const add = (identity: ContactInput['identities'][number]) => void found.set(`${identity.kind}\n${identity.value}`, identity)
  for (const column of plan.by.get('external_id') ?? []) {
    const value = cleanCell(reader.cell(column))
    if (value.length > 200) reader.warn('external_id_invalid', column, 'An id has at most 200 characters; this one was left out.')
    // A shop's order of somebody without an account is customer 0's, whoever they are.
    else if (value && !(plan.kind === 'orders' && value === '0')) add({ kind: 'external_id', value })
  }
  for (const column of plan.by.get('email') ?? []) {
    const cell = reader.cell(column)
    if (cleanCell(cell) === '') continue
    const { emails, repaired, invalid } = repairEmails(cell)
    for (const value of emails) add({ kind: 'email', value })
    if (invalid) reader.warn('email_invalid', column, `"${cell.slice(0, 80)}" is not one e-mail address.`)
    if (repaired) reader.repair('email', cell, emails.join(', '))
  }
  let operator = readOperator(plan, reader)
  for (const column of plan.by.get('phone') ?? []) {
    const cell = reader.cell(column)
    if (cleanCell(cell) === '') continue
    const read = repairPhones(cell, plan.settings.phone_country, reader.isNumeric(column))
    for (const phone of read.phones) {
      add({ kind: 'phone', value: phone.e164, country: phone.country, ...(operator ? { operator } : {}) })
      operator = undefined // a row has one, and it is that of the first number
    }
    if (read.code === 'phone_damaged') reader.warn('phone_damaged', column, `"${cell.slice(0, 40)}" has lost its last digits: a spreadsheet shortened it. Format the column as text where the number is still whole.`)
    else if (read.code) reader.warn('phone_invalid', column, `"${cell.slice(0, 40)}" is not a phone number as it is dialled in ${plan.settings.phone_country}, nor an international one.`)
    else if (read.repaired) reader.repair('phone', cell, read.phones.map((phone) => phone.e164).join(', '))
  }
  return [...found.values()]
}

export type Opened = { made: ReadRow; reader: Reader; refuse(refusal: Refusal, column?: number | null): ReadRow }

/** What every kind of row begins with: cells that can be read, and places for what is mended or cannot be. A row that is hopeless as a whole comes back refused. */
export function openRow(row: FileRow, width: number, plan: Plan): Opened | { refused: ReadRow } {
  const made: ReadRow = { row: row.row, cells: row.cells, problems: [], repaired: {} }
  const refuse = (refusal: Refusal, column: number | null = null): ReadRow => {
    made.problems = [{ ...refusal, severity: 'refused', column }, ...made.problems.filter((problem) => problem.code !== refusal.code)]
    return { ...made, refusal }
  }
  const whole = refuseWhole(row, width, plan)
  if (whole) return { refused: refuse(whole) }
  if (row.cells.some((cell) => cell.includes('\uFFFD'))) made.problems.push({ code: 'encoding_suspect', severity: 'warning', column: null, message: 'The row holds characters that the chosen encoding cannot read.' })
  const reader: Reader = {
    cell: (column: PlannedColumn) => row.cells[column.index] ?? '',
    isNumeric: (column) => row.numeric?.has(column.index) ?? false,
    warn: (code, column, message) => void made.problems.push({ code, severity: 'warning', column: column.index, message }),
    repair: (field, from, to) => void (made.repaired[field] ??= { from: from.slice(0, 200), to }),
  }
  return { made, reader, refuse }
}

/** Why nobody can be recognised by a row: the reason that most needs a person's eye. */
export function nobody(made: ReadRow): { refusal: Refusal; column: number | null } {
  const worst = REASONS.map((code) => made.problems.find((problem) => problem.code === code)).find((problem) => problem !== undefined)
  return { refusal: worst ? { code: worst.code as RefusalCode, message: worst.message } : { code: 'identity_missing', message: 'The row has no e-mail address, phone or id, so the person cannot be recognised.' }, column: worst?.column ?? null }
}

/**
 * One row as a contact, with everything that was mended or could not be. A bad e-mail beside a good phone is a warning
 * and the row stays; a row is refused only when nothing is left by which the person could be recognised, or when it
 * cannot be read at all.
 */
export function readRow(row: FileRow, plan: Plan, width: number): ReadRow {
  const opened = openRow(row, width, plan)
  if ('refused' in opened) return opened.refused
  const { made, reader, refuse } = opened
  const identities = readIdentities(plan, reader)
  if (identities.length === 0) {
    const { refusal, column } = nobody(made)
    return refuse(refusal, column)
  }
  const traits = readTraits(plan, reader)
  const tags = readTags(plan, reader)
  const consents = readConsents(plan, row.row, reader.cell, reader.warn)
  made.contact = {
    identities, ...readNames(plan, reader), ...readPlace(plan, reader),
    ...(traits ? { traits } : {}), ...(tags.length > 0 ? { tags } : {}), ...(consents.length > 0 ? { consents } : {}),
  }
  return made
}

/** A row about somebody of an earlier row: it adds addresses, tags and consents, and the first row's word stands for the rest. */
export function asAddition(contact: ContactInput): ContactInput {
  const { identities, tags, consents } = contact
  return { identities, ...(tags ? { tags } : {}), ...(consents ? { consents } : {}) }
}
