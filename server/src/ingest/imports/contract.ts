import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, PageQuery, Time } from '../../accounts/index.ts'
import { MEDIA } from '../../platform/media.ts'
import { DELIMITERS } from './sniff/delimiter.ts'
import { ENCODINGS } from './sniff/encoding.ts'

export const TARGETS = ['ignore', 'name', 'given_name', 'family_name', 'patronymic', 'call_name', 'full_name_fio', 'email', 'phone', 'phone_operator', 'external_id',
  'locale', 'time_zone', 'tags', 'trait', 'consent', 'consent_media', 'consent_date', 'opt_out',
  'order_id', 'order_at', 'total', 'refund', 'currency', 'order_state', 'coupon', 'store', 'item_id', 'item_name', 'item_price', 'item_quantity', 'item_category', 'item_brand', 'items',
  'event_name', 'event_at', 'event_id', 'property',
  'product_id', 'product_name', 'description', 'url', 'image_url', 'category', 'brand', 'price', 'sale_price', 'availability'] as const
export type Target = (typeof TARGETS)[number]

/** What a file holds. */
export const KINDS = ['contacts', 'orders', 'events', 'products'] as const
export type ImportKind = (typeof KINDS)[number]
const CUSTOMER = ['email', 'phone', 'external_id', 'name', 'given_name', 'family_name'] as const
/** What the columns of each kind of file may mean. */
export const TARGETS_OF: Readonly<Record<ImportKind, readonly Target[]>> = {
  contacts: TARGETS.slice(0, TARGETS.indexOf('order_id')),
  orders: ['ignore', ...CUSTOMER, ...TARGETS.slice(TARGETS.indexOf('order_id'), TARGETS.indexOf('event_name'))],
  events: ['ignore', ...CUSTOMER, 'event_name', 'event_at', 'event_id', 'property'],
  products: ['ignore', 'currency', ...TARGETS.slice(TARGETS.indexOf('product_id'))],
}
/** Targets that several columns may share: a second phone, another trait, an item a column. */
export const REPEATABLE: readonly Target[] = ['ignore', 'email', 'phone', 'trait', 'tags', 'property', 'items']
/** Targets whose columns bring a name of their own. */
export const NAMED: readonly Target[] = ['trait', 'property']

const TraitMapping = Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), type: Choice(['text', 'number', 'boolean', 'date']) })
export const ImportColumn = Type.Object({ index: Type.Integer({ minimum: 0, maximum: 199 }), target: Choice(TARGETS), trait: Type.Optional(TraitMapping) }, { title: 'ImportColumn', description: '`trait` names the trait, or the property of an event', additionalProperties: false })

export const ImportConsent = Type.Object({
  applies: Choice(['column', 'none']),
  source: Type.Optional(Type.String({ maxLength: 100, description: 'Where these people said so: a form, a counter, a contract. Needed with applies=column' })),
  media: Type.Optional(Type.Array(Choice([...MEDIA, '*']), { maxItems: 10, description: 'What a "yes" allows where no column of media says otherwise' })),
  topic_id: Type.Optional(Type.String({ maxLength: 64, description: 'The topic it is for; all when absent' })),
  no_means: Type.Optional(Choice(['nothing', 'opted_out'])),
}, { title: 'ImportConsent', additionalProperties: false })

export const ImportSettings = Type.Object({
  header: Type.Boolean({ description: 'The first row names the columns' }),
  delimiter: Type.Optional(Choice(DELIMITERS)),
  encoding: Type.Optional(Choice(ENCODINGS)),
  sheet: Type.Optional(Type.String({ maxLength: 100 })),
  columns: Type.Array(ImportColumn, { minItems: 1, maxItems: 200, description: 'Columns that are not listed are ignored' }),
  date_order: Choice(['dmy', 'mdy', 'ymd']),
  decimal: Choice(['.', ',']),
  phone_country: Type.String({ pattern: '^[A-Z]{2}$', description: 'By whose rules a number without a country code is read' }),
  consent: ImportConsent,
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 }),
  mode: Choice(['upsert', 'create', 'update']),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'Of orders and products, where the file names none; the workspace\'s unless said' })),
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'What happened, where every row of a file of events tells of the same' })),
}, { title: 'ImportSettings', additionalProperties: false })

const Suggestion = Type.Object({
  target: Choice(TARGETS), trait: Type.Optional(TraitMapping),
  confidence: Type.Number({ description: '0 to 1' }), reason: Choice(['header', 'content', 'header_and_content', 'report', 'none']),
}, { title: 'ImportSuggestion' })
export const SniffedColumn = Type.Object({ index: Type.Integer(), name: Type.String(), samples: Type.Array(Type.String()), suggestion: Suggestion }, { title: 'ImportFileColumn' })

export const Sniffed = Type.Object({
  format: Choice(['csv', 'xlsx']),
  encoding: Nullable(Type.String()), delimiter: Nullable(Type.String()), sheets: Nullable(Type.Array(Type.String())),
  header: Type.Boolean(), rows_estimate: Type.Integer(),
  columns: Type.Array(SniffedColumn), suggested_settings: ImportSettings,
}, { title: 'ImportFile' })

export const RowProblem = Type.Object({
  code: Type.String(), severity: Choice(['refused', 'warning']), column: Nullable(Type.Integer({ description: 'Index of the column; null for the row as a whole' })), message: Type.String(),
  place: Type.Optional(Type.String({ description: 'Which item of a list in the cell, and what it says: 3: "Tea x -1"' })),
}, { title: 'ImportProblem' })
const Repair = Type.Object({ from: Type.String(), to: Type.String() }, { title: 'ImportRepair' })
export const PreviewRow = Type.Object({
  row: Type.Integer(), cells: Type.Array(Type.String()),
  repaired: Type.Unsafe<Record<string, { from: string; to: string }>>({ type: 'object', additionalProperties: Repair, description: 'By field: email, phone, name, …' }),
  problems: Type.Array(RowProblem),
  contact: Nullable(AnyObject), made: Type.Optional(Nullable({ ...AnyObject, description: 'The line of an order, the event or the product that the row makes' })),
}, { title: 'ImportPreviewRow' })

const Numbers = Type.Unsafe<Record<string, number>>({ type: 'object', additionalProperties: { type: 'integer' } })
const Tally = {
  rows: Type.Integer(), create: Type.Integer(), update: Type.Integer(), unchanged: Type.Integer(),
  duplicates: Type.Integer({ description: 'Rows about somebody, or something, of an earlier row' }), lines: Type.Optional(Type.Integer({ description: 'Rows that are a further line of an order of an earlier row' })),
  refused: Numbers, warnings: Numbers, consents: Numbers, opt_outs: Type.Integer(), kept_opt_outs: Type.Integer(),
  repaired_phones: Type.Integer(), repaired_names: Type.Integer(), repaired_emails: Type.Integer(),
}
export const ImportTally = Type.Object(Tally, { title: 'ImportTally' })
const Reach = Type.Object({
  contacts: Type.Integer({ description: 'People, however many of their addresses the file has' }),
  media: Type.Array(Type.Object({ medium: Choice(MEDIA), endpoints: Type.Integer({ description: 'People with an address that works' }), consented: Type.Integer({ description: 'And a consent about the topic of the import that holds' }) })),
}, { title: 'ImportReach' })

export const STATES = ['uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const

const Remembered = Type.Object({ import_id: Id('imp'), file_name: Type.String(), at: Time, settings: ImportSettings }, { title: 'ImportRemembered', description: 'How the last file with the same columns was read, fit for this one' })

const Undone = Type.Object({
  began_at: Time, ended_at: Type.Optional(Time), total: Type.Integer(), done: Type.Integer(), removed: Numbers, restored: Numbers,
  kept: Type.Unsafe<Record<string, number>>({ ...Numbers, description: 'What stayed, by kind and reason: contact.bought' }), consents: Type.Integer({ description: 'Entries of the ledger that were taken back' }),
}, { title: 'ImportUndone', description: 'How far the import is taken back' })
const THINGS = ['contact', 'order', 'event', 'product', 'basket'] as const
export const ImportUndo = Type.Object({
  until: Time, people: Type.Integer(), consents: Type.Integer({ description: 'What holds of consents and opt-outs by this import: taken back' }),
  counts: Type.Array(Type.Object({
    kind: Choice(THINGS), total: Type.Integer(), looked_at: Type.Integer(), removed: Type.Integer({ description: 'Made by the import and untouched since' }), restored: Type.Integer({ description: 'Changed by it: earlier values are put back' }), kept: Type.Unsafe<Record<string, number>>({ ...Numbers, description: 'By reason: changed since, bought, replied, messaged, consented, active, imported' }),
  })),
  complete: Type.Boolean({ description: 'Everything was looked at; else the first of each kind, as many as looked_at says' }),
}, { title: 'ImportUndo', description: 'What an undo would take away, put back and leave' })
export const ImportKept = Type.Object({ kind: Choice(THINGS), ref: Type.String({ description: 'The id of a contact, the number of an order or a product' }), contact_id: Nullable(Id('con')), name: Nullable(Type.String()), reason: Type.String() }, { title: 'ImportKept' })

export const Import = Type.Object({
  id: Id('imp'), kind: Choice(KINDS), file_name: Type.String(), file_size_bytes: Type.Integer(), state: Choice(STATES), cancel_requested: Type.Boolean(),
  sniffed: Sniffed, settings: Nullable(ImportSettings),
  rows_done: Type.Integer(), rows_total: Nullable(Type.Integer({ description: 'Exact once the file was checked, before that an estimate' })),
  counts: Type.Object({ dry: Nullable(ImportTally), preview: Nullable(Type.Array(PreviewRow)), run: Nullable(ImportTally), reach: Nullable(Reach) }, { title: 'ImportCounts' }),
  error: Nullable(Type.String({ description: 'Why it failed: what, where, and how to mend it' })),
  remembered: Type.Optional(Nullable(Remembered)),
  undo_until: { ...NullableTime, description: 'It can be undone until then' }, undo: Nullable(Undone),
  created_by: Type.String(), created_at: Time, started_at: NullableTime, finished_at: NullableTime,
}, { title: 'Import' })

export const ImportRow = Type.Object({
  id: Id('imp'), kind: Choice(KINDS), file_name: Type.String(), file_size_bytes: Type.Integer(), state: Choice(STATES), rows_done: Type.Integer(), rows_total: Nullable(Type.Integer()),
  run: Nullable(ImportTally), error: Nullable(Type.String()), created_by: Type.String(), created_at: Time, started_at: NullableTime, finished_at: NullableTime,
}, { title: 'ImportRow' })

export const ImportPreview = Type.Object({ columns: Type.Array(Type.String()), rows: Type.Array(PreviewRow) }, { title: 'ImportPreview' })
export const UploadQuery = Type.Object({
  kind: Type.Optional({ ...Choice(KINDS), description: 'What the file holds; guessed by its columns unless said' }), file_name: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'With a raw body: what the file is called' })),
})
export const Rereading = Type.Object({
  kind: Type.Optional({ ...Choice(KINDS), description: 'What the file holds' }),
  encoding: Type.Optional(Choice(ENCODINGS)), delimiter: Type.Optional(Choice(DELIMITERS)), sheet: Type.Optional(Type.String({ maxLength: 100 })),
}, { additionalProperties: false })
export const RefusedQuery = Type.Object({ locale: Type.Optional(Type.String({ minLength: 2, maxLength: 35, description: 'BCP 47: the language of the reasons; the workspace\'s unless said' })) })
export const ImportQuery = Type.Object(PageQuery)
export const WithSettings = Type.Object({ settings: ImportSettings }, { additionalProperties: false })
export const MaybeSettings = Type.Object({ settings: Type.Optional(ImportSettings) }, { additionalProperties: false })

export type Settings = Static<typeof ImportSettings>
export type SniffedFile = Static<typeof Sniffed>
export type SniffedColumnFacts = Static<typeof SniffedColumn>
export type SuggestionFacts = Static<typeof Suggestion>
export type Tallied = Static<typeof ImportTally>
export type PreviewedRow = Static<typeof PreviewRow>
export type Problem = Static<typeof RowProblem>
export type Reached = Static<typeof Reach>
export type ImportState = (typeof STATES)[number]
