import { failAt } from '../../platform/problem.ts'
import { ABILITIES } from '../media.ts'
import type { CascadeStep } from './contract.ts'

/**
 * Refuses a cascade that could not work: a success its medium never reports. A medium may come again in a later step: an
 * SMS that nobody clicked is repeated after a silent e-mail.
 */
export function checkSteps(steps: CascadeStep[], pointer = '/steps'): CascadeStep[] {
  steps.forEach((step, index) => {
    for (const medium of step.media) {
      if ((ABILITIES[medium].reports as readonly string[]).includes(step.success)) continue
      failAt(`${pointer}/${index}/success`, 'success_not_reported', `${medium} never reports "${step.success}", so this step could not succeed.`, `Choose one of ${ABILITIES[medium].reports.join(', ')}.`)
    }
  })
  return steps
}
