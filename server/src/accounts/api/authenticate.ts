import type { FastifyRequest } from 'fastify'
import type { House } from '../../platform/house.ts'
import { fail, notFound } from '../../platform/problem.ts'
import { ROLE_PERMISSIONS, type Cx, type MemberRole } from '../access/index.ts'
import { findKey } from '../keys/verify.ts'
import { sessionUser } from '../sign-in/session.ts'
import { workspaceFacts, workspacesOf } from '../workspaces/queries.ts'
import { isSetUp } from '../workspaces/instance.ts'

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** The key in `Authorization: Bearer sk_…`, or Basic with the key as the user, as Stripe's and Segment's clients send it. */
function presentedKey(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  if (!header) return undefined
  const [scheme, value = ''] = header.split(' ', 2)
  if (scheme?.toLowerCase() === 'bearer') return value
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':')[0]
  return fail('unauthenticated', 'The Authorization header must be "Bearer sk_…".')
}

function base(house: House, request: FastifyRequest, operation: string) {
  return { ...house, now: house.clock(), operation, request_id: request.id, ip: request.ip, idempotency: null }
}

/**
 * Who asks, and in which workspace: an API key names its own; a signed-in person says which by the header
 * `carillon-workspace`, or has the first of theirs. Another's workspace does not exist for them.
 */
export async function authenticate(house: House, request: FastifyRequest, operation: string): Promise<Cx> {
  const presented = presentedKey(request)
  if (presented !== undefined) {
    const key = await findKey(house, presented)
    if (!key) return fail('unauthenticated', 'This API key is not known, was revoked, or has expired.')
    const workspace = await workspaceFacts(house.db.system, key.workspace_id)
    return { ...base(house, request, operation), workspace, actor: { kind: 'key', id: key.id, name: key.name, role: null, permissions: new Set(key.scopes) } }
  }

  const user = await sessionUser(house, request)
  if (!user) {
    if (!(await isSetUp(house))) return fail('setup_needed', 'Open the set-up link that `npm start` printed.')
    return fail('unauthenticated', 'Sign in, or send an API key as "Authorization: Bearer sk_…".')
  }
  // A cookie goes along with any site's request; only our own pages can add a header or JSON.
  if (WRITES.has(request.method) && !isOwnPage(house, request)) fail('forbidden', 'This request did not come from the console.')
  const wanted = request.headers['carillon-workspace']
  const all = await workspacesOf(house.db.system, user.id)
  const member = typeof wanted === 'string' ? all.find((each) => each.id === wanted) : all[0]
  if (!member) return typeof wanted === 'string' ? notFound('workspace') : fail('forbidden', 'You are not a member of any workspace. Ask an owner for an invitation.')
  const role = member.role as MemberRole
  return {
    ...base(house, request, operation),
    workspace: await workspaceFacts(house.db.system, member.id),
    actor: { kind: 'user', id: user.id, name: user.name, role, permissions: new Set(ROLE_PERMISSIONS[role]) },
  }
}

function isOwnPage(house: House, request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string') return site === 'same-origin' || site === 'none'
  const origin = request.headers.origin
  return origin === undefined || origin === house.config.public_url || origin === `http://${request.headers.host}`
}
