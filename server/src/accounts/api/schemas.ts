import { Type, type Static, type TSchema } from 'typebox'

/** RFC 9457, with a stable `code` and the places that are wrong. */
export const ProblemSchema = Type.Object({
  type: Type.String({ description: 'Where this kind of problem is explained' }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String({ description: 'What is wrong, where, and how to mend it' }),
  instance: Type.String({ description: 'The request id' }),
  code: Type.String(),
  errors: Type.Array(Type.Object({
    pointer: Type.String({ description: 'JSON pointer into the body, or ?name of a query field' }),
    code: Type.String(),
    detail: Type.String(),
    hint: Type.Optional(Type.String()),
  })),
}, { title: 'Problem' })

/** An opaque cursor: only its maker reads it. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 500 })),
  before: Type.Optional(Type.String({ maxLength: 500 })),
}

export function Page<T extends TSchema>(item: T) {
  return Type.Object({
    data: Type.Array(item),
    page_info: Type.Object({ after: Nullable(Type.String()), before: Nullable(Type.String()), page_size: Type.Integer() }),
  })
}

/** A list that is always whole: it has the shape of a page, so that callers need to know one shape only. */
export function List<T extends TSchema>(item: T) {
  return Page(item)
}

export function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** RFC 3339 on the wire, a Date in the server. */
export const Time = Type.Unsafe<Date>({ type: 'string', format: 'date-time' })
export const NullableTime = Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time' })
/** A time that a caller sends: still text. */
export const TimeInput = Type.String({ format: 'date-time' })

export function Id(prefix: string) {
  return Type.String({ pattern: `^${prefix}_[0-9a-f]{32}$`, description: `${prefix}_…` })
}

export function IdParams(prefix: string) {
  return Type.Object({ id: Id(prefix) })
}

export function Choice<const T extends readonly string[]>(values: T) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
}

/** JSON of any shape: what customers' own data looks like. */
export const AnyObject = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })

export type PageOf<T> = { data: T[]; page_info: { after: string | null; before: string | null; page_size: number } }
export type StaticOf<T> = T extends TSchema ? Static<T> : undefined
