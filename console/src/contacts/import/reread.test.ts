import { expect, test } from 'vitest'
import type { Import, Settings } from './queries.ts'
import { settingsAfter } from './reread.ts'

type File = Import['sniffed']
type Guess = Partial<Settings['columns'][number]>

function file(delimiter: ',' | ';', columns: [string, Guess][], more: Partial<Settings> = {}): File {
  const guesses = columns.map(([, guess], index) => ({ index, target: 'ignore' as const, ...guess }))
  const suggested_settings: Settings = { header: true, encoding: 'utf-8', delimiter, columns: guesses, date_order: 'dmy', decimal: ',', phone_country: 'UA', consent: { applies: 'none' }, tags: [], mode: 'upsert', ...more }
  return {
    format: 'csv', encoding: suggested_settings.encoding ?? null, delimiter, sheets: null, header: true, rows_estimate: 2, suggested_settings,
    columns: columns.map(([name, guess], index) => ({ index, name, samples: [], suggestion: { target: 'ignore', confidence: 0.5, reason: 'header', ...guess } })),
  }
}

test('another delimiter brings its own columns; what was chosen stays with a column of the same name', () => {
  const before = file(';', [['id,email', { target: 'trait', trait: { name: 'id,email', type: 'text' } }], ['city', { target: 'trait', trait: { name: 'city', type: 'text' } }]])
  const settings: Settings = { ...before.suggested_settings, phone_country: 'GE', tags: ['spring'], columns: [before.suggested_settings.columns[0]!, { index: 1, target: 'tags' }] }
  const after = file(',', [['id', { target: 'external_id' }], ['email', { target: 'email' }], ['city', { target: 'trait', trait: { name: 'city', type: 'text' } }]])
  expect(settingsAfter(before, settings, after)).toMatchObject({ delimiter: ',', phone_country: 'GE', tags: ['spring'], columns: [{ index: 0, target: 'external_id' }, { index: 1, target: 'email' }, { index: 2, target: 'tags' }] })
})

test('another encoding gives the same columns other names: what was chosen stays in its place, left out or not', () => {
  const before = file(';', [['╧▓┴', { target: 'trait', trait: { name: '╧▓┴', type: 'text' } }], ['email', { target: 'email' }], ['note', { target: 'trait', trait: { name: 'note', type: 'text' } }]])
  const settings: Settings = { ...before.suggested_settings, columns: [{ index: 0, target: 'name' }, { index: 1, target: 'email' }], date_order: 'mdy' }
  const after = file(';', [['ПІБ', { target: 'full_name_fio' }], ['email', { target: 'email' }], ['note', { target: 'trait', trait: { name: 'note', type: 'text' } }]], { encoding: 'windows-1251', date_order: 'ymd', decimal: '.' })
  expect(settingsAfter(before, settings, after)).toMatchObject({ encoding: 'windows-1251', date_order: 'mdy', decimal: '.', columns: [{ index: 0, target: 'name' }, { index: 1, target: 'email' }, { index: 2, target: 'ignore' }] })
  expect(settingsAfter(before, before.suggested_settings, after).columns[0]).toEqual({ index: 0, target: 'full_name_fio' })
})
