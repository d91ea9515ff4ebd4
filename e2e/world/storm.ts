import { drawScript, rage } from './chaos.ts'
import { brokenBy, finish, type Faults } from './faults.ts'
import { eventually, type Campaign, type Harness } from './harness.ts'
import { conserves, judge, readAttempts, unheard } from './judge.ts'
import { CHANNELS, KIND } from './script.ts'

export type Storm = { seed: number; messages: number; rage_ms: number; clock: boolean; log?: (line: string) => void }
export type Outcome = { complaints: string[]; totals: Record<string, unknown>; entries: number; polls: number; story: string[]; allowance: object; unknown: number }

/** Four cascades over four channels to everybody, harmed at random by a seed for a while, then left to end, then judged. */
export async function storm(h: Harness, faults: Faults, { seed, messages, rage_ms, clock, log = () => undefined }: Storm): Promise<Outcome> {
  const story: string[] = []
  const complaints: string[] = []
  const began = Date.now()
  const tell = (what: string) => {
    const line = `${((Date.now() - began) / 1000).toFixed(1)} s: ${what}`
    story.push(line)
    log(line)
  }
  await h.providers.order({ seed })
  for (const channel of CHANNELS) await h.providers.order({ channel, script: drawScript(seed, channel) })
  const people = Math.ceil(messages / 4)
  if (h.people.length < people) await h.bring(people - h.people.length)
  const draft = (which: number, steps: unknown) => h.draft(`Run-${seed}${which}`, steps)
  const campaigns: Campaign[] = [
    await draft(1, [{ media: ['telegram'], success: 'accepted', within_s: 60 }, { media: ['sms'], success: 'delivered', within_s: 300 }]),
    await draft(2, [{ media: ['viber'], success: 'delivered', within_s: 60 }, { media: ['email'], success: 'accepted', within_s: 300 }]),
    await draft(3, [{ media: ['sms'], success: 'delivered', within_s: 60 }, { media: ['viber'], success: 'delivered', within_s: 300 }]),
    await draft(4, [{ media: ['email'], success: 'accepted', within_s: 60 }]),
  ]
  for (const campaign of campaigns) await h.launch(campaign)
  let polls = 0
  let over = false
  let raging = true
  const audience = h.people.length
  const watch = (async () => {
    while (!over) {
      const reports = await Promise.all(campaigns.map((each) => h.report(each)))
      for (const report of reports) if (report) complaints.push(...conserves(report, audience))
      polls += reports.filter(Boolean).length
      if (reports.every((each) => each?.finished_at)) raging = false
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  })()
  const end = Date.now() + rage_ms
  await rage(h, faults, campaigns, { seed, clock, going: () => raging && Date.now() < end, log: tell }).catch((error: unknown) => {
    over = true
    complaints.push(`a harm could not be done, and says nothing of the product: ${(error as Error).message}`)
  })
  tell('the storm is over')
  // Without its database there is nothing to judge by, and the complaint says why it is gone.
  if (over) return { complaints, totals: {}, entries: 0, polls, story, allowance: faults.allowance, unknown: 0 }
  try {
    await finish(h, campaigns)
    await eventually(async () => unheard(await readAttempts(h), await h.providers.ledger()), (wrong) => wrong.length === 0, 300_000).catch(() => undefined)
  } catch (error) {
    complaints.push(`P2: what is in flight did not come to an end: ${(error as Error).message}`)
  }
  over = true
  await watch
  tell('everything came to its end')
  const allowance = { ...faults.allowance, broken: faults.allowance.broken + (await brokenBy(h)) }
  complaints.push(...(await judge(h, campaigns, allowance)))
  for (const channel of CHANNELS) await h.providers.order({ channel, script: KIND })
  const reports = await Promise.all(campaigns.map((each) => h.report(each)))
  const unknown = (await readAttempts(h)).filter((each) => each.state === 'unknown').length
  return { complaints: [...new Set(complaints)].toSorted(), totals: Object.fromEntries(campaigns.map(({ mark }, index) => [mark, reports[index]?.totals])), entries: (await h.providers.ledger()).length, polls, story, allowance, unknown }
}
