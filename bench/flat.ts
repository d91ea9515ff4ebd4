import { sendCampaign, withMail } from './broadcast.ts'
import type { Bench, Result } from './report.ts'

const FEW = 20_000

const measure = (people: number) => withMail(people, async (product) => ({ rate: people / (await sendCampaign(product, people)).seconds, peak_mb: product.peak_mb() }))

/** Whether a large campaign goes as fast as a small one, in as much memory; the small one is the anchor. */
export const flat = (people: number): Bench => ({
  name: `flat ${people.toLocaleString('en')} against ${FEW.toLocaleString('en')}`,
  what: 'The rate and the peak memory of a large campaign against those of a small one.',
  goal: 'rate ≥ 0.85 and memory ≤ 1.3 times',
  async run(): Promise<Result> {
    const few = await measure(FEW)
    const many = await measure(people)
    return { figures: { ...many, memory_ratio: many.peak_mb / few.peak_mb }, anchor: few, ratio: many.rate / few.rate }
  },
})
