import type { Faults } from './faults.ts'
import type { Campaign, Harness, Person } from './harness.ts'
import { CHANNELS, chances, type ChannelName, type Script } from './script.ts'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Misbehaviour of one provider, drawn from the seed; sums stay small enough that most gets through. */
export function drawScript(seed: number, channel: ChannelName): Script {
  const chance = chances(seed, `script/${channel}`)
  const upTo = (most: number) => chance() * most
  return {
    shares: { slow: upTo(0.1), later: upTo(0.1), fault: upTo(0.05), reset: upTo(0.01), cut: upTo(0.01), late: upTo(0.05), refuse: upTo(0.03) },
    slow_ms: upTo(800), late_ms: upTo(1500), later_s: 1 + Math.floor(upTo(3)),
    receipts: { delivered: 0.6 + upTo(0.3), failed: upTo(0.1), twice: upTo(0.3), early: upTo(0.3), within_ms: upTo(4000) },
  }
}

type Deed = { weight: number; run(): Promise<unknown> }

/**
 * Does one harm after another until it is told to stop, each drawn from the seed. What was done is told to `log`, so that
 * a failure can be read as a story.
 */
export async function rage(h: Harness, faults: Faults, campaigns: Campaign[], { seed, clock, going, log }: { seed: number; clock: boolean; going: () => boolean; log: (what: string) => void }): Promise<void> {
  const chance = chances(seed, 'rage')
  const pick = <T>(list: readonly T[]) => list[Math.floor(chance() * list.length)]!
  const some = (from: number, to: number) => from + chance() * (to - from)
  const gone = new Set<Person>()
  const anyone = () => {
    const person = pick(h.people)
    gone.add(person)
    return person
  }
  const deeds: Record<string, Deed> = {
    'kill a worker': { weight: 4, run: () => faults.killWorker(Math.floor(some(0, 2))) },
    'drain a worker': { weight: 2, run: () => faults.drainWorker() },
    'kill the database': { weight: 1, run: () => faults.killDatabase(some(0, 3000)) },
    'cut the database': { weight: 2, run: () => faults.cutDatabase() },
    'cut a provider': { weight: 2, run: () => faults.cutChannel(pick(CHANNELS)) },
    'a provider is down': { weight: 2, run: () => faults.channelDown(pick(CHANNELS), some(500, 4000)) },
    'pause and resume': { weight: 1, async run() {
      const { id } = pick(campaigns)
      const paused = await h.call('POST', `/v1/campaigns/${id}/pause`)
      await sleep(some(200, 1500))
      if (paused.status === 200) await h.insist('POST', `/v1/campaigns/${id}/resume`).catch(() => undefined)
    } },
    'opt out by the API': { weight: 6, async run() {
      for (let count = some(1, 20); count > 0; count -= 1) await h.call('POST', '/v1/consents', { contact_id: anyone().contact_id, consents: [{ medium: '*', state: 'opted_out', source: 'phone call' }] })
    } },
    'opt out by the header': { weight: 4, async run() {
      const letters = (await h.providers.ledger()).filter((each) => each.unsubscribe)
      for (let count = some(1, 10); count > 0 && letters.length > 0; count -= 1) await h.call('POST', pick(letters).unsubscribe!, 'List-Unsubscribe=One-Click')
    } },
    'move the clock': { weight: clock ? 2 : 0, run: () => h.clock.move(some(-7_200_000, 7_200_000)) },
  }
  const sum = Object.values(deeds).reduce((all, { weight }) => all + weight, 0)
  while (going()) {
    await sleep(some(200, 1500))
    let at = chance() * sum
    const [name, deed] = Object.entries(deeds).find(([, { weight }]) => (at -= weight) < 0)!
    log(name)
    await deed.run()
  }
}
