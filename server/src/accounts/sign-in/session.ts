import type { FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../../platform/house.ts'
import { conflict, failAt, Problem } from '../../platform/problem.ts'
import { makeAuth, type Auth } from './auth.ts'

export type SessionUser = { id: string; name: string; email: string; locale: string | null }

const made = new WeakMap<House['db'], ReturnType<typeof makeAuth>>()

/** One better-auth for each database handle of this process. */
async function authOf(house: House): Promise<Auth> {
  let entry = made.get(house.db)
  if (!entry) {
    entry = makeAuth(house)
    made.set(house.db, entry)
  }
  return (await entry).auth
}

export async function closeAuth(house: House): Promise<void> {
  await (await made.get(house.db))?.close()
  made.delete(house.db)
}

function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value))
  return headers
}

export async function sessionUser(house: House, request: FastifyRequest): Promise<SessionUser | undefined> {
  if (!request.headers.cookie) return undefined
  const session = await (await authOf(house)).api.getSession({ headers: toHeaders(request) })
  if (!session) return undefined
  const { id, name, email, locale } = session.user
  return { id, name, email, locale: locale ?? null }
}

/** Makes a user with a password; gives the session cookies of the new user. */
export async function createUser(house: House, input: { name: string; email: string; password: string; locale?: string }): Promise<{ id: string; cookies: string[] }> {
  let response: Response
  try {
    response = await (await authOf(house)).api.signUpEmail({ body: input, asResponse: true })
  } catch (error) {
    return refuseSignUp(error as { body?: { code?: string; message?: string } })
  }
  const body = (await response.json()) as { user?: { id: string }; code?: string; message?: string }
  if (!response.ok || !body.user) refuseSignUp({ body })
  return { id: body.user.id, cookies: response.headers.getSetCookie() }
}

/** As better-auth keeps it. */
export async function hashPassword(house: House, password: string): Promise<string> {
  return (await (await authOf(house)).$context).password.hash(password)
}

function refuseSignUp(error: { body?: { code?: string; message?: string } }): never {
  const code = error.body?.code ?? ''
  if (code.startsWith('USER_ALREADY_EXISTS')) conflict('email_taken', 'Somebody with this e-mail address has an account already.', { hint: 'Sign in instead.', pointer: '/email' })
  return failAt(code.includes('PASSWORD') ? '/password' : '/email', code.toLowerCase() || 'invalid', error.body?.message ?? 'The account could not be made.')
}

/** The calls of better-auth that the console uses. Sign-up is not among them: people come by set-up or invitation. */
const OPEN_PATHS = new Set(['/sign-in/email', '/sign-out', '/get-session', '/change-password', '/list-sessions', '/revoke-session', '/revoke-other-sessions', '/update-user'])

/** Hands a request to better-auth and its answer back. */
export async function forwardToAuth(house: House, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.split('?')[0]!.slice('/api/auth'.length)
  if (!OPEN_PATHS.has(path)) throw new Problem(404, 'not_found', `There is nothing at ${request.method} ${request.url}.`)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const response = await (await authOf(house)).handler(new Request(new URL(request.url, house.config.public_url), {
    method: request.method, headers: toHeaders(request), ...(hasBody ? { body: JSON.stringify(request.body ?? {}) } : {}),
  }))
  void reply.code(response.status)
  for (const [name, value] of response.headers) if (name !== 'set-cookie' && name !== 'content-length') void reply.header(name, value)
  for (const cookie of response.headers.getSetCookie()) void reply.header('set-cookie', cookie)
  return reply.send(await response.text())
}
