import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../testing/app.ts'
import { connect, pgArray, type Database } from './index.ts'

let db: Database
beforeAll(async () => void (db = connect(await freshDatabase())))
afterAll(() => db.close())

test('whatever PostgreSQL can hold comes back as it went in', async () => {
  const text = fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('NULL', 'null', '', '"', '\\', '{}', 'a,b', '\\x00', 'O\'Neil', '\n\t', '{"a"}', '{"a": "\\\\"}\n', '"\x7F\u2028')).map((each) => each.replaceAll('\0', '')))
  await fc.assert(fc.asyncProperty(fc.array(text), fc.array(fc.double({ noDefaultInfinity: true, noNaN: true })), fc.array(fc.date({ min: new Date('0100-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })), fc.array(fc.uint8Array()), async (texts, numbers, dates, bytes) => {
    const { rows } = await sql<object>`select ${pgArray(texts)}::text[] as texts, ${pgArray(numbers)}::float8[] as numbers, ${pgArray(dates)}::timestamptz[] as dates, ${pgArray(bytes.map((each) => Buffer.from(each)))}::bytea[] as bytes`.execute(db.system)
    expect(rows[0]).toEqual({ texts, numbers: numbers.map((n) => n + 0), dates, bytes: bytes.map((each) => Buffer.from(each)) })
  }), { numRuns: 100 })
})
