import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { Type, type Static } from 'typebox'
import { fail } from '../../../platform/problem.ts'
import { Medium } from '../../media.ts'
import type { Inbound } from '../contract.ts'
import { REASONS } from './wire.ts'

const Text = (max: number) => Type.String({ minLength: 1, maxLength: max })
const At = Type.String({ format: 'date-time' })
const Address = { medium: Medium, address: Text(254), at: At }

/** What a gateway may tell, as channels/README.md documents it. */
const Told = Type.Object({
  events: Type.Array(Type.Union([
    Type.Object({ type: Type.Literal('receipt'), id: Text(200), status: Type.Enum(['delivered', 'read', 'failed']), at: At, reason: Type.Optional(Type.Enum([...REASONS, 'expired', 'undeliverable'])), detail: Type.Optional(Type.String({ maxLength: 1000 })), permanent: Type.Optional(Type.Boolean()) }),
    Type.Object({ type: Type.Literal('reply'), id: Text(200), medium: Medium, from: Text(254), to: Type.Optional(Type.String({ maxLength: 254 })), text: Text(10_000), at: At, in_reply_to: Type.Optional(Text(200)) }),
    Type.Object({ type: Type.Literal('complaint'), id: Text(200), at: At }),
    Type.Object({ type: Type.Literal('started'), ...Address, name: Type.Optional(Type.String({ maxLength: 200 })), locale: Type.Optional(Type.String({ maxLength: 35 })), payload: Type.Optional(Text(64)) }),
    Type.Object({ type: Type.Literal('stopped'), ...Address }),
  ]), { minItems: 1, maxItems: 1000 }),
})
type Told = Static<typeof Told>

const ajv = new Ajv({ strict: false, allErrors: false })
;(addFormats as unknown as (ajv: Ajv) => void)(ajv)
const validate = ajv.compile<Told>(Told)

/** PostgreSQL holds no NUL; no text that people write has one. */
const clean = (body: unknown): unknown => JSON.parse(JSON.stringify(body ?? null).replaceAll('\\u0000', ''))

/** The events of one call. @throws a Problem that names the first wrong place, so that the gateway's makers can mend it */
export function toInbound(body: unknown): Inbound[] {
  const told = clean(body)
  if (!validate(told)) {
    const error = validate.errors![0]!
    fail('invalid', `The body is not as the README of the channels shows it: ${error.instancePath || '/'} ${error.message ?? 'is not valid'}.`)
  }
  return told.events.map((event): Inbound => {
    const at = new Date(event.at)
    if (event.type === 'receipt') {
      const { reason, detail, permanent } = event
      return { kind: 'receipt', provider_ref: event.id, status: event.status, at, ...(reason ? { reason } : {}), ...(detail ? { detail } : {}), ...(permanent ? { permanent } : {}) }
    }
    if (event.type === 'reply') return { kind: 'reply', provider_ref: event.id, from: event.from, to: event.to ?? '', medium: event.medium, text: event.text, at, ...(event.in_reply_to ? { in_reply_to: event.in_reply_to } : {}) }
    if (event.type === 'complaint') return { kind: 'complaint', provider_ref: event.id, at }
    const { medium, address } = event
    if (event.type === 'stopped') return { kind: 'stopped', medium, address, at }
    return { kind: 'started', medium, address, name: event.name ?? null, locale: event.locale ?? null, payload: event.payload ?? null, at }
  })
}
