import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, Time } from '../../accounts/index.ts'
import { MEDIA } from '../../platform/media.ts'
import { MOST_SHARES } from './shares.ts'

const Limits = Type.Object({
  per_second: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100_000 })),
  per_day: Type.Optional(Type.Integer({ minimum: 1 })),
  concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  warm_up_from: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'A new sender begins with so many a day' })),
  warm_up_growth: Type.Optional(Type.Integer({ minimum: 1, maximum: 300, description: 'And so many percent more each day (50), up to per_day' })),
  warm_up_since: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Its first day; the day it was set where this is absent' })),
}, { title: 'Limits', additionalProperties: false })

export const CheckSchema = Type.Object({ ok: Type.Boolean(), lines: Type.Array(Type.Object({ ok: Type.Boolean(), code: Type.Optional(Type.String({ description: 'What the line says, apart from its values; absent in a check of an older version' })), text: Type.String(), remedy: Type.Optional(Type.String()) })) }, { title: 'Check' })
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Shares = Type.Integer({ minimum: 1, maximum: MOST_SHARES, description: 'How many sending processes may work it side by side; what it allows holds over all of them' })

export const Connection = Type.Object({
  id: Id('cnn'), name: Type.String(), channel: Type.String(), media: Type.Array(Choice(MEDIA)), environment: Choice(['sandbox', 'live']),
  settings: AnyObject, secrets: Type.Array(Type.String({ description: 'Names of secret settings that are stored' })), limits: Limits, shares: Shares, enabled: Type.Boolean(),
  checked: Nullable(Type.Object({ ok: Type.Boolean(), at: Type.String(), lines: CheckSchema.properties.lines })), halted: Nullable(Type.Object({ code: Type.Optional(Type.String()), reason: Type.String({ description: 'What the provider said; `carillon:CODE` and what follows it is what this server says of it, and what it heard' }), at: Type.String() })),
  used_today: Nullable(Type.Integer({ description: 'Hand-overs of this day, where there is a limit for it' })), limit_today: Nullable(Type.Integer({ description: 'What this day allows, by per_day or the warm-up' })), webhook_url: Nullable(Type.String()), created_at: Time, updated_at: Time,
}, { title: 'Connection' })
export const NewConnection = Type.Object({ channel: Type.String({ maxLength: 40 }), name: Name, settings: AnyObject, limits: Type.Optional(Limits), shares: Type.Optional(Shares) }, { title: 'NewConnection', additionalProperties: false })
export const ConnectionChange = Type.Object({ name: Type.Optional(Name), settings: Type.Optional(AnyObject), limits: Type.Optional(Limits), shares: Type.Optional(Shares), enabled: Type.Optional(Type.Boolean()), archived: Type.Optional(Type.Boolean()) }, { title: 'ConnectionChange', additionalProperties: false })
export const ChannelView = Type.Object({ id: Type.String(), name: Type.String(), media: Type.Array(Choice(MEDIA)), settings: AnyObject, default_limits: Limits, can: AnyObject }, { title: 'Channel' })

const Country = Type.String({ pattern: '^([A-Z]{2}|\\*)$', description: 'ISO 3166-1, or * for every other' })
const Class = Choice(['*', 'transactional', 'marketing', 'one_time_code'])
const senderFields = {
  medium: Choice(MEDIA), address: Type.String({ minLength: 1, maxLength: 254, description: 'Number, name or e-mail address' }), display_name: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  reply_to: Type.Optional(Nullable(Type.String({ maxLength: 254 }))), connection_id: Type.Optional(Nullable(Id('cnn'))), country: Type.Optional(Country), class: Type.Optional(Class),
  state: Type.Optional(Choice(['requested', 'approved', 'refused'])), opt_out: Type.Optional(Nullable(Type.String({ maxLength: 60, description: 'Appended where the sender takes no replies, e.g. "No: 24 to 91043"' }))), fallback_sender_id: Type.Optional(Nullable(Id('snd'))),
}
export const Sender = Type.Object({
  id: Id('snd'), medium: Choice(MEDIA), address: Type.String(), display_name: Nullable(Type.String()), reply_to: Nullable(Type.String()), connection_id: Nullable(Type.String()), country: Type.String(), class: Type.String(),
  state: Choice(['requested', 'approved', 'refused']), opt_out: Nullable(Type.String()), fallback_sender_id: Nullable(Type.String()), created_at: Time, updated_at: Time,
}, { title: 'Sender' })
export const NewSender = Type.Object(senderFields, { title: 'NewSender', additionalProperties: false })
export const SenderChange = Type.Object({ ...Type.Partial(Type.Object(senderFields)).properties, archived: Type.Optional(Type.Boolean()) }, { title: 'SenderChange', additionalProperties: false })

export const Price = Type.Object({ id: Id('prc'), medium: Choice(MEDIA), country: Type.String(), operator: Type.String(), class: Type.String(), currency: Type.String(), amount_micro: Type.Integer({ description: 'Millionths of the currency' }), per: Choice(['message', 'segment']), charged_on: Choice(['accepted', 'delivered']), updated_at: Time }, { title: 'Price' })
export const PriceInput = Type.Object({ medium: Choice(MEDIA), country: Type.Optional(Country), operator: Type.Optional(Type.String({ maxLength: 60 })), class: Type.Optional(Class), amount_micro: Type.Integer({ minimum: 0, maximum: 1e12 }), per: Choice(['message', 'segment']), charged_on: Choice(['accepted', 'delivered']) }, { title: 'PriceInput', additionalProperties: false })

export type NewConnectionInput = Static<typeof NewConnection>
export type ConnectionChangeInput = Static<typeof ConnectionChange>
export type NewSenderInput = Static<typeof NewSender>
export type SenderChangeInput = Static<typeof SenderChange>
export type PriceInputType = Static<typeof PriceInput>
