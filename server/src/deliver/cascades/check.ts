import { failAt } from '../../platform/problem.ts'
import { ABILITIES } from '../media.ts'
import type { CascadeStep } from './contract.ts'

/** Refuses a cascade that could not work: a success its medium never reports, the same medium twice. */
export function checkSteps(steps: CascadeStep[], pointer = '/steps'): CascadeStep[] {
  const seen = new Map<string, number>()
  steps.forEach((step, index) => {
    for (const medium of step.media) {
      if (!(ABILITIES[medium].reports as readonly string[]).includes(step.success)) {
        failAt(`${pointer}/${index}/success`, 'success_not_reported', `${medium} never reports "${step.success}", so this step could not succeed.`, `Choose one of ${ABILITIES[medium].reports.join(', ')}.`)
      }
      const earlier = seen.get(medium)
      if (earlier !== undefined) failAt(`${pointer}/${index}/media`, 'medium_repeated', `${medium} is tried in step ${earlier + 1} already.`, 'A cascade tries each medium once.')
      seen.set(medium, index)
    }
  })
  return steps
}
