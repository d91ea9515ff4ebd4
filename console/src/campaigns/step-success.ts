import type { CascadeStep, StepChoice, StepMedium } from './queries.ts'

export type Success = CascadeStep['success']
export const successes: Success[] = ['accepted', 'delivered', 'read', 'clicked']

/** What each of the media can prove, so that whichever of them comes first can close the step. */
export function provableBy(media: StepMedium[], choices: StepChoice[]): Success[] {
  return successes.filter((success) => media.every((medium) => choices.find((choice) => choice.medium === medium)?.successes.includes(success) ?? true))
}

/** The wish where it can be proved, else the nearest weaker proof. */
export function nearest(wish: Success, provable: Success[]): Success {
  return provable.findLast((success) => successes.indexOf(success) <= successes.indexOf(wish)) ?? 'accepted'
}
