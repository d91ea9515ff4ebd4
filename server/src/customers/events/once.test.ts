import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { forgetMarks, heardBefore, keyOfMessage, markNew } from './once.ts'

let t: TestApp
let shop: TestWorkspace
let other: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  other = await t.workspace('GE')
})
afterAll(() => t.close())

const inside = <T>(workspace: TestWorkspace, fn: Parameters<typeof system<T>>[3]) => system(t.house.db, 'test', workspace.id, fn)
const mark = (workspace: TestWorkspace, ...marks: (string | null)[]) => inside(workspace, (tx) => markNew(tx, workspace.id, marks, t.time.now))
const [a, b, c] = ['a', 'b', 'c'].map(keyOfMessage) as [string, string, string]

test('a mark is new once in a workspace, and what has none always is', async () => {
  expect(await mark(shop, a, b, a, null, null)).toEqual([true, true, false, true, true])
  expect(await mark(shop, b, c)).toEqual([false, true])
  // What another company calls its events is nothing to this one.
  expect(await mark(other, a, c)).toEqual([true, true])
  expect(await inside(other, (tx) => heardBefore(tx, other.id, [a, b, c]))).toEqual(new Set([a, c]))
})

test('a mark that is forgotten is new again, there alone', async () => {
  await inside(shop, (tx) => forgetMarks(tx, shop.id, [a]))
  expect(await inside(shop, (tx) => heardBefore(tx, shop.id, [a, b]))).toEqual(new Set([b]))
  expect(await mark(other, a)).toEqual([false])
  expect(await mark(shop, a)).toEqual([true])
})

test('marks are kept as the migration has put those before it', async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from event_key where workspace_id = ${shop.id} and key = substr(encode(sha256(convert_to(workspace_id || ' ' || ${b}, 'UTF8')), 'hex'), 1, 32)::uuid`.execute(t.house.db.system)
  expect(rows[0]!.n).toBe(1)
})
