import { until, type Product } from './product.ts'

export type Used = { seconds: number; cpu_s_per_1000: number; of_it_database: number }

/** What `work` on `n` messages takes: seconds, and the CPU seconds of server and database for each thousand. */
export async function measured(product: Product, n: number, work: () => Promise<unknown>): Promise<Used> {
  const before = product.cpu()
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  const after = product.cpu()
  const [server, database] = [after.server - before.server, after.database - before.database]
  return { seconds, cpu_s_per_1000: ((server + database) / n) * 1000, of_it_database: (database / n) * 1000 }
}

/** A campaign to all `people`, from the press of the button until nothing is left and everybody was reached. */
export async function sendTo(product: Product, people: number, campaign: { content: object; cascade: object[] }): Promise<Used> {
  const { id } = await product.call<{ id: string }>('POST', '/v1/campaigns', { name: 'Bench', audience: { rule: { tag: 'all' } }, ...campaign })
  const used = await measured(product, people, async () => {
    await product.call('POST', `/v1/campaigns/${id}/launch`)
    await until(async () => (await product.database.query(`select 1 from run where source_id = $1 and finished_at is not null`, [id])).rows.length > 0, 1_200_000, 100)
  })
  const { totals } = await product.call<{ totals: { total: number; reached: number } }>('GET', `/v1/campaigns/${id}/report`)
  if (totals.total !== people || totals.reached !== people) throw new Error(`not everybody was reached: ${JSON.stringify(totals)}`)
  return used
}
