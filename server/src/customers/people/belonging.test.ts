import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'

// What belongs to a person, a field or an import without a foreign key of its own: see 0058_by_statement.sql.
let t: TestApp
let shop: TestWorkspace
let db: pg.Pool
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  db = t.house.db.pools.carillon_system
})
afterAll(() => t.close())

const NOBODY = 'con_01a20cc8f40e700084255dfc6b1d7774'

async function person(): Promise<string> {
  const id = newId('con')
  await db.query(`insert into contact (workspace_id, id, person_id, time_zone_assumed, search_text, created_at, updated_at) values ($1, $2, $2, 'UTC', '', now(), now())`, [shop.id, id])
  return id
}

const tag = (client: pg.Pool | pg.PoolClient, contact_ids: string[], name = 'vip') => client.query('insert into contact_tag (workspace_id, contact_id, tag, created_at) select $1, id, $3, now() from unnest($2::text[]) id', [shop.id, contact_ids, name])
const tagged = async (contact_id: string) => (await db.query('select tag from contact_tag where workspace_id = $1 and contact_id = $2', [shop.id, contact_id])).rows.length

async function session<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.connect()
  try {
    await client.query('begin')
    return await work(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** Whether a session waits for another's lock. */
const waits = async (pid: number) => (await t.house.db.pools.owner.query<{ n: number }>('select count(*)::int as n from pg_locks where pid = $1 and not granted', [pid])).rows[0]!.n > 0
async function untilWaiting(client: pg.PoolClient): Promise<void> {
  const { processID } = client as pg.PoolClient & { processID: number }
  for (let i = 0; i < 200 && !(await waits(processID)); i++) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(await waits(processID)).toBe(true)
}

test('one row of many that belongs to nobody refuses them all, by the name of the constraint', async () => {
  const someone = await person()
  await expect(tag(db, [someone, NOBODY])).rejects.toMatchObject({ code: '23503', table: 'contact_tag', constraint: 'contact_tag_workspace_id_contact_id_fkey', detail: `Key (workspace_id, contact_id)=(${shop.id}, ${NOBODY}) is not present in table "contact".` })
  expect(await tagged(someone)).toBe(0)
})

test('a person of another workspace is nobody here', async () => {
  const other = await t.workspace('GE')
  const theirs = newId('con')
  await db.query(`insert into contact (workspace_id, id, person_id, time_zone_assumed, search_text, created_at, updated_at) values ($1, $2, $2, 'UTC', '', now(), now())`, [other.id, theirs])
  await expect(tag(db, [theirs])).rejects.toMatchObject({ code: '23503' })
})

test('rows that are given to somebody who is not there are refused; any other change of them is not', async () => {
  const someone = await person()
  await tag(db, [someone])
  await expect(db.query('update contact_tag set contact_id = $3 where workspace_id = $1 and contact_id = $2', [shop.id, someone, NOBODY])).rejects.toMatchObject({ code: '23503', constraint: 'contact_tag_workspace_id_contact_id_fkey' })
  const other = await person()
  await db.query(`update contact_tag set contact_id = $3, tag = 'new' where workspace_id = $1 and contact_id = $2`, [shop.id, someone, other])
  expect([await tagged(someone), await tagged(other)]).toEqual([0, 1])
})

test('whoever deletes a person waits for those who just write below, and takes what they wrote along', async () => {
  const someone = await person()
  await session(async (writer) => {
    await tag(writer, [someone])
    const deleter = await db.connect()
    const deleting = deleter.query('delete from contact where workspace_id = $1 and id = $2', [shop.id, someone])
    await untilWaiting(deleter)
    await writer.query('commit')
    await deleting
    deleter.release()
  })
  expect(await tagged(someone)).toBe(0)
})

test('whoever writes below a person that is just deleted waits, and is refused once it is gone', async () => {
  const someone = await person()
  await session(async (deleter) => {
    await deleter.query('delete from contact where workspace_id = $1 and id = $2', [shop.id, someone])
    const writer = await db.connect()
    const writing = tag(writer, [someone]).then(() => 'written', (error: pg.DatabaseError) => error.code)
    await untilWaiting(writer)
    await deleter.query('commit')
    expect(await writing).toBe('23503')
    writer.release()
  })
})

test('writing below a person holds up nobody who changes them or writes below them as well', async () => {
  const someone = await person()
  await session(async (writer) => {
    await tag(writer, [someone])
    await db.query(`update contact set name = 'Олена' where workspace_id = $1 and id = $2`, [shop.id, someone])
    await tag(db, [someone], 'second')
  })
  expect(await tagged(someone)).toBe(1)
})

test('with a person, a field or an import goes all that belongs to it', async () => {
  const { rows: children } = await t.house.db.pools.owner.query<{ child: string; parent: string }>(`select tgrelid::regclass::text as child, split_part(tgname, '_has_', 2) as parent from pg_trigger where tgname ~ '_has_[a-z]+$' and not tgisinternal order by 1, 2`)
  const left = async (parent: string, id: string) => Object.fromEntries(await Promise.all(children.filter((each) => each.parent === parent).map(async ({ child }) => [child, (await db.query<{ n: number }>(`select count(*)::int as n from ${child} where workspace_id = $1 and ${parent}_id = $2`, [shop.id, id])).rows[0]!.n] as const)))
  const drop = (parent: string, id: string) => db.query(`delete from ${parent} where workspace_id = $1 and id = $2`, [shop.id, id])
  const upload = await t.app.inject({ method: 'POST', url: '/v1/imports?file_name=a.csv', headers: { authorization: `Bearer ${shop.secret_key}`, 'content-type': 'text/csv' }, payload: 'email\na@example.com\n' })
  const import_id = upload.json<{ id: string }>().id
  const withAll = async (email: string) => {
    const { id } = (await shop.call('POST', '/v1/contacts', { email, traits: { City: 'Київ' }, tags: ['vip'], consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })).json<{ id: string }>()
    await db.query(`insert into import_contact (workspace_id, import_id, contact_id) values ($1, $2, $3)`, [shop.id, import_id, id])
    await db.query(`insert into import_trace (workspace_id, import_id, phase, kind, ref, contact_id, created) values ($1, $2, 4, 'contact', $3::text, $3::text, true)`, [shop.id, import_id, id])
    await db.query(`insert into engagement (workspace_id, contact_id, medium, month, origin, sent) values ($1, $2, 'email', '2026-11-01', 'live', 1)`, [shop.id, id])
    return id
  }
  const [leaving, staying] = [await withAll('leaving@example.com'), await withAll('staying@example.com')]
  const { rows: [trait] } = await db.query<{ id: string }>(`select id from trait where workspace_id = $1 and name = 'City'`, [shop.id])
  const all = { consent_entry: 1, consent_state: 1, contact_tag: 1, contact_trait: 1, endpoint: 1, engagement: 1, identity: 1, import_contact: 1, import_trace: 1 }
  expect(await left('contact', leaving)).toEqual(all)
  await drop('contact', leaving)
  expect(Object.values(await left('contact', leaving))).toEqual(Object.keys(all).map(() => 0))
  expect(await left('trait', trait!.id)).toEqual({ contact_trait: 1 })
  await drop('trait', trait!.id)
  expect(await left('trait', trait!.id)).toEqual({ contact_trait: 0 })
  expect(await left('import', import_id)).toEqual({ import_contact: 1, import_trace: 1 })
  await drop('import', import_id)
  expect(await left('contact', staying)).toEqual({ ...all, contact_trait: 0, import_contact: 0, import_trace: 0 })
})
