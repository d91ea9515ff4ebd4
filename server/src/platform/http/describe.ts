import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'

type Json = { [key: string]: unknown }

const isComponent = (schema: Json) => typeof schema.title === 'string' && /^[A-Z][A-Za-z]+$/.test(schema.title)

/** Moves every schema with a capitalised `title` to components, so that the generated client has named types. */
function named(node: unknown, components: Json): unknown {
  if (Array.isArray(node)) return node.map((each) => named(each, components))
  if (typeof node !== 'object' || node === null) return node
  const schema = node as Json
  const walked = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, named(value, components)]))
  if (!isComponent(schema)) return walked
  components[schema.title as string] ??= walked
  return { $ref: `#/components/schemas/${schema.title as string}` }
}

/** OpenAPI 3.1 at /openapi.json and readable pages at /docs/api. */
export async function describe(app: FastifyInstance, house: House): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Carillon', version: '0.1.0', description: 'One profile per customer, one conversation, every channel. Errors are RFC 9457 problems with a stable `code`; lists are paged by cursor; every POST and PATCH takes an `Idempotency-Key`.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: house.config.public_url }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A secret key: sk_…' } } },
    },
    transformObject: (input) => {
      if (!('openapiObject' in input)) return input.swaggerObject
      const components: Json = {}
      const paths = named(input.openapiObject.paths, components)
      return { ...input.openapiObject, paths: paths as never, components: { ...input.openapiObject.components, schemas: components as never } }
    },
  })
  await app.register(swaggerUi, { routePrefix: '/docs', uiConfig: { docExpansion: 'none', tryItOutEnabled: true }, theme: { title: 'Carillon API' } })
}
