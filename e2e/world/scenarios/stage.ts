import { expect } from 'vitest'
import { finish, type Faults } from '../faults.ts'
import { eventually, type Campaign, type Harness, type Report } from '../harness.ts'
import { conserves } from '../judge.ts'
import { CHANNELS, KIND, type ChannelName, type Script } from '../script.ts'

/** One harness for all scenes, since it takes long to build; each scene has campaigns of its own and leaves the providers kind. */
export type Stage = {
  h: Harness
  faults: Faults
  campaigns: Campaign[]
  act(channel: ChannelName, script: Partial<Script>): Promise<void>
  kindly(): Promise<void>
  send(medium: string, more?: object): Promise<Campaign>
  /** How often each person was written to in a campaign, by the providers' own word. */
  taken(campaign: Campaign): Promise<number>
  over(...campaigns: Campaign[]): Promise<Report['totals'][]>
  attempts(campaign: Campaign, where?: string): Promise<number>
  replaceWorkers(): Promise<void>
}

const SUCCESS: Record<string, string> = { telegram: 'accepted', email: 'accepted', sms: 'delivered', viber: 'delivered' }

export function makeStage(h: Harness, faults: Faults): Stage {
  const stage: Stage = {
    h, faults, campaigns: [],
    act: (channel, script) => h.providers.order({ channel, script }),
    async kindly() {
      for (const channel of CHANNELS) await h.providers.order({ channel, script: KIND })
    },
    async send(medium, more = {}) {
      const campaign = await h.draft(`Run-${stage.campaigns.length + 1}`, [{ media: [medium], success: SUCCESS[medium], within_s: 600 }], more)
      stage.campaigns.push(campaign)
      await h.launch(campaign)
      return campaign
    },
    taken: async ({ mark }) => (await h.providers.ledger()).filter((each) => each.mark === mark).length,
    async over(...campaigns) {
      await finish(h, campaigns)
      const reports = await Promise.all(campaigns.map((each) => h.report(each)))
      for (const [index, report] of reports.entries()) expect(conserves(report!, campaigns[index]!.audience)).toEqual([])
      return reports.map((each) => each!.totals)
    },
    attempts: async ({ id }, where = "a.state = 'sending'") => (await h.db.query<{ n: number }>(`select count(*)::int as n from attempt a join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id where m.source_id = $1 and ${where}`, [id]))[0]!.n,
    async replaceWorkers() {
      // Both at once: neither takes over from the other.
      for (let count = h.workers.length; count > 0; count -= 1) await faults.killWorker(0)
    },
  }
  return stage
}

/** A campaign of `n` people of whom all were reached. */
export const all = (n: number) => ({ total: n, reached: n, failed: 0, skipped: 0, unknown: 0, stopped: 0, in_flight: 0 })

/** Until a number is this; the limit is generous, since the machine has other things to do. */
export const reaches = (read: () => Promise<number>, wanted: number) => eventually(read, (n) => n >= wanted, 60_000)
