import { failAt } from '../../platform/problem.ts'
import { ABILITIES, MEDIA, REPORTS, type Report } from '../media.ts'
import { PREFERRED, type CascadeStep, type StepMedium } from './contract.ts'

const EVERY_MEDIUM_REPORTS = REPORTS.filter((report) => Object.values(ABILITIES).every((abilities) => abilities.reports.includes(report)))

const reportsOf = (medium: StepMedium): Report[] => (medium === PREFERRED ? EVERY_MEDIUM_REPORTS : ABILITIES[medium].reports)

/** What a step can name, and what can count as its success there. */
export function stepMedia(): { medium: StepMedium; successes: Report[] }[] {
  return ([PREFERRED, ...MEDIA] as const).map((medium) => ({ medium, successes: reportsOf(medium) }))
}

/**
 * Refuses a cascade that could not work: a success its medium never reports. A medium may come again in a later step: an
 * SMS that nobody clicked is repeated after a silent e-mail.
 */
export function checkSteps(steps: CascadeStep[], pointer = '/steps'): CascadeStep[] {
  steps.forEach((step, index) => {
    for (const medium of step.media) {
      const reports = reportsOf(medium)
      if (reports.includes(step.success)) continue
      failAt(`${pointer}/${index}/success`, 'success_not_reported', medium === PREFERRED ? `Not every medium that somebody may prefer reports "${step.success}".` : `${medium} never reports "${step.success}", so this step could not succeed.`, `Choose one of ${reports.join(', ')}.`)
    }
  })
  return steps
}
