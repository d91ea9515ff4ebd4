import { freePort } from '../e2e/server.ts'
import { bringLimits, bringMessages, makeRun } from './history.ts'
import { bringPeople } from './people.ts'
import { startProduct, until, type Product } from './product.ts'
import { quantile, type Bench, type Result } from './report.ts'

const IDLE_S = 20
/** How many limits a second the lateness is measured at: what a campaign of 100,000 with a limit of minutes brings. */
const STEADY = 500
const STEADY_S = 20

const cpuOf = (product: Product) => product.cpu().server + product.cpu().database

async function share(product: Product, seconds: number): Promise<number> {
  const before = cpuOf(product)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  return (cpuOf(product) - before) / seconds
}

/** Time limits of steps: what a million of them cost while they wait, how many pass a second, how late the last hundredth of them is. */
export const cascade = (waiting: number): Bench => ({
  name: `cascade ${waiting.toLocaleString('en')} waiting`,
  what: 'Steps that wait for a receipt until their limit, and then go on to the next medium.',
  goal: 'idle ≤ 0.01 of a core more than without; ≥ 10,000/s, wanted 30,000/s; p99 ≤ 2 s late',
  async run(): Promise<Result> {
    const steady = STEADY * STEADY_S
    const firing = Math.min(100_000, waiting - steady)
    if (firing <= 0) throw new Error(`cascade takes more than ${steady} waiting steps: that many come due one by one.`)
    const product = await startProduct(await freePort())
    try {
      const { data } = await product.call<{ data: { id: string; channel: string }[] }>('GET', '/v1/connections')
      const connection_id = data[0]!.id
      await bringPeople(product, firing + steady, ['sms'])
      const route = { medium: 'sms', country: '*', operator: '*', connection_id, sender_id: null, approved: true, price_micro: 1000, per: 'message', charged_on: 'accepted' }
      const plan = { class: 'marketing', topic_id: '*', steps: [{ media: ['viber'], success: 'delivered', within_s: 600 }, { media: ['sms'], success: 'delivered', within_s: 3600 }], routes: [route], locales: ['uk'], default_locale: 'uk' }
      // Switched off: what moves on stands in the queue, and no worker takes it out while the limits are measured. Were the run paused instead,
      // workers would park each row, which costs as much as a limit.
      await product.database.query('update connection set enabled = false where id = $1', [connection_id])
      const history = await makeRun(product, 'run_bench', plan, waiting, 'sending')
      await bringMessages(product, history, firing + steady, { medium: 'viber', connection_id })
      const without = await share(product, IDLE_S)
      await bringLimits(product, history, waiting, 86_400, 86_400)
      const withThem = await share(product, IDLE_S)
      const queued = async () => (await product.database.query<{ n: number }>('select count(*)::int as n from queue_item')).rows[0]!.n
      // The first of them come due one after another; how old the oldest overdue one is, looked at from outside, is how late they are.
      const nth = `('x' || right(message_id, 8))::bit(32)::int`
      await product.database.query(`update due set at = clock_timestamp() + make_interval(secs => 1 + ${nth}::float / ${STEADY}) where ${nth} < ${steady}`)
      const late: number[] = []
      await until(async () => {
        const { rows: [seen] } = await product.database.query<{ late: number | null; n: number }>(`select extract(epoch from clock_timestamp() - min(at))::float as late, (select count(*)::int from queue_item) as n from due where at < clock_timestamp()`)
        late.push(seen!.late ?? 0)
        return seen!.n >= steady
      }, 240_000, 100)
      await product.database.query(`update due set at = clock_timestamp() where id in (select id from due order by at limit ${firing})`)
      const start = performance.now()
      await until(async () => (await product.database.query('select from due where at <= clock_timestamp() limit 1')).rows.length === 0 && (await queued()) >= steady + firing, 600_000, 100)
      const seconds = (performance.now() - start) / 1000
      return { figures: { idle_core_share: Math.max(0, withThem - without), firing_per_s: firing / seconds, late_p99_s: quantile(late, 0.99) } }
    } finally {
      await product.stop()
    }
  },
})
