import createFetchClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema.ts'

export type { components, paths } from './schema.ts'

/** Named types of the API: `Schema<'Contact'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** RFC 9457, as every error of the API is answered. */
export type Problem = Schema<'Problem'>

export type ClientOptions = {
  /** Where the server is: https://crm.example.com */
  baseUrl: string
  /** A secret key, sk_…; leave it out in a browser that is signed in. */
  key?: string
  /** The workspace of a signed-in person; a key has its own. */
  workspace?: string
  fetch?: typeof globalThis.fetch
}

/** A typed client: `const { data, error } = await carillon.GET('/v1/contacts', { params: { query: { search: 'Anna' } } })`. */
export function createClient({ baseUrl, key, workspace, fetch }: ClientOptions): Client<paths> {
  const client = createFetchClient<paths>({ baseUrl, ...(fetch ? { fetch } : {}), headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(workspace ? { 'carillon-workspace': workspace } : {}) } })
  client.use({
    onRequest({ request }) {
      // Repeating a request after a lost answer must not do it twice.
      if (['POST', 'PATCH', 'PUT'].includes(request.method) && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', crypto.randomUUID())
      return request
    },
  })
  return client
}
