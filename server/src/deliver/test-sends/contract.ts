import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, PageQuery, Time } from '../../accounts/index.ts'
import { MEDIA } from '../../platform/media.ts'
import { CLASSES } from '../library/index.ts'
import { Content } from '../templates/index.ts'

/** Why a test ended as it did. All but `accepted` and `unknown` say that nothing was sent. */
export const REASONS = ['accepted', 'refused', 'later', 'unknown', 'no_line', 'template', 'ours'] as const
export type Reason = (typeof REASONS)[number]

const fields = {
  to: Type.String({ minLength: 1, maxLength: 254, description: 'An e-mail address, a phone number, or the id of a chat or device, as the medium asks' }),
  medium: Choice(MEDIA), locale: Type.Optional(Type.String({ maxLength: 35 })), contact_id: Type.Optional(Id('con')), contact: Type.Optional(AnyObject), data: Type.Optional(AnyObject),
  class: Type.Optional(Choice(CLASSES)), connection_id: Type.Optional(Id('cnn')),
}
export const NewTest = Type.Object({ ...fields, content: Type.Optional(Content) }, { title: 'NewTest', additionalProperties: false })
export type NewTestInput = Static<typeof NewTest>

export const TestSend = Type.Object({
  id: Id('tst'), template_id: Nullable(Id('tpl')), medium: Choice(MEDIA), to: Type.String(), locale: Type.String(), class: Choice(CLASSES), connection_id: Id('cnn'), connection_name: Type.String(),
  environment: Choice(['sandbox', 'live']), state: Choice(['queued', 'sent', 'failed']), reason: Nullable(Choice(REASONS)), detail: Nullable(Type.String({ description: 'What became of it, in words' })),
  said: Nullable(Type.String({ description: 'What the provider said; `carillon:CODE` and what follows it is what this server says of it, and what it heard' })),
  provider_ref: Nullable(Type.String({ description: 'What the provider calls it' })), warnings: Type.Array(Type.Object({ code: Type.String(), detail: Type.String() })), created_at: Time, sent_at: NullableTime,
}, { title: 'TestSend' })
export const TestQuery = Type.Object(PageQuery)
