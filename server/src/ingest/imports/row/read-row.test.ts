import { describe, expect, test } from 'vitest'
import type { Settings, Target } from '../contract.ts'
import type { Problem } from '../../../platform/problem.ts'
import { checkSettings, makePlan } from './plan.ts'
import { readRow } from './read-row.ts'

const NOW = new Date('2026-11-24T10:00:00Z')

function settings(targets: (Target | [string, 'text' | 'number' | 'boolean' | 'date'])[], more: Partial<Settings> = {}): Settings {
  return {
    header: true, date_order: 'dmy', decimal: ',', phone_country: 'UA', consent: { applies: 'none' }, tags: [], mode: 'upsert', ...more,
    columns: targets.map((target, index) => (Array.isArray(target) ? { index, target: 'trait' as const, trait: { name: target[0], type: target[1] } } : { index, target })),
  }
}
const read = (made: Settings, cells: string[]) => readRow({ row: 7, cells }, makePlan('contacts', made, { import_id: 'imp_1', file_name: 'f.csv' }, NOW), made.columns.length)
const codes = (made: Settings, cells: string[]) => read(made, cells).problems.map((problem) => `${problem.severity} ${problem.code}`)
const BY_COLUMN = { applies: 'column', source: 'loyalty card form', media: ['email', 'sms'] } satisfies Settings['consent']

describe('identity', () => {
  const base = settings(['email', 'phone', 'name'])
  test('a bad address beside a good one is a warning; without any the row is refused for the reason that matters most', () => {
    expect(codes(base, ['nonsense', '0671234567', 'Anna'])).toEqual(['warning email_invalid'])
    expect(read(base, ['nonsense', '0671234567', 'Anna']).contact?.identities).toEqual([{ kind: 'phone', value: '+380671234567', country: 'UA' }])
    expect(codes(base, ['', '', 'Anna'])).toEqual(['refused identity_missing'])
    expect(codes(base, ['nonsense', '12', 'Anna'])).toEqual(['refused phone_invalid', 'warning email_invalid'])
    expect(codes(base, ['nonsense', '3.80671E+11', 'Anna'])).toEqual(['refused phone_damaged', 'warning email_invalid'])
  })
  test('the second number of a cell is a second identity, and what was mended is shown', () => {
    const made = read(base, [' Anna@Example.com', '80671234567, 0501234567', 'ІВАНЕНКО  ІВАН'])
    expect(made.contact).toMatchObject({ name: 'Іваненко Іван', identities: [{ value: 'anna@example.com' }, { value: '+380671234567' }, { value: '+380501234567' }] })
    expect(made.repaired).toEqual({ phone: { from: '80671234567, 0501234567', to: '+380671234567, +380501234567' }, name: { from: 'ІВАНЕНКО  ІВАН', to: 'Іваненко Іван' } })
  })
  test('rows that cannot be read as a whole', () => {
    expect(codes(base, ['a@b.co', '', '', 'stray'])).toEqual(['refused too_many_cells'])
    expect(codes(base, ['a@b.co', '', '', '', ''])).toEqual([])
    expect(codes(base, ['a@b.co', '', 'A\0B'])).toEqual(['refused text_invalid'])
    expect(codes(base, ['a@b.co', '', '\uD800'])).toEqual(['refused text_invalid'])
    expect(codes(base, ['a@b.co', '', 'x'.repeat(20_000)])).toEqual(['refused text_too_long'])
    expect(codes(base, ['a@b.co', '', 'Ann\uFFFD'])).toEqual(['warning encoding_suspect'])
  })
  test('a formula is text, and its quote is taken back', () => {
    expect(read(base, ['a@b.co', "'+380671234567", "'=cmd|' /C calc'!A0"]).contact).toMatchObject({ name: "=cmd|' /C calc'!A0", identities: [{}, { value: '+380671234567' }] })
  })
})

describe('fields', () => {
  test('traits by their type; what is not of it is left out with a warning', () => {
    const made = settings(['email', ['born', 'date'], ['sum', 'number'], ['vip', 'boolean'], ['city', 'text']])
    expect(read(made, ['a@b.co', '03.04.1990', '1 234,50', 'так', 'Львів']).contact?.traits).toEqual({ born: new Date('1990-04-03'), sum: 1234.5, vip: true, city: 'Львів' })
    expect(codes(made, ['a@b.co', '31.02.1990', '1.5', 'perhaps', ''])).toEqual(['warning date_invalid', 'warning number_invalid', 'warning boolean_invalid'])
    expect(readRow({ row: 2, cells: ['a@b.co', '', '1.5'], numeric: new Set([2]) }, makePlan('contacts', made, { import_id: 'i', file_name: 'f' }, NOW), 5).contact?.traits).toEqual({ sum: 1.5 })
  })
  test('names: ФИО splits, Chinese never, parts join', () => {
    const fio = settings(['email', 'full_name_fio'])
    expect(read(fio, ['a@b.co', 'ШЕВЧЕНКО ТАРАС ГРИГОРОВИЧ']).contact).toMatchObject({ name: 'Шевченко Тарас Григорович', family_name: 'Шевченко', given_name: 'Тарас', patronymic: 'Григорович' })
    expect(read(fio, ['a@b.co', '欧阳 娜娜']).contact).toEqual({ identities: [{ kind: 'email', value: 'a@b.co' }], name: '欧阳 娜娜' })
    expect(codes(fio, ['a@b.co', 'Anna Maria Smith'])).toEqual(['warning name_unsplit'])
    expect(read(settings(['email', 'given_name', 'family_name']), ['a@b.co', 'Anna', 'Smith']).contact?.name).toBe('Anna Smith')
  })
  test('languages, zones, tags', () => {
    const made = settings(['email', 'locale', 'time_zone', 'tags'], { tags: ['import'] })
    expect(read(made, ['a@b.co', 'Українська', 'Europe/Kyiv', 'vip; Львів']).contact).toMatchObject({ locale: 'uk', time_zone: 'Europe/Kyiv', tags: ['import', 'vip', 'Львів'] })
    expect(codes(made, ['a@b.co', 'Elvish', 'Moon', ''])).toEqual(['warning locale_invalid', 'warning time_zone_invalid'])
  })
})

describe('consent', () => {
  const states = (made: Settings, cells: string[]) => (read(made, cells).contact?.consents ?? []).map((consent) => `${consent.state} ${consent.medium}`)
  test('without a column and a source nobody is consented, whatever the cells say', () => {
    expect(states(settings(['email', 'consent']), ['a@b.co', 'yes'])).toEqual([])
  })
  test.each(['так', 'да', 'კი', '是', 'yes', '1', '+'])('%s consents', (word) => {
    expect(states(settings(['email', 'consent'], { consent: BY_COLUMN }), ['a@b.co', word])).toEqual(['opted_in email', 'opted_in sms'])
  })
  test('media, date and proof of a row', () => {
    const made = settings(['email', 'consent', 'consent_media', 'consent_date'], { consent: { ...BY_COLUMN, topic_id: 'top_1' } })
    expect(read(made, ['a@b.co', 'так', 'вайбер; СМС', '01.02.2024']).contact?.consents).toEqual(['viber', 'sms'].map((medium) => ({
      medium, topic_id: 'top_1', state: 'opted_in', at: new Date('2024-02-01'), source: BY_COLUMN.source, proof: { import_id: 'imp_1', file_name: 'f.csv', row: 7, said: 'так' }, confirmed: true })))
    expect([states(made, ['a@b.co', 'так', '', 'колись']), codes(made, ['a@b.co', 'так', '', 'колись'])]).toEqual([[], ['warning consent_date_invalid']])
    expect(states(made, ['a@b.co', 'так', '', '01.02.2030'])).toEqual([])
    expect([states(made, ['a@b.co', 'так', 'голуб', '']), codes(made, ['a@b.co', 'так', 'голуб', ''])]).toEqual([[], ['warning consent_media_unknown']])
    expect(codes(made, ['a@b.co', 'можливо', '', ''])).toEqual(['warning consent_unknown'])
  })
  test('a no is nothing unless it is said to be more; an opt-out is one without any source and outweighs a yes', () => {
    const made = settings(['email', 'consent', 'opt_out'], { consent: BY_COLUMN })
    expect(states(made, ['a@b.co', 'ні', ''])).toEqual([])
    expect(states({ ...made, consent: { ...BY_COLUMN, no_means: 'opted_out' } }, ['a@b.co', 'ні', ''])).toEqual(['opted_out email', 'opted_out sms'])
    expect(states(made, ['a@b.co', 'так', 'так'])).toEqual(['opted_out *'])
    expect(states(made, ['a@b.co', 'так', 'sms'])).toEqual(['opted_out sms', 'opted_in email'])
    expect(states(settings(['email', 'opt_out']), ['a@b.co', '退订'])).toEqual(['opted_out *'])
    expect(codes(settings(['email', 'opt_out']), ['a@b.co', "can't stop smiling"])).toEqual(['warning opt_out_unknown'])
  })
})

test.each<[Settings, string, string]>([
  [settings(['name']), '/settings/columns', 'identity_unmapped'], [settings(['email', 'name', 'name']), '/settings/columns/2/target', 'target_twice'],
  [settings(['email', ['a', 'text'], ['a', 'text']]), '/settings/columns/2/target', 'target_twice'], [settings(['email'], { phone_country: 'ZZ' }), '/settings/phone_country', 'country_unknown'],
  [settings(['email'], { consent: BY_COLUMN }), '/settings/consent/applies', 'consent_unmapped'], [settings(['email', 'consent'], { consent: { ...BY_COLUMN, source: ' ' } }), '/settings/consent/source', 'source_missing'],
  [settings(['email', 'consent'], { consent: { applies: 'column', source: 'form' } }), '/settings/consent/media', 'media_missing'], [settings(['email', 'consent'], { consent: { ...BY_COLUMN, source: 'куплена база' } }), '/settings/consent/source', 'source_refused'],
  [settings(['email'], { consent: { applies: 'none', source: 'bought list' } }), '/settings/consent/source', 'source_refused'],
])('settings %#: %s %s', (made, pointer, code) => {
  try {
    checkSettings('contacts', made)
    expect.unreachable()
  } catch (error) {
    expect((error as Problem).errors).toMatchObject([{ pointer, code }])
  }
})
