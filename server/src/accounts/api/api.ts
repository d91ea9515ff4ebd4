import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TObject, TSchema } from 'typebox'
import type { House } from '../../platform/house.ts'
import { requirePermission, type Cx, type Permission } from '../access/index.ts'
import { authenticate } from './authenticate.ts'
import { settleKey, takeKey } from './idempotency.ts'
import { ProblemSchema, type StaticOf } from './schemas.ts'

type Parts = { params?: TSchema; query?: TObject; body?: TSchema }
type Input<P extends Parts> = { params: StaticOf<P['params']>; query: StaticOf<P['query']>; body: StaticOf<P['body']> }
type Raw = { request: FastifyRequest; reply: FastifyReply }

type Common<P extends Parts> = P & {
  /** The operationId: verb and noun, and the name in the audit. */
  id: string
  summary: string
  tag: string
  /** Status and schema of success; `null` answers 204. */
  answer: { [status: number]: TSchema | null }
  /** Bytes the body may have; 1 MiB unless said. */
  body_limit_bytes?: number
  /** The body may take as long as its bytes keep coming; two minutes for all of it unless said. */
  long_upload?: boolean
  /** The body is kept as it came too, for a signature that is over it. */
  keep_text?: boolean
  /** Hidden from the public description: what only our own pages call. */
  internal?: boolean
}

export type Route<P extends Parts> = Common<P> & { permission: Permission }
export type OpenRoute<P extends Parts> = Common<P>

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export type RegisteredRoute = { method: Method; url: string; id: string; permission: Permission | null; schema: Parts; answer: Common<Parts>['answer'] }

/** How a capability declares its routes: a schema and a call each; sign-in, tenancy, idempotency and errors come along. */
export type Api = ReturnType<typeof makeApi>

const colon = (url: string) => url.replaceAll(/\{(\w+)\}/g, ':$1')

/** A whole list answers as its own only page. */
function asPage(schema: TSchema | null, result: unknown): unknown {
  const whole = schema && 'properties' in schema && 'page_info' in (schema.properties as object) && typeof result === 'object' && result !== null && 'data' in result && !('page_info' in result)
  return whole ? { ...result, page_info: { after: null, before: null, page_size: (result.data as unknown[]).length } } : result
}

export function makeApi(app: FastifyInstance, house: House) {
  const routes: RegisteredRoute[] = []

  function register<P extends Parts>(method: Method, url: string, route: Common<P>, permission: Permission | null, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) {
    const [status, schema] = Object.entries(route.answer)[0] as [string, TSchema | null]
    routes.push({ method, url, id: route.id, permission, schema: route, answer: route.answer })
    app.route({
      method,
      url: colon(url),
      bodyLimit: route.body_limit_bytes ?? 1_048_576,
      config: { long_upload: route.long_upload ?? false, keep_text: route.keep_text ?? false },
      schema: {
        operationId: route.id,
        summary: route.summary,
        tags: [route.tag],
        hide: route.internal ?? false,
        ...(permission ? { security: [{ key: [] }], description: `Needs \`${permission}\`.` } : { security: [] }),
        ...(route.params ? { params: route.params } : {}),
        ...(route.query ? { querystring: route.query } : {}),
        ...(route.body ? { body: route.body } : {}),
        response: { [status]: schema ?? { type: 'null', description: 'Done' }, '4xx': ProblemSchema },
      },
      handler: async (request, reply) => {
        const result = asPage(schema, await handler(request, reply))
        if (reply.sent) return reply
        return reply.code(schema === null ? 204 : Number(status)).send(schema === null ? undefined : result)
      },
    })
  }

  const input = <P extends Parts>(request: FastifyRequest) => ({ params: request.params, query: request.query, body: request.body }) as Input<P>

  function authenticated(method: Method) {
    return <P extends Parts>(url: string, route: Route<P>, call: (cx: Cx, input: Input<P>, raw: Raw) => Promise<unknown>) =>
      register(method, url, route, route.permission, async (request, reply) => {
        const cx = await authenticate(house, request, route.id)
        requirePermission(cx, route.permission)
        const key = request.headers['idempotency-key']
        if (typeof key !== 'string' || method === 'GET' || method === 'DELETE') return call(cx, input<P>(request), { request, reply })
        const replay = await takeKey(cx, key, request.body)
        if (replay) {
          void reply.header('idempotent-replayed', 'true')
          return reply.code(replay.status).send(replay.status === 204 ? undefined : replay.response)
        }
        cx.idempotency = { key, status: Number(Object.keys(route.answer)[0]), stored: false }
        try {
          const result = await call(cx, input<P>(request), { request, reply })
          await settleKey(cx, result, false)
          return result
        } catch (error) {
          await settleKey(cx, undefined, true)
          throw error
        }
      })
  }

  function open(method: Method) {
    return <P extends Parts>(url: string, route: OpenRoute<P>, call: (house: House, input: Input<P>, raw: Raw) => Promise<unknown>) =>
      register(method, url, route, null, (request, reply) => call(house, input<P>(request), { request, reply }))
  }

  return {
    app,
    house,
    routes,
    get: authenticated('GET'),
    post: authenticated('POST'),
    patch: authenticated('PATCH'),
    put: authenticated('PUT'),
    delete: authenticated('DELETE'),
    /** Routes without sign-in: set-up, links in messages, providers' webhooks. */
    open: { get: open('GET'), post: open('POST') },
  }
}
