import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { identify } from './identify.ts'
import type { Claim } from './assign.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

const claim = (some: Partial<Claim>): Claim => ({ user_id: null, anonymous_id: null, previous_id: null, email: null, phone: null, trusted: false, ...some })
const say = (...claims: Partial<Claim>[]) => system(t.house.db, 'test', shop.id, async (tx) => (await identify(t.house, tx, shop, claims.map(claim), t.time.now)).contacts)

type Contact = { id: string; person_id: string; contacts: string[]; consents: { medium: string; state: string }[]; identities: { kind: string; value: string }[]; tags: string[] }
const get = async (id: string): Promise<Contact> => (await shop.call('GET', `/v1/contacts/${id}`)).json<Contact>()
const make = async (body: object): Promise<Contact> => (await shop.call('POST', '/v1/contacts', body)).json<Contact>()
const found = async (search: string) => (await shop.call('GET', `/v1/contacts?search=${encodeURIComponent(search)}`)).json<{ data: { id: string; tags: string[]; email: string | null }[] }>().data

test('fifty at once who say the same are one contact', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, (_, n) => say({ user_id: 'fifty', anonymous_id: `b-${n % 5}`, email: 'fifty@example.com' })))
  expect(new Set(all.flat()).size).toBe(1)
})

test('a second browser of a known customer joins them, and two customers on one browser stay two', async () => {
  const [first] = await say({ user_id: 'u1', anonymous_id: 'home' })
  const [phone] = await say({ anonymous_id: 'phone' })
  expect(phone).not.toBe(first)
  await say({ user_id: 'u1', anonymous_id: 'phone' })
  expect((await get(phone!)).person_id).toBe(first)
  const [second] = await say({ user_id: 'u2', anonymous_id: 'home' })
  expect((await get(second!)).person_id).toBe(second)
  // Without a sign-in the browser is still the first's.
  expect(await say({ anonymous_id: 'home' })).toEqual([first])
})

test('an address that anybody can type suggests; said with a secret key it joins; two customer numbers never do', async () => {
  const known = await make({ email: 'vera@example.com', name: 'Vera' })
  const [stranger] = await say({ user_id: 'u-vera', anonymous_id: 'b-vera', email: 'vera@example.com' })
  expect((await get(stranger!)).person_id).toBe(stranger)
  const suggestions = (await shop.call('GET', `/v1/merge-suggestions?contact_id=${known.id}`)).json<{ data: { id: string; reason: string; value: string }[] }>().data
  expect(suggestions).toMatchObject([{ reason: 'email', value: 'vera@example.com' }])
  await say({ user_id: 'u-vera', email: 'vera@example.com', trusted: true })
  expect((await get(known.id)).person_id).toBe(stranger)
  expect((await shop.call('GET', `/v1/merge-suggestions?contact_id=${known.id}`)).json<{ data: unknown[] }>().data).toEqual([])
  const [other] = await say({ user_id: 'u-other', email: 'vera@example.com', trusted: true })
  expect((await get(other!)).person_id).toBe(other)
})

test('the rules can be read and changed, and wrong ones are refused by their place', async () => {
  expect((await shop.call('GET', '/v1/identity-rules')).json()).toEqual({ kinds: { anonymous_id: 'always', email: 'verified', phone: 'never' }, max_contacts: 25 })
  expect((await shop.call('PUT', '/v1/identity-rules', { kinds: { anonymous_id: 'always', email: 'sometimes', phone: 'never' }, max_contacts: 3 })).statusCode).toBe(422)
  expect((await shop.call('PUT', '/v1/identity-rules', { kinds: { anonymous_id: 'always', email: 'verified', phone: 'never' }, max_contacts: 3 })).statusCode).toBe(200)
  const [one] = await say({ user_id: 'runaway' })
  for (const n of [1, 2, 3, 4, 5]) {
    await say({ anonymous_id: `r-${n}` })
    await say({ user_id: 'runaway', anonymous_id: `r-${n}` })
  }
  expect((await get(one!)).contacts).toHaveLength(3)
  await shop.call('PUT', '/v1/identity-rules', { kinds: { anonymous_id: 'always', email: 'verified', phone: 'never' }, max_contacts: 25 })
})

test('a merge keeps everything of both, the strictest consent holds, and undone all is as it was', async () => {
  const a = await make({ email: 'a@merge.example', name: 'Anna', tags: ['vip'], traits: { level: 'gold' }, consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })
  const b = await make({ phone: '+380671110001', name: 'Hanna', tags: ['shop'], consents: [{ medium: 'email', state: 'opted_out', source: 'form' }] })
  const preview = (await shop.call('POST', `/v1/contacts/${a.id}/merge/preview`, { other_id: b.id })).json<{ allowed: boolean; consents: object[]; fields: object[] }>()
  expect(preview).toMatchObject({ allowed: true, consents: [{ medium: 'email', stays: 'opted_in', joins: 'opted_out', together: 'opted_out' }], fields: [{ name: 'name', stays: 'Anna', joins: 'Hanna' }] })
  const merge = (await shop.call('POST', `/v1/contacts/${a.id}/merge`, { other_id: b.id })).json<{ id: string; contacts: string[] }>()
  expect(merge.contacts).toEqual([b.id])
  const together = await get(b.id)
  expect(together).toMatchObject({ id: a.id, person_id: a.id, name: 'Anna', tags: ['shop', 'vip'], traits: { level: 'gold' }, contacts: [a.id, b.id] })
  expect(together.identities.map((identity) => identity.kind).toSorted()).toEqual(['email', 'phone'])
  expect((await found('hanna')).map((row) => row.id)).toEqual([a.id])
  expect((await found('671110001'))[0]).toMatchObject({ email: 'a@merge.example', tags: ['shop', 'vip'] })
  const rule = { all: [{ tag: 'vip' }, { tag: 'shop' }] }
  const count = async () => (await shop.call('POST', '/v1/segments/preview', { rule })).json<{ data: { id: string }[] }>().data.map((row) => row.id)
  expect(await count()).toEqual([a.id])
  expect((await shop.call('POST', '/v1/segments/count', { rule: { consent: 'email', holds: true } })).json<{ count: number }>().count).toBe(0)
  expect((await shop.call('POST', `/v1/contacts/${b.id}/merge`, { other_id: a.id })).statusCode).toBe(409)
  // What comes in meanwhile stays where it arrived.
  await shop.call('POST', '/v1/events', { events: [{ contact_id: b.id, type: 'Visited' }] })
  expect((await shop.call('GET', `/v1/contacts/${a.id}/timeline?kind=event`)).json<{ data: { type: string }[] }>().data.map((row) => row.type)).toContain('Visited')
  expect((await shop.call('POST', `/v1/merges/${merge.id}/undo`)).json()).toMatchObject({ undone_by: expect.any(String) as string })
  expect(await get(a.id)).toMatchObject({ id: a.id, tags: ['vip'], contacts: [a.id], consents: [{ state: 'opted_in' }] })
  expect(await get(b.id)).toMatchObject({ id: b.id, name: 'Hanna', tags: ['shop'], contacts: [b.id], consents: [{ state: 'opted_out' }] })
  expect((await shop.call('GET', `/v1/contacts/${b.id}/timeline?kind=event`)).json<{ data: { type: string }[] }>().data.map((row) => row.type)).toContain('Visited')
  expect(await count()).toEqual([])
  expect((await found('hanna')).map((row) => row.id)).toEqual([b.id])
  expect((await shop.call('POST', `/v1/merges/${merge.id}/undo`)).statusCode).toBe(409)
  // And done again.
  expect((await shop.call('POST', `/v1/contacts/${a.id}/merge`, { other_id: b.id })).statusCode).toBe(201)
  expect(await count()).toEqual([a.id])
})

test('undoing an inner merge after an outer one parts only whom it joined', async () => {
  const [a, b, c] = [await make({ email: 'n1@x.example' }), await make({ email: 'n2@x.example' }), await make({ email: 'n3@x.example' })]
  const inner = (await shop.call('POST', `/v1/contacts/${a.id}/merge`, { other_id: b.id })).json<{ id: string }>()
  const outer = (await shop.call('POST', `/v1/contacts/${c.id}/merge`, { other_id: a.id })).json<{ id: string }>()
  expect((await get(b.id)).contacts).toHaveLength(3)
  await shop.call('POST', `/v1/merges/${inner.id}/undo`)
  expect((await get(c.id)).contacts).toEqual([a.id, c.id].toSorted())
  expect((await get(b.id)).contacts).toEqual([b.id])
  await shop.call('POST', `/v1/merges/${outer.id}/undo`)
  for (const each of [a, b, c]) expect((await get(each.id)).contacts).toEqual([each.id])
})

test('an import and the API write onto the person, whichever identity they name', async () => {
  const [a, b] = [await make({ email: 'w1@x.example', external_id: 'w-1' }), await make({ phone: '+380671110009' })]
  await shop.call('POST', `/v1/contacts/${a.id}/merge`, { other_id: b.id })
  expect(await make({ phone: '+380671110009', email: 'w1@x.example', name: 'Both', tags: ['both'] })).toMatchObject({ id: a.id, name: 'Both', tags: ['both'] })
  expect((await shop.call('PATCH', `/v1/contacts/${b.id}`, { name: 'By the other id' })).json()).toMatchObject({ id: a.id, name: 'By the other id' })
})

test('a suspicion that was put aside can be taken up again', async () => {
  const suspected = async () => (await shop.call('GET', '/v1/merge-suggestions')).json<{ data: { id: string }[] }>().data.map((each) => each.id)
  const make = async (external_id: string) => (await shop.call('POST', '/v1/contacts', { external_id, phone: '+380671234999' })).json<{ id: string }>().id
  await make('S-1')
  await make('S-2')
  const before = await suspected()
  const id = before[0]!
  expect((await shop.call('DELETE', `/v1/merge-suggestions/${id}`)).statusCode).toBe(204)
  expect(await suspected()).not.toContain(id)
  expect((await shop.call('POST', `/v1/merge-suggestions/${id}/restore`)).statusCode).toBe(204)
  expect(await suspected()).toEqual(before)
  expect((await shop.call('POST', `/v1/merge-suggestions/${id}/restore`)).statusCode).toBe(404)
})
