import { Type } from 'typebox'
import { Choice, Nullable, NullableTime, Time } from '../../accounts/index.ts'

export const Recount = Nullable(Type.Object({
  state: Choice(['running', 'done', 'cancelled', 'failed']),
  done: Type.Integer({ description: 'People counted so far, in the measure of the rules that everybody has been asked' }), total: Type.Integer({ description: 'Of so many; 0 until they are counted' }),
  started_at: Time, ended_at: NullableTime, by: Type.String({ description: 'Who changed the rules' }),
}, { title: 'Recount', description: 'The last change of rules, counted for everybody. Until it is done everybody is where the rules before put them; cancelled, these hold again' }))
