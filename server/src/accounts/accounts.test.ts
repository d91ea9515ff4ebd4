import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../testing/app.ts'

let t: TestApp
let acme: TestWorkspace
let other: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  acme = await t.workspace('UA')
  other = await t.workspace('GE')
})
afterAll(() => t.close())

describe('set-up', () => {
  test('the country sets language, zone and currency', () => {
    expect(acme).toMatchObject({ default_locale: 'uk', time_zone: 'Europe/Kyiv', currency: 'UAH' })
    expect(other).toMatchObject({ default_locale: 'ka', time_zone: 'Asia/Tbilisi', currency: 'GEL' })
  })
  test('a second set-up is refused', async () => {
    const answer = await t.app.inject({ method: 'POST', url: '/v1/setup', payload: { token: 'x', name: 'N', email: 'n@example.com', password: 'long enough 1', company: 'C', country: 'UA' } })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'forbidden', status: 403 })
  })
})

describe('sign-in', () => {
  test('by password, and the session knows its workspace', async () => {
    const answer = await t.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email: acme.email, password: acme.password } })
    expect(answer.statusCode).toBe(200)
    const cookie = answer.cookies.map((each) => `${each.name}=${each.value}`).join('; ')
    const me = await t.app.inject({ url: '/v1/me', headers: { cookie } })
    expect(me.json()).toMatchObject({ user: { email: acme.email }, workspace: { id: acme.id, role: 'owner' } })
    const foreign = await t.app.inject({ url: '/v1/me', headers: { cookie, 'carillon-workspace': other.id } })
    expect(foreign.statusCode).toBe(404)
    const forged = await t.app.inject({ method: 'PATCH', url: '/v1/workspace', headers: { cookie, 'sec-fetch-site': 'cross-site' }, payload: { name: 'Mine' } })
    expect(forged.statusCode).toBe(403)
  })
  test('a wrong password is refused and sign-up is not offered', async () => {
    expect((await t.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email: acme.email, password: 'wrong password' } })).statusCode).toBe(401)
    expect((await t.app.inject({ method: 'POST', url: '/api/auth/sign-up/email', payload: { email: 'x@example.com', password: 'long enough 1', name: 'X' } })).statusCode).toBe(404)
  })
})

describe('API keys', () => {
  test('shown once, scoped, revoked at once', async () => {
    const made = await acme.call('POST', '/v1/api-keys', { name: 'Shop', kind: 'secret', scopes: ['contacts:read'] })
    expect(made.statusCode).toBe(201)
    const { key, id } = made.json<{ key: string; id: string }>()
    const as = (url: string) => t.app.inject({ url, headers: { authorization: `Bearer ${key}` } })
    expect((await as('/v1/audit')).json()).toMatchObject({ code: 'forbidden' })
    expect((await acme.call('GET', '/v1/api-keys')).body).not.toContain(key)
    expect((await acme.call('DELETE', `/v1/api-keys/${id}`)).statusCode).toBe(204)
    expect((await as('/v1/audit')).statusCode).toBe(401)
  })
  test('another workspace cannot revoke it', async () => {
    const { id } = (await acme.call('GET', '/v1/api-keys')).json<{ data: { id: string }[] }>().data[0]!
    expect((await other.call('DELETE', `/v1/api-keys/${id}`)).statusCode).toBe(404)
  })
})

describe('idempotency', () => {
  test('the same key and body make one thing; another body is refused', async () => {
    const body = { name: 'Once', kind: 'write' }
    const headers = { 'idempotency-key': 'k-1' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => acme.call('POST', '/v1/api-keys', body, headers)))
    const made = answers.filter((each) => each.statusCode === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(answers.every((each) => [201, 409].includes(each.statusCode))).toBe(true)
    expect(new Set(made.map((each) => each.json<{ id: string }>().id)).size).toBe(1)
    const again = await acme.call('POST', '/v1/api-keys', body, headers)
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect((await acme.call('POST', '/v1/api-keys', { ...body, name: 'Twice' }, headers)).json()).toMatchObject({ code: 'idempotency_key_reused' })
  })
})

test('an invitation is good once and for its role', async () => {
  const { url } = (await acme.call('POST', '/v1/invitations', { email: 'Ann@example.com', role: 'agent' })).json<{ url: string }>()
  const token = new URL(url).searchParams.get('token')!
  const accept = () => t.app.inject({ method: 'POST', url: '/v1/invitations/accept', payload: { token, name: 'Ann', password: 'a long password' } })
  const joined = await accept()
  expect(joined.statusCode).toBe(201)
  const cookie = joined.cookies.map((each) => `${each.name}=${each.value}`).join('; ')
  expect((await t.app.inject({ url: '/v1/me', headers: { cookie } })).json()).toMatchObject({ workspace: { id: acme.id, role: 'agent' } })
  expect((await t.app.inject({ url: '/v1/audit', headers: { cookie } })).json()).toMatchObject({ code: 'forbidden' })
  expect((await accept()).statusCode).toBe(404)
})

test('the last owner stays', async () => {
  expect((await acme.call('DELETE', `/v1/members/${acme.user_id}`)).statusCode).toBeGreaterThanOrEqual(403)
})

test('every write is in the audit, with the place of an error named', async () => {
  const audit = (await acme.call('GET', '/v1/audit?limit=500')).json<{ data: { action: string }[] }>()
  expect(audit.data.map((each) => each.action)).toEqual(expect.arrayContaining(['createApiKey', 'revokeApiKey', 'invite', 'acceptInvitation', 'createWorkspace']))
  const wrong = await acme.call('POST', '/v1/api-keys', { kind: 'secret' })
  expect(wrong.json()).toMatchObject({ status: 422, code: 'invalid', errors: [{ pointer: '/name', code: 'missing' }] })
})
