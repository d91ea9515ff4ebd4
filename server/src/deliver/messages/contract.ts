import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, PageQuery, Time, TimeInput } from '../../accounts/index.ts'
import { Steps } from '../cascades/index.ts'
import { CLASSES } from '../library/index.ts'
import { ContentKey } from '../frequency/index.ts'
import { Content } from '../templates/index.ts'
import { NewContact } from '../../customers/index.ts'

export const NewMessage = Type.Object({
  to: Type.Union([Type.Object({ contact_id: Id('con') }, { additionalProperties: false }), NewContact], { description: 'A contact, or whatever identifies one; somebody unknown becomes a contact' }),
  template: Type.Optional(Id('tpl')),
  content: Type.Optional(Content),
  cascade: Type.Optional(Type.Union([Id('csc'), Steps])),
  data: Type.Optional(AnyObject),
  class: Type.Optional(Choice(CLASSES)),
  topic_id: Type.Optional(Type.String({ maxLength: 64 })),
  locale: Type.Optional(Type.String({ maxLength: 35 })),
  send_at: Type.Optional(TimeInput),
  valid_until: Type.Optional(TimeInput),
  content_key: Type.Optional(ContentKey),
}, { title: 'NewMessage', additionalProperties: false })

export const Attempt = Type.Object({
  id: Id('att'), step: Type.Integer(), try: Type.Integer(), medium: Type.String(), connection_id: Type.String(), address: Type.String(), state: Choice(['sending', 'accepted', 'failed', 'unknown', 'withdrawn', 'retry']),
  reason: Nullable(Type.String()), detail: Nullable(Type.String({ description: 'What the provider said; `carillon:CODE` and what follows it is what this server says of it, and what it heard' })), started_at: Time, accepted_at: NullableTime, delivered_at: NullableTime, read_at: NullableTime, clicked_at: NullableTime, replied_at: NullableTime, failed_at: NullableTime,
  late: Type.Boolean(), segments: Nullable(Type.Integer()), price_micro: Type.Integer(), charged_at: NullableTime, text: Nullable(Type.String()),
}, { title: 'Attempt' })

export const Message = Type.Object({
  id: Id('msg'), contact_id: Id('con'), contact_name: Nullable(Type.String()), source: Type.Object({ kind: Type.String(), id: Type.String() }), run_id: Nullable(Type.String()), class: Choice(CLASSES), topic_id: Type.String(), locale: Type.String(), origin: Type.String(),
  state: Choice(['waiting', 'reached', 'failed', 'skipped', 'unknown', 'stopped']), reason: Nullable(Type.String()), detail: Nullable(Type.String()), step: Type.Integer(), steps: Steps,
  skips: Type.Array(Type.Object({ step: Type.Integer(), medium: Type.String(), reason: Type.String() })),
  send_at: Time, valid_until: NullableTime, reached_medium: Nullable(Type.String()), reached_step: Nullable(Type.Integer()), delivered_at: NullableTime, read_at: NullableTime, clicked_at: NullableTime, replied_at: NullableTime, opted_out_at: NullableTime, goal_at: NullableTime,
  price_micro: Type.Integer(), created_at: Time, finished_at: NullableTime, attempts: Type.Array(Attempt),
}, { title: 'Message' })

export const MessageQuery = Type.Object({ ...PageQuery, contact_id: Type.Optional(Id('con')), run_id: Type.Optional(Id('run')), state: Type.Optional(Choice(['waiting', 'reached', 'failed', 'skipped', 'unknown', 'stopped'])) })
export type NewMessageInput = Static<typeof NewMessage>
export type MessageQueryInput = Static<typeof MessageQuery>
