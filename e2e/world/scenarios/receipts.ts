import { expect, test } from 'vitest'
import { eventually } from '../harness.ts'
import { readAttempts, unheard } from '../judge.ts'
import type { Stage } from './stage.ts'

/** What must be seen of receipts; the centre of the world gives its ids in hexadecimal and repeats them in decimal. */
export function receipts(stage: () => Stage): void {
  test('early, twice and in disorder: the record is what was told', async () => {
    const { h, act, send, over } = stage()
    for (const channel of ['smpp', 'gateway'] as const) await act(channel, { receipts: { delivered: 0.7, failed: 0.2, twice: 0.5, early: 0.5, within_ms: 1500 } })
    const campaigns = [await send('sms'), await send('viber')]
    // What is on its way has come before the clock goes on, however busy the machine is: after its time is over it would come too late.
    const taken = async () => (await h.providers.ledger()).filter(({ mark }) => campaigns.some((campaign) => campaign.mark === mark))
    await eventually(taken, (entries) => entries.length >= campaigns.length * h.people.length, 60_000)
    const allHeard = () => eventually(async () => unheard(await readAttempts(h), await h.providers.ledger()), (wrong) => wrong.length === 0, 60_000)
    expect(await allHeard()).toEqual([])
    const totals = await over(...campaigns)
    await stage().kindly()
    expect(await allHeard()).toEqual([])
    for (const [index, campaign] of campaigns.entries()) {
      const told = (await h.providers.ledger()).filter(({ mark }) => mark === campaign.mark)
      const failed = told.filter((each) => each.told.includes('failed')).length
      expect(failed).toBeGreaterThan(0)
      // What nothing is said of counts as reached when its time is over: it was taken.
      expect(totals[index]).toMatchObject({ failed, reached: h.people.length - failed })
    }
  })

  test('for a message that nobody knows, and for another provider\'s: nothing changes', async () => {
    const { h, send, over } = stage()
    const campaign = await send('telegram')
    await over(campaign)
    const foreign = (await h.providers.ledger()).find(({ mark }) => mark === campaign.mark)!
    const read = () => h.db.query('select id, state, delivered_at, failed_at from attempt where provider_ref = $1', [foreign.provider_ref])
    const before = await read()
    for (const provider_ref of ['nobody', foreign.provider_ref]) await h.providers.order({ receipt: { provider_ref, to: foreign.to, status: 'failed' } })
    await eventually(() => h.db.query<{ n: number }>('select count(*)::int as n from receipt_waiting where provider_ref = any ($1)', [['nobody', foreign.provider_ref]]), ([row]) => row!.n === 2, 60_000)
    expect(await read()).toEqual(before)
    expect(before).toHaveLength(1)
  })
}
