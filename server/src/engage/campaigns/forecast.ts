import type { CascadeStep, Rates } from '../../deliver/index.ts'

export type ForecastGroup = { options: { step: number; medium: string; price_micro: number; charged_on?: string }[]; count: number }
export type StepForecast = { step: number; reach: number; expected: number; price_micro: number }

/** How likely one hand-over is to succeed by a step's condition. Marks build on one another: who clicks has read. */
function chance(rates: Rates, medium: string, success: CascadeStep['success']): number {
  const rate = rates[medium]
  if (!rate || success === 'accepted') return 1
  const delivered = rate.delivered
  return success === 'delivered' ? delivered : success === 'read' ? delivered * rate.read : delivered * rate.read * rate.clicked
}

/** What a cascade is expected to use and cost: people flow from step to step by the chance that the step before did not succeed. */
export function forecast(steps: CascadeStep[], groups: ForecastGroup[], rates: Rates): { steps: StepForecast[]; price_micro: number } {
  const sums = steps.map((_, step): StepForecast => ({ step, reach: 0, expected: 0, price_micro: 0 }))
  for (const { options, count } of groups) {
    let left = 1
    for (const [index, step] of steps.entries()) {
      const ways = options.filter((option) => option.step === index)
      if (ways.length === 0) continue
      const sum = sums[index]!
      sum.reach += count
      sum.expected += count * left
      for (const way of ways) sum.price_micro += count * left * way.price_micro * (way.charged_on === 'delivered' ? (rates[way.medium]?.delivered ?? 1) : 1)
      left *= ways.reduce((misses, way) => misses * (1 - chance(rates, way.medium, step.success)), 1)
    }
  }
  const rounded = sums.map((sum) => ({ ...sum, expected: Math.round(sum.expected * 10) / 10, price_micro: Math.round(sum.price_micro) }))
  return { steps: rounded, price_micro: rounded.reduce((total, sum) => total + sum.price_micro, 0) }
}
