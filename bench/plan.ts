import { freePort } from '../e2e/server.ts'
import { content } from './content.ts'
import { measured } from './measure.ts'
import { bringPeople } from './people.ts'
import { startProduct, until } from './product.ts'
import type { Bench } from './report.ts'

const CASCADE = [{ media: ['viber'], success: 'delivered', within_s: 600 }, { media: ['sms'], success: 'delivered', within_s: 3600 }, { media: ['email'], success: 'accepted', within_s: 86_400 }]

/** A rehearsal from the press of the button until its figures stand: who goes by which way, at what price, with every text rendered. */
export const plan = (people: number): Bench => ({
  name: `plan ${people.toLocaleString('en')}`,
  what: 'A rehearsal over three channels.',
  goal: '200,000 in ≤ 20 s, wanted 5 s',
  async run() {
    const product = await startProduct(await freePort())
    try {
      await bringPeople(product, people, ['viber', 'sms', 'email'])
      const { id } = await product.call<{ id: string }>('POST', '/v1/campaigns', { name: 'Bench', audience: { rule: { tag: 'all' } }, content: content(false), cascade: CASCADE })
      const { seconds, ...cpu } = await measured(product, people, async () => {
        await product.call('POST', `/v1/campaigns/${id}/rehearsal`)
        await until(async () => (await product.call<{ state: string }>('GET', `/v1/campaigns/${id}/rehearsal`)).state === 'done', 600_000, 200)
      })
      return { figures: { seconds, people_per_s: people / seconds, ...cpu } }
    } finally {
      await product.stop()
    }
  },
})
