import { Type } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, Time, TimeInput } from '../../accounts/index.ts'
import { MEDIA } from '../../platform/media.ts'

export const ConsentInput = Type.Object({
  medium: Choice([...MEDIA, '*']), topic_id: Type.Optional(Type.String({ maxLength: 64 })), state: Choice(['opted_in', 'opted_out']),
  at: Type.Optional(TimeInput), source: Type.String({ minLength: 1, maxLength: 100, description: 'Where the person said so' }), proof: Type.Optional({ ...AnyObject, description: 'What shows it: `text` is the sentence the person saw, `ip` where they were; anything else is kept beside' }),
  confirmed: Type.Optional(Type.Boolean({ description: 'The person has confirmed it already, or said it in person; proof is required. Where a double opt-in applies, an unconfirmed yes waits until they do' })),
}, { title: 'ConsentInput', additionalProperties: false })

export const ConsentRule = Type.Object({
  country: Type.String({ pattern: '^([A-Z]{2}|\\*)$', description: 'ISO 3166-1 alpha-2, or * for everybody' }), topic_id: Type.Optional(Type.String({ maxLength: 64, description: 'Absent or *: every topic' })),
  double_opt_in: Nullable(Type.Boolean()), ask_by_message: Nullable(Type.Boolean({ description: 'Whether a message may ask for consent; a rule of countries, not of topics' })),
}, { title: 'ConsentRule', additionalProperties: false })

export const ConsentRules = Type.Object({ rules: Type.Array(ConsentRule, { maxItems: 500 }) }, { title: 'ConsentRules', additionalProperties: false })
export const ConsentRulesView = Type.Object({ rules: Type.Array(ConsentRule), by_law: Type.Array(ConsentRule, { description: 'What holds for these countries until a rule says otherwise' }) }, { title: 'ConsentRulesView' })

export const ConsentRequest = Type.Object({
  id: Id('crq'), contact_id: Id('con'), medium: Type.String(), topic_id: Type.String(), source: Type.String(), proof: AnyObject, state: Choice(['open', 'confirmed', 'withdrawn', 'expired']),
  requested_at: Time, asked_at: NullableTime, message_id: Nullable(Type.String()), confirmed_at: NullableTime, expires_at: Time,
}, { title: 'ConsentRequest' })
