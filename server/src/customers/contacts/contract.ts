import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, PageQuery, Time } from '../../accounts/index.ts'
import { MEDIA } from '../../platform/media.ts'
import { ConsentInput } from '../consent/index.ts'

export const IDENTITY_KINDS = ['email', 'phone', 'external_id', 'anonymous_id', 'telegram_id', 'push_token'] as const

const Short = Type.String({ minLength: 1, maxLength: 200 })
const TraitValue = Type.Union([Type.String({ maxLength: 4000 }), Type.Number(), Type.Boolean(), Type.Null()])

const Identity = Type.Object({ id: Id('idn'), kind: Type.String(), value: Type.String(), verified_at: NullableTime, contact_id: Id('con') }, { title: 'Identity' })
const Endpoint = Type.Object({
  id: Id('end'), medium: Choice(MEDIA), address: Type.String(), country: Nullable(Type.String()), operator: Nullable(Type.String({ description: 'The mobile operator of a number, where it was stated' })),
  state: Choice(['active', 'bounced', 'blocked', 'invalid']), state_reason: Nullable(Type.String()), state_at: NullableTime,
}, { title: 'Endpoint' })
const ConsentView = Type.Object({ medium: Type.String(), topic_id: Type.String(), state: Choice(['opted_in', 'opted_out']), at: Time, source: Type.String() }, { title: 'Consent' })

const Device = Type.Object({ key: Type.String({ description: 'The anonymous id of a browser or app' }), user_agent: Nullable(Type.String()), device: AnyObject, locale: Nullable(Type.String()), first_seen_at: Time, last_seen_at: Time }, { title: 'Device' })
const Company = Type.Object({ id: Type.String(), external_id: Type.String(), name: Nullable(Type.String()), traits: AnyObject }, { title: 'Company' })

export const ContactRow = Type.Object({
  id: Id('con'), name: Nullable(Type.String()), call_name: Nullable(Type.String()),
  email: Nullable(Type.String()), phone: Nullable(Type.String()),
  locale: Nullable(Type.String({ description: 'BCP 47; null where nobody said' })), country: Nullable(Type.String()),
  tags: Type.Array(Type.String()), media: Type.Array(Choice(MEDIA), { description: 'Media on which an endpoint is active' }),
  consented: Type.Array(Type.String(), { description: 'Media with a marketing consent that holds' }),
  stage: Nullable(Type.Object({ key: Type.String(), name: Nullable(Type.String()) }, { description: 'Of their life as a customer; a name is null for one of ours' })),
  score: Type.Integer({ description: 'Points by the rules of the lead score' }),
  origin: Choice(['live', 'demo']), anonymous: Type.Boolean({ description: 'A visitor of whom only the browser is known' }), created_at: Time, last_seen_at: NullableTime,
}, { title: 'ContactRow' })

export const Contact = Type.Object({
  ...ContactRow.properties,
  person_id: Type.String({ description: 'The first contact of the person; the profile carries its id' }),
  contacts: Type.Array(Id('con'), { description: 'The contacts that are this one person; more than one after a merge' }),
  given_name: Nullable(Type.String()), family_name: Nullable(Type.String()), patronymic: Nullable(Type.String()),
  time_zone: Type.String(), time_zone_assumed: Type.Boolean({ description: 'Nobody stated the zone: it follows from the phone\'s country or the workspace' }),
  identities: Type.Array(Identity), endpoints: Type.Array(Endpoint), traits: AnyObject,
  consents: Type.Array(ConsentView), imports: Type.Array(Type.Object({ id: Type.String(), file_name: Type.String() })),
  devices: Type.Array(Device), companies: Type.Array(Company),
  updated_at: Time, archived_at: NullableTime,
}, { title: 'Contact' })

const Names = {
  name: Type.Optional(Nullable(Short)), given_name: Type.Optional(Nullable(Short)), family_name: Type.Optional(Nullable(Short)),
  patronymic: Type.Optional(Nullable(Short)), call_name: Type.Optional(Nullable(Short)),
  locale: Type.Optional(Nullable(Type.String({ minLength: 2, maxLength: 35 }))), time_zone: Type.Optional(Nullable(Type.String({ maxLength: 64 }))),
}

const Operator = Type.String({ minLength: 1, maxLength: 60, description: 'The mobile operator of the number, named as in the prices. Unknown, the dearest of the country counts' })
const IdentityWish = Type.Object({ kind: Choice(IDENTITY_KINDS), value: Type.String({ minLength: 1, maxLength: 500 }), operator: Type.Optional(Nullable(Operator)) })

export const NewContact = Type.Object({
  ...Names,
  email: Type.Optional(Type.String({ maxLength: 254 })), phone: Type.Optional(Type.String({ maxLength: 40 })), phone_operator: Type.Optional(Nullable(Operator)), external_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  identities: Type.Optional(Type.Array(IdentityWish, { maxItems: 50 })),
  traits: Type.Optional(Type.Record(Type.String({ pattern: '^.{1,100}$' }), TraitValue)),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 100 })),
  consents: Type.Optional(Type.Array(ConsentInput, { maxItems: 50 })),
}, { title: 'NewContact', additionalProperties: false })

export const ContactChange = Type.Object({
  ...Names,
  traits: Type.Optional(Type.Record(Type.String({ pattern: '^.{1,100}$' }), TraitValue)),
  add_identities: Type.Optional(Type.Array(IdentityWish, { maxItems: 20, description: 'One that the contact has already takes the operator stated; null clears it' })),
  add_tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 100 })),
  remove_tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 100 })),
  archived: Type.Optional(Type.Boolean()),
}, { title: 'ContactChange', additionalProperties: false })

export const ContactQuery = Type.Object({
  ...PageQuery,
  search: Type.Optional(Type.String({ maxLength: 200, description: 'Name, address, number or id, in part' })),
  tag: Type.Optional(Type.String({ maxLength: 60 })), medium: Type.Optional(Choice(MEDIA)), locale: Type.Optional(Type.String({ maxLength: 35 })),
  segment_id: Type.Optional(Id('seg')), stage: Type.Optional(Type.String({ maxLength: 40, description: 'The key of a stage; none for nobody\'s' })), score_from: Type.Optional(Type.Integer({ minimum: -100_000, maximum: 100_000, description: 'Who has at least so many points' })), import_id: Type.Optional(Id('imp')), origin: Type.Optional(Choice(['live', 'demo'])), archived: Type.Optional(Type.Boolean()),
  /** Newest first, or highest score first. */
  sort: Type.Optional(Choice(['created', 'score'])),
  anonymous: Type.Optional(Type.Boolean({ description: 'Visitors of whom only the browser is known, who are left out else' })),
})

export const BulkChange = Type.Object({
  ids: Type.Array(Id('con'), { minItems: 1, maxItems: 1000 }),
  add_tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 })),
  remove_tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 })),
  archived: Type.Optional(Type.Boolean()),
}, { title: 'BulkChange', additionalProperties: false })

export type ContactQueryInput = Static<typeof ContactQuery>
export type NewContactInput = Static<typeof NewContact>
export type ContactChangeInput = Static<typeof ContactChange>
