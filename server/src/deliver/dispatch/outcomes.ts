import type { Selectable } from 'kysely'
import { systemPrepared, type DB, type Lease } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import type { Channel, Inbound, SendResult } from '../channels/index.ts'
import { connectionFacts } from '../connections/index.ts'
import { settle, type Settlement } from '../messages/index.ts'
import { untilWritten } from './until-written.ts'

/** Outcomes that are written at once. */
const SETTLED_AT_ONCE = 500
/** Outcomes gather for so long before they are written: what is near in time shares a transaction, whose planning costs as much as fifty rows. */
const GATHER_MS = 5
/** The same while so many are in hand that nobody waits for one of them. */
const GATHER_MANY_MS = 50
const MANY = 100

type Outcome = { settlement: Settlement; claim_id: number; written: () => void }
export type OutcomesOptions = { house: House; channel: Channel; row: Selectable<DB['connection']>; lease: Lease; /** what was answered, before it is written */ learn: (results: SendResult[]) => void; /** and when it is on record */ written: (results: SendResult[]) => Promise<void> }

/** What became of a line's hand-overs, from the provider's answer until it is on record. */
export class Outcomes {
  private readonly options: OutcomesOptions
  private readonly waiting: Outcome[] = []
  private settling: Promise<void> | undefined
  /** Of each claim under way, how many outcomes are not on record yet. */
  private readonly claims = new Map<number, number>()
  private in_hand = 0
  /** By the provider's reference, when the hand-over it names will be on record. */
  private readonly unrecorded = new Map<string, Promise<void>>()

  constructor(options: OutcomesOptions) {
    this.options = options
  }

  /** A claim is under way: so many outcomes will come of it. */
  expect(claim_id: number, count: number): void {
    this.claims.set(claim_id, count)
    this.in_hand += count
  }

  /** Writes an outcome with those that come at about the same time; resolves when it is on record. */
  async record(settlement: Settlement, claim_id: number): Promise<void> {
    const recorded = new Promise<void>((written) => {
      this.waiting.push({ settlement, claim_id, written })
      this.settling ??= this.write().finally(() => (this.settling = undefined))
    })
    const { result } = settlement
    const ref = result.status === 'accepted' && this.options.channel.reports ? result.provider_ref : undefined
    if (ref !== undefined) this.unrecorded.set(ref, recorded)
    await recorded
    if (ref !== undefined) this.unrecorded.delete(ref)
  }

  /**
   * Resolves when the hand-overs that these receipts name are on record, as far as they went over this line and their
   * answers were heard: a receipt may be as quick as the answer, and would have to wait in the database for it.
   */
  async recorded(inbound: readonly Inbound[]): Promise<void> {
    // What came in one packet is heard at one go: the answers among it first have to get where they are going.
    await new Promise((resolve) => setImmediate(resolve))
    await Promise.all(inbound.map((each) => (each.kind === 'receipt' ? this.unrecorded.get(each.provider_ref) : undefined)))
  }

  private async write(): Promise<void> {
    const { house, row, written } = this.options
    while (this.waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.in_hand > MANY ? GATHER_MANY_MS : GATHER_MS))
      const batch = this.waiting.splice(0, SETTLED_AT_ONCE)
      try {
        await written(await this.settleAll(batch))
      } catch (error) {
        house.log.error({ err: error, connection_id: row.id, outcomes: batch.length }, 'outcomes could not be written')
      }
      this.in_hand -= batch.length
      for (const each of batch) each.written()
    }
  }

  private async settleAll(batch: Outcome[]): Promise<SendResult[]> {
    const { house, channel, lease, learn } = this.options
    const settlements = await this.askAfter(batch.map((each) => each.settlement))
    const results = settlements.map(({ result }) => result)
    for (const { status } of results) house.metrics.messages.inc({ channel: channel.id, status })
    learn(results)
    const left = new Map([...Map.groupBy(batch, (each) => each.claim_id)].map(([id, some]) => [id, this.claims.get(id)! - some.length]))
    const ended = [...left].flatMap(([id, n]) => (n === 0 ? [id] : []))
    const writer = { name: lease.holder, fence: lease.fence, hears: channel.reports, ended }
    await untilWritten(house, () => systemPrepared(house.db, 'dispatch', 'all', (tx) => settle(house, tx, writer, settlements, house.clock())))
    // Only now: what could not be written stays in hand, for the reaper to find.
    for (const [id, n] of left) {
      if (n > 0) this.claims.set(id, n)
      else this.claims.delete(id)
    }
    return results
  }

  /** A provider that can be asked is asked at once what became of a hand-over whose answer was lost. */
  private async askAfter(settlements: Settlement[]): Promise<Settlement[]> {
    const { house, channel, row } = this.options
    const lost = settlements.filter(({ result }) => result.status === 'unknown').map(({ hand_over }) => hand_over.carried_by ?? hand_over.attempt_id)
    if (lost.length === 0 || !channel.lookup) return settlements
    const found = await channel.lookup(house, connectionFacts(house, row), lost).catch(() => [])
    const known = new Map(found.map((result, index) => [lost[index], result]))
    return settlements.map((each) => (each.result.status === 'unknown' ? { ...each, result: known.get(each.hand_over.carried_by ?? each.hand_over.attempt_id) ?? each.result } : each))
  }
}
