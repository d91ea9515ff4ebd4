import { Type } from 'typebox'
import { Choice, Id, Nullable, NullableTime, Time } from '../../accounts/index.ts'

const MergeRule = Choice(['always', 'verified', 'never'], )
export const IdentityRules = Type.Object({
  kinds: Type.Object({
    anonymous_id: MergeRule, email: MergeRule, phone: MergeRule,
  }, { additionalProperties: false, description: 'When a shared identity makes two contacts one person: always, when somebody trustworthy says so (a secret key, staff), or never; else it is suggested' }),
  max_contacts: Type.Integer({ minimum: 2, maximum: 200, description: 'A person of more contacts than this is a runaway merge and is not made' }),
}, { title: 'IdentityRules', additionalProperties: false })

export const Merge = Type.Object({
  id: Id('mrg'), person_id: Id('con'), absorbed_id: Id('con'), contacts: Type.Array(Type.String(), { description: 'The contacts that moved' }),
  reason: Type.String({ description: 'anonymous_id, email, phone, alias, staff: what made them one' }), value: Nullable(Type.String()), by: Type.String(), at: Time, undone_at: NullableTime, undone_by: Nullable(Type.String()),
}, { title: 'Merge' })

export const MergeInput = Type.Object({ other_id: Id('con') }, { title: 'MergeInput', additionalProperties: false })

const Side = Type.Object({
  id: Id('con'), name: Nullable(Type.String()), created_at: Time, identities: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })), tags: Type.Array(Type.String()), events: Type.Integer({ description: 'Counted to 10,000' }), messages: Type.Integer({ description: 'Counted to 10,000' }),
}, { title: 'MergeSide' })
export const MergePreview = Type.Object({
  stays: Side, joins: Side, contacts: Type.Integer({ description: 'That the person would have' }), allowed: Type.Boolean(), obstacle: Nullable(Type.String({ description: 'Why it cannot be done: same_person, too_many' })),
  consents: Type.Array(Type.Object({ medium: Type.String(), topic_id: Type.String(), stays: Nullable(Type.String()), joins: Nullable(Type.String()), together: Type.String({ description: 'The strictest of both' }) })),
  fields: Type.Array(Type.Object({ name: Type.String(), stays: Nullable(Type.String()), joins: Nullable(Type.String()) }), { description: 'Where both say something, and not the same; the one who stays is shown' }),
}, { title: 'MergePreview' })

export const MergeSuggestion = Type.Object({
  id: Id('sug'), reason: Type.String(), value: Nullable(Type.String()), at: Time,
  contact: Type.Object({ id: Id('con'), name: Nullable(Type.String()), email: Nullable(Type.String()), phone: Nullable(Type.String()) }),
  other: Type.Object({ id: Id('con'), name: Nullable(Type.String()), email: Nullable(Type.String()), phone: Nullable(Type.String()) }),
}, { title: 'MergeSuggestion' })
