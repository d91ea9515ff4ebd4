import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { mutate } from '../../accounts/index.ts'
import { system } from '../database/index.ts'
import { enqueue, prepareJobs, runJobs, startJobs, type Job } from './index.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace()
})
afterAll(() => t.close())

const waiting = async () => (await t.house.db.pools.owner.query('select 1 from graphile_worker._private_jobs')).rowCount
const until = async (holds: () => boolean) => {
  for (let n = 0; n < 200 && !holds(); n += 1) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(holds()).toBe(true)
}

describe('jobs', () => {
  test('a job is there if its transaction commits, and carries its workspace', async () => {
    await mutate(shop.cx(), 'contacts:write', async (tx) => enqueue(tx, 'note', { workspace_id: shop.id, payload: { n: 1 } }))
    await system(t.house.db, 'test', shop.id, async (tx) => {
      await enqueue(tx, 'note', { workspace_id: shop.id, payload: { n: 2 } })
      throw new Error('back')
    }).catch(() => undefined)
    const seen: Job[] = []
    await runJobs(t.house, { note: async (_, job) => void seen.push(job) })
    expect(seen).toMatchObject([{ workspace_id: shop.id, payload: { n: 1 }, last_try: false, died_before: false }])
  })
  test('who serves one workspace cannot enqueue for another', async () => {
    await expect(mutate(shop.cx(), 'contacts:write', (tx) => enqueue(tx, 'note', { workspace_id: 'wsp_other' }))).rejects.toThrow(/workspace at hand/)
    expect(await waiting()).toBe(0)
  })
  test('preparing again changes nothing', async () => {
    await prepareJobs(t.house.db.url)
    await Promise.all([prepareJobs(t.house.db.url), prepareJobs(t.house.db.url)])
  })
  test('a dead process gives back its jobs at the next start', async () => {
    await system(t.house.db, 'test', shop.id, (tx) => enqueue(tx, 'note', { workspace_id: shop.id, payload: { n: 3 } }))
    await t.house.db.pools.owner.query(`update graphile_worker._private_jobs set locked_by = 'carillon jobs gone#0', locked_at = now(), attempts = 1`)
    const seen: Job[] = []
    const jobs = await startJobs(t.house, { note: async (_, job) => void seen.push(job) })
    await until(() => seen.length > 0)
    await jobs.stop()
    expect(seen).toMatchObject([{ payload: { n: 3 }, died_before: true }])
    expect(await waiting()).toBe(0)
  })
  test('a job at work is locked under a name that its process bears, and nobody else takes it for dead', async () => {
    await system(t.house.db, 'test', shop.id, (tx) => enqueue(tx, 'busy', { workspace_id: shop.id }))
    let begun = 0
    let finish = () => {}
    const first = await startJobs(t.house, { busy: async () => {
      begun += 1
      await new Promise<void>((resolve) => void (finish = resolve))
    } })
    await until(() => begun === 1)
    const { rows } = await t.house.db.pools.owner.query(`select exists (select from pg_stat_activity a where a.application_name = split_part(j.locked_by, '#', 1)) as alive from graphile_worker._private_jobs j`)
    expect(rows).toEqual([{ alive: true }])
    // Each process that starts gives back the jobs of the dead.
    const second = await startJobs(t.house, { busy: async () => void (begun += 1) })
    await new Promise((resolve) => setTimeout(resolve, 500))
    finish()
    await Promise.all([first.stop(), second.stop()])
    expect(begun).toBe(1)
    expect(await waiting()).toBe(0)
  })
  test('stopping tells a long task to put itself off', async () => {
    await system(t.house.db, 'test', shop.id, (tx) => enqueue(tx, 'long', { workspace_id: shop.id }))
    let begun = false
    let toldToStop = false
    const jobs = await startJobs(t.house, { long: async (_, job) => {
      begun = true
      await new Promise<void>((resolve) => job.signal.addEventListener('abort', () => resolve()))
      toldToStop = true
    } })
    await until(() => begun)
    await jobs.stop()
    expect(toldToStop).toBe(true)
  })
})
