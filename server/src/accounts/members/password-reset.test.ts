import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { resetPasswordOf } from './password-reset.ts'

let t: TestApp
let acme: TestWorkspace
let other: TestWorkspace
let owner: string
const people: Record<'admin' | 'agent', { cookie: string; user_id: string; email: string }> = {} as never

const cookieOf = (answer: LightMyRequestResponse) => answer.cookies.map((each) => `${each.name}=${each.value}`).join('; ')
const signIn = (email: string, password: string) => t.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password } })
const as = (cookie: string, user_id: string) => t.app.inject({ method: 'POST', url: `/v1/members/${user_id}/password-reset`, headers: { cookie } })
const tokenOf = (url: string) => new URL(url).searchParams.get('token')!
const choose = (token: string, password: string) => t.app.inject({ method: 'POST', url: '/v1/password-resets/use', payload: { token, password } })
const view = (token: string) => t.app.inject({ url: `/v1/password-resets/by-token?token=${token}` })

async function join(shop: TestWorkspace, role: string, email: string, cookie?: string): Promise<LightMyRequestResponse> {
  const { url } = (await shop.call('POST', '/v1/invitations', { email, role })).json<{ url: string }>()
  return t.app.inject({ method: 'POST', url: '/v1/invitations/accept', payload: { token: tokenOf(url), name: role, password: 'a first password' }, ...(cookie ? { headers: { cookie } } : {}) })
}

beforeAll(async () => {
  t = await testApp()
  acme = await t.workspace('UA')
  other = await t.workspace('GE')
  owner = cookieOf(await signIn(acme.email, acme.password))
  for (const role of ['admin', 'agent'] as const) {
    const email = `${role}@example.com`
    const cookie = cookieOf(await join(acme, role, email))
    people[role] = { cookie, email, user_id: (await t.app.inject({ url: '/v1/me', headers: { cookie } })).json<{ user: { id: string } }>().user.id }
  }
})
afterAll(() => t.close())

test('an admin makes a link for a member, who chooses a password by it once; every session of theirs ends', async () => {
  const { agent, admin } = people
  const first = (await as(admin.cookie, agent.user_id)).json<{ url: string }>()
  const made = await as(admin.cookie, agent.user_id)
  expect(made.statusCode, made.body).toBe(201)
  const { url, expires_at } = made.json<{ url: string; expires_at: string }>()
  expect(url).toMatch(/^http:\/\/localhost:3000\/password-reset\?token=[\w-]{43}$/)
  expect(Date.parse(expires_at)).toBe(t.time.now.getTime() + 24 * 3_600_000)
  // The later link took the earlier one's place, and neither is kept as it is.
  expect((await view(tokenOf(first.url))).statusCode).toBe(404)
  const { rows } = await t.house.db.pools.owner.query<{ identifier: string }>('select identifier from auth.verification')
  expect(rows).toHaveLength(1)
  expect(rows[0]!.identifier).not.toContain(tokenOf(url))
  expect((await view(tokenOf(url))).json()).toEqual({ email: agent.email })
  const short = await choose(tokenOf(url), 'short')
  expect(short.json()).toMatchObject({ status: 422, errors: [{ pointer: '/password' }] })

  expect((await t.app.inject({ url: '/v1/me', headers: { cookie: agent.cookie } })).statusCode).toBe(200)
  const answers = await Promise.all([choose(tokenOf(url), 'a second password'), choose(tokenOf(url), 'a third password')])
  expect(answers.map((each) => each.statusCode).toSorted()).toEqual([204, 404])
  const chosen = answers[0]!.statusCode === 204 ? 'a second password' : 'a third password'
  expect((await choose(tokenOf(url), 'a fourth password')).json()).toMatchObject({ code: 'not_found', detail: expect.stringContaining('used, replaced, or has expired') })
  expect((await t.app.inject({ url: '/v1/me', headers: { cookie: agent.cookie } })).statusCode).toBe(401)
  expect((await signIn(agent.email, 'a first password')).statusCode).toBe(401)
  const again = await signIn(agent.email, chosen)
  expect(again.statusCode).toBe(200)
  people.agent.cookie = cookieOf(again)
  // Nobody else was touched, and both steps are in the audit.
  expect((await t.app.inject({ url: '/v1/me', headers: { cookie: admin.cookie } })).statusCode).toBe(200)
  const audit = (await acme.call('GET', '/v1/audit?limit=500')).json<{ data: { action: string }[] }>().data
  expect(audit.find((each) => each.action === 'resetPassword')).toMatchObject({ actor: { name: 'admin' }, object: { type: 'member', id: agent.user_id } })
  expect(audit.find((each) => each.action === 'usePasswordReset')).toMatchObject({ actor: { name: 'agent' }, object: { id: agent.user_id } })
})

test('a link is over after a day', async () => {
  const { url } = (await as(owner, people.agent.user_id)).json<{ url: string }>()
  const before = t.time.now
  t.time.now = new Date(before.getTime() + 24 * 3_600_000 + 1000)
  expect((await view(tokenOf(url))).statusCode).toBe(404)
  expect((await choose(tokenOf(url), 'too late a password')).statusCode).toBe(404)
  t.time.now = before
  expect((await signIn(people.agent.email, 'too late a password')).statusCode).toBe(401)
})

test('nobody makes a link for whom they are not set over, nor for themselves', async () => {
  const { admin, agent } = people
  expect((await as(agent.cookie, admin.user_id)).json()).toMatchObject({ status: 403, code: 'forbidden' })
  expect((await as(admin.cookie, acme.user_id)).json()).toMatchObject({ status: 403, detail: 'Only an owner can make a link for an owner.' })
  expect((await as(admin.cookie, admin.user_id)).json()).toMatchObject({ status: 409, errors: [{ code: 'own_password' }] })
  expect((await acme.call('POST', `/v1/members/${agent.user_id}/password-reset`)).json()).toMatchObject({ status: 403, detail: expect.stringContaining('API key') })
  // Another workspace's member is not there; one who belongs to both is out of reach, since the password opens both.
  expect((await as(owner, other.user_id)).statusCode).toBe(404)
  expect((await join(other, 'agent', agent.email, agent.cookie)).statusCode).toBe(201)
  expect((await as(owner, agent.user_id)).json()).toMatchObject({ status: 409, errors: [{ code: 'member_elsewhere' }] })
  const { rows } = await t.house.db.pools.owner.query('select from auth.verification where value like $1', [`${acme.user_id} %`])
  expect(rows).toEqual([])
})

test('whoever runs the server makes one for an owner, by address where there are several', async () => {
  await expect(resetPasswordOf(t.house, undefined)).rejects.toThrow(`${acme.email}, ${other.email}`)
  await expect(resetPasswordOf(t.house, 'nobody@example.com')).rejects.toThrow('no member')
  const { url, email } = await resetPasswordOf(t.house, acme.email.toUpperCase())
  expect(email).toBe(acme.email)
  expect((await choose(tokenOf(url), 'found again at last')).statusCode).toBe(204)
  expect((await t.app.inject({ url: '/v1/me', headers: { cookie: owner } })).statusCode).toBe(401)
  expect((await signIn(acme.email, 'found again at last')).statusCode).toBe(200)
  const audit = (await acme.call('GET', '/v1/audit?limit=500')).json<{ data: { action: string }[] }>().data
  expect(audit.find((each) => each.action === 'resetPassword')).toMatchObject({ actor: { kind: 'system', name: 'carillon command line' } })
})
