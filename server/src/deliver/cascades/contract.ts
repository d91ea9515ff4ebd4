import { Type, type Static } from 'typebox'
import { Choice, Id, List, PageQuery, Time } from '../../accounts/index.ts'
import { MEDIA, type Medium } from '../../platform/media.ts'

export const SUCCESSES = ['accepted', 'delivered', 'read', 'clicked'] as const
export type Success = (typeof SUCCESSES)[number]

/** In a step, the medium that each person has asked to be written to on. */
export const PREFERRED = 'preferred'

const StepMedium = Choice([...MEDIA, PREFERRED])
export type StepMedium = Static<typeof StepMedium>

export const Step = Type.Object({
  media: Type.Array(StepMedium, { minItems: 1, maxItems: 7, uniqueItems: true, description: 'Several go out together; the first success closes the step. "preferred" is the medium that the person asked for' }),
  success: Choice(SUCCESSES),
  within_s: Type.Integer({ minimum: 30, maximum: 30 * 86_400, description: 'Seconds after the hand-over in which success must come' }),
}, { title: 'CascadeStep', additionalProperties: false })

export const Steps = Type.Array(Step, { minItems: 1, maxItems: 20 })
export type CascadeStep = Static<typeof Step>

/** Every medium that some person's message may take by these steps. */
export function mediaOf(steps: readonly Pick<CascadeStep, 'media'>[]): Medium[] {
  return [...new Set(steps.flatMap((step) => step.media.flatMap((medium) => (medium === PREFERRED ? [...MEDIA] : [medium]))))]
}

export const StepMedia = List(Type.Object({ medium: StepMedium, successes: Type.Array(Choice(SUCCESSES), { description: 'What can be proved about a hand-over, of which one is a step\'s success' }) }, { title: 'StepChoice' }))

export const Cascade = Type.Object({ id: Id('csc'), name: Type.String(), steps: Steps, starter: Type.Boolean(), created_at: Time, updated_at: Time }, { title: 'Cascade' })
const Name = Type.String({ minLength: 1, maxLength: 200 })
export const NewCascade = Type.Object({ name: Name, steps: Steps }, { title: 'NewCascade', additionalProperties: false })
export const CascadeChange = Type.Object({ name: Type.Optional(Name), steps: Type.Optional(Steps), archived: Type.Optional(Type.Boolean()) }, { title: 'CascadeChange', additionalProperties: false })
export const CascadeQuery = Type.Object(PageQuery)
