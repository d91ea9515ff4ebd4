import { Type } from 'typebox'
import { AnyObject, Choice, TimeInput } from '../../accounts/index.ts'
import { MEDIA } from '../../platform/media.ts'

export const ConsentInput = Type.Object({
  medium: Choice([...MEDIA, '*']), topic_id: Type.Optional(Type.String({ maxLength: 64 })), state: Choice(['opted_in', 'opted_out']),
  at: Type.Optional(TimeInput), source: Type.String({ minLength: 1, maxLength: 100, description: 'Where the person said so' }), proof: Type.Optional(AnyObject),
}, { title: 'ConsentInput', additionalProperties: false })
