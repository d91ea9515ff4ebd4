import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROW_CODES } from './codes.ts'

const I18N = path.resolve(import.meta.dirname, '../../../../../console/src/i18n')

test.each(['en', 'uk', 'ru', 'ka', 'zh'])('the console has words in %s for whatever can be said of a row, and for nothing else', (language) => {
  const catalogue = JSON.parse(fs.readFileSync(path.join(I18N, language, 'imports.json'), 'utf8')) as { code: Record<string, string> }
  expect(Object.keys(catalogue.code).toSorted()).toEqual(ROW_CODES.toSorted())
  expect(Object.values(catalogue.code).filter((words) => words.trim() === '')).toEqual([])
})
