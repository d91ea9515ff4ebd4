import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import fastJson from 'fast-json-stringify'
import type { FastifySchemaCompiler } from 'fastify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import type { ProblemPlace } from '../../platform/problem.ts'

const options = { allErrors: true, useDefaults: true, strict: false, allowUnionTypes: true } as const
const body = new Ajv(options)
const query = new Ajv({ ...options, coerceTypes: 'array' })
for (const ajv of [body, query]) (addFormats as unknown as (ajv: Ajv) => void)(ajv)

type Node = { properties?: Record<string, Node>; items?: Node; additionalProperties?: unknown }

/**
 * Drops fields that a closed object does not know. Ajv's own removal tries each branch of a union on the data itself and
 * so removes what a later branch needs; here unions are left to validation.
 */
function dropUnknown(schema: Node, data: unknown): void {
  if (Array.isArray(data)) {
    if (schema.items) for (const item of data) dropUnknown(schema.items, item)
    return
  }
  if (typeof data !== 'object' || data === null || !schema.properties) return
  const fields = data as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) {
    const known = schema.properties[name]
    if (known) dropUnknown(known, value)
    else if (schema.additionalProperties === false) delete fields[name]
  }
}

/** Compiles a schema once in a process: many routes have equal ones, and so has every app that is built beside another. */
function compiled<T>(compile: (schema: object) => T): (schema: object) => T {
  const known = new Map<string, T>()
  return (schema) => {
    const text = JSON.stringify(schema)
    const made = known.get(text) ?? compile(schema)
    known.set(text, made)
    return made
  }
}
const validatorOf = { body: compiled<ValidateFunction>((schema) => body.compile(schema)), text: compiled<ValidateFunction>((schema) => query.compile(schema)) }
const writerOf = compiled((schema) => fastJson(schema))

/**
 * JSON bodies are taken as typed; what comes as text (query, path, headers) is converted. Unknown fields are dropped. A
 * route's schemas are compiled when it is first called: all of them at once are more than a second of every start.
 */
export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const find = validatorOf[httpPart === 'body' ? 'body' : 'text']
  let validate: ValidateFunction | undefined
  return (data: unknown) => {
    validate ??= find(schema)
    if (httpPart === 'body') dropUnknown(schema as Node, data)
    return validate(data) ? true : { error: Object.assign(new Error('invalid'), { validation: validate.errors, validationContext: httpPart ?? 'body' }) }
  }
}

/** Writes answers by their schema, so that nothing leaves that the contract does not name. */
export const serializerCompiler: FastifySerializerCompiler<object> = ({ schema }) => {
  let write: ReturnType<typeof fastJson> | undefined
  return (data) => (write ??= writerOf(schema))(data)
}

function sentence(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'required': return `"${params.missingProperty}" is missing.`
    case 'enum': return `must be one of ${(params.allowedValues as unknown[]).join(', ')}.`
    case 'type': return `must be ${[params.type].flat().join(' or ')}.`
    case 'format': return `is not a valid ${params.format}.`
    case 'minLength': return params.limit === 1 ? 'must not be empty.' : `needs at least ${params.limit} characters.`
    case 'maxLength': return `may have at most ${params.limit} characters.`
    default: return `${error.message ?? 'is not valid'}.`
  }
}

/** Validation errors as places with a pointer; branches of a union that only repeat the same place are dropped. */
export function toPlaces(errors: ErrorObject[], part: string): ProblemPlace[] {
  const seen = new Set<string>()
  return errors.filter((error) => !['anyOf', 'oneOf', 'if'].includes(error.keyword)).map((error) => {
    const missing = error.keyword === 'required' ? `/${(error.params as { missingProperty: string }).missingProperty}` : ''
    const path = error.instancePath + missing
    const pointer = part === 'querystring' ? `?${path.slice(1)}` : part === 'params' ? `path${path}` : path || '/'
    return { pointer, code: error.keyword === 'required' ? 'missing' : `bad_${error.keyword.toLowerCase()}`, detail: sentence(error) }
  }).filter((place) => !seen.has(place.pointer) && seen.add(place.pointer)).slice(0, 20)
}
