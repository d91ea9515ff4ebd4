import { expect, test } from 'vitest'
import { eventually } from '../harness.ts'
import { GATES } from '../database.ts'
import { all, reaches, type Stage } from './stage.ts'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** All scenes, in place of those that fit into a minute of `npm test`: WORLD=long. */
export const LONG = process.env.WORLD === 'long'

/** What must be seen of sending, one case a test. */
export function sending(stage: () => Stage): void {
  const people = () => stage().h.people.length

  test('kill -9 at every point from the claim to the record: nobody twice, and only what was in flight may be unknown', async () => {
    const { h, act, send, attempts, replaceWorkers, faults, over, taken } = stage()
    await act('smtp', { shares: { slow: 1 }, slow_ms: 20_000 })
    await act('smpp', { shares: { late: 1 }, late_ms: 20_000 })
    const openSettle = await h.db.shut('settle')
    // Written and not taken; taken and not answered; answered and not on record, where nobody can be asked and where somebody can.
    const sent = { written: await send('email'), taken: await send('sms'), answered: await send('telegram'), askable: await send('viber') }
    await reaches(() => attempts(sent.written), 1)
    for (const each of [sent.taken, sent.answered, sent.askable]) await reaches(() => taken(each), 1)
    await eventually(() => h.db.query("select from pg_locks where locktype = 'advisory' and objid = $1 and not granted", [GATES.settle]), (rows) => rows.length >= 2)
    const before = faults.allowance.crashed
    await replaceWorkers()
    const lost = faults.allowance.crashed - before
    expect(lost).toBeGreaterThan(0)
    await openSettle()
    await stage().kindly()
    // Others take over: the rest goes out, and what nobody can be asked about is listed as unknown.
    await eventually(() => attempts(sent.askable), (n) => n === 0, 60_000)
    const [written, taken_, answered, askable] = await over(sent.written, sent.taken, sent.answered, sent.askable)
    expect(askable).toEqual(all(people()))
    expect(await taken(sent.askable)).toBe(people())
    for (const each of [written!, answered!]) expect(each.reached + each.unknown).toBe(people())
    expect(written!.unknown + taken_!.unknown + answered!.unknown).toBeLessThanOrEqual(lost)
    expect(written!.unknown).toBeGreaterThan(0)
    expect(answered!.unknown).toBeGreaterThan(0)
  })

  test('two processes share a connection, which is split anew on the way, and one is killed: nobody twice, nobody lost, and the rate is kept', async () => {
    const { h, send, faults, over, taken } = stage()
    const rate = 6
    const split = (shares: number, limits: object) => h.insist('PATCH', `/v1/connections/${h.connections.gateway}`, { shares, limits })
    const holders = async () => (await h.db.query<{ holder: string }>("select holder from lease where name like $1 and holder <> '' and expires_at > clock_timestamp()", [`connection ${h.connections.gateway} %`])).map(({ holder }) => Number(holder.split('.')[0]))
    // One process alone hears the centre, also of what the other has sent.
    await h.insist('PATCH', `/v1/connections/${h.connections.smpp}`, { shares: 2 })
    expect(await over(await send('sms'))).toEqual([all(people())])
    const makers = await h.db.query<{ share: string }>("select distinct split_part(holder, ' ', 2) as share from attempt where connection_id = $1 and holder like '% %' order by 1", [h.connections.smpp])
    expect(makers.map(({ share }) => share)).toEqual(['1/2', '2/2'])
    await h.insist('PATCH', `/v1/connections/${h.connections.smpp}`, { shares: 1 })
    await split(2, { concurrency: 40, per_second: rate })
    const campaign = await send('viber')
    // One each, and what a process had before does not count.
    await eventually(holders, (pids) => pids.length === 2 && new Set(pids).size === 2, 30_000)
    await reaches(() => taken(campaign), Math.ceil(people() / 3))
    await split(3, { concurrency: 40, per_second: rate })
    const [one] = await eventually(holders, (pids) => pids.length === 3, 30_000)
    await faults.killWorker(h.workers.findIndex((worker) => worker.child.pid === one))
    expect(await over(campaign)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(people())
    const times = (await h.providers.ledger()).filter(({ mark }) => mark === campaign.mark).map(({ at }) => at).toSorted((a, b) => a - b)
    // A second's worth at once, then so many a second; a claim takes a while to reach the wire.
    const tooFast = times.flatMap((from, i) => times.slice(i).filter((to, n) => n + 1 > rate + rate * ((to - from) / 1000 + 1)))
    expect(tooFast).toEqual([])
    await split(1, { concurrency: 40, per_second: 400 })
  })

  test.runIf(LONG)('kill -9 between the claim and its commit: it is as if nothing had been claimed', async () => {
    const { h, send, attempts, replaceWorkers, over, taken } = stage()
    const open = await h.db.shut('claim')
    const campaign = await send('telegram')
    await eventually(() => h.db.query("select from pg_locks where locktype = 'advisory' and objid = $1 and not granted", [GATES.claim]), (rows) => rows.length > 0)
    await replaceWorkers()
    expect(await attempts(campaign, 'true')).toBe(0)
    await open()
    expect(await over(campaign)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(people())
  })

  test.runIf(LONG)('pause and stop survive a restart of everything', async () => {
    const { h, act, send, replaceWorkers, over, taken } = stage()
    await act('gateway', { shares: { slow: 1 }, slow_ms: 1000 })
    await h.insist('PATCH', `/v1/connections/${h.connections.gateway}`, { limits: { concurrency: 5, per_second: 5 } })
    const [paused, stopped] = [await send('viber'), await send('viber')]
    await reaches(() => taken(paused), 1)
    await h.insist('POST', `/v1/campaigns/${paused.id}/pause`)
    await h.insist('POST', `/v1/campaigns/${stopped.id}/stop`)
    await replaceWorkers()
    await stage().kindly()
    await h.insist('PATCH', `/v1/connections/${h.connections.gateway}`, { limits: { concurrency: 40, per_second: 400 } })
    // The new ones have worked: what was under way is over, and another campaign on the same line has come to its end.
    const after = await send('viber')
    expect(await over(after)).toEqual([all(people())])
    const then = [await taken(paused), await taken(stopped)]
    expect(then[0]).toBeLessThan(people())
    expect(then[1]).toBeLessThan(people())
    await sleep(1000)
    expect([await taken(paused), await taken(stopped)]).toEqual(then)
    await h.insist('POST', `/v1/campaigns/${paused.id}/resume`)
    const [resumed, ended] = await over(paused, stopped)
    expect(resumed).toEqual(all(people()))
    expect(ended!.stopped).toBe(people() - then[1]!)
  })

  test('SIGTERM drains: what is in hand is finished and recorded, and nothing is unknown', async () => {
    const { h, act, send, faults, over, taken, attempts } = stage()
    await act('telegram', { shares: { slow: 1 }, slow_ms: 700 })
    const campaign = await send('telegram')
    await reaches(() => attempts(campaign), 1)
    for (let count = h.workers.length; count > 0; count -= 1) expect(await faults.drainWorker()).toMatchObject({ code: 0, left: 0 })
    await stage().kindly()
    expect(await over(campaign)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(people())
  })

  test('Start pressed twenty times at once starts one run', async () => {
    const { h, over, taken, campaigns } = stage()
    const campaign = await h.draft(`Run-${campaigns.length + 1}`, [{ media: ['viber'], success: 'delivered', within_s: 600 }])
    campaigns.push(campaign)
    const answers = await Promise.all(Array.from({ length: 20 }, () => h.call('POST', `/v1/campaigns/${campaign.id}/launch`)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ body }) => (body as { run_id: string }).run_id)).size).toBe(1)
    expect(await over(campaign)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(people())
  })

  test.runIf(LONG)('one slow provider leaves the flow of the others, and so does one that is down, which comes back', async () => {
    const { h, act, send, over, taken } = stage()
    await act('telegram', { shares: { slow: 1 }, slow_ms: 15_000 })
    await h.providers.order({ down: 'gateway' })
    const [slow, down] = [await send('telegram'), await send('viber')]
    const [letters, texts] = [await send('email'), await send('sms')]
    await eventually(() => Promise.all([h.report(letters), h.report(texts)]), (reports) => reports.every((each) => each?.finished_at), 60_000)
    expect((await h.report(slow))!.totals.in_flight).toBeGreaterThan(0)
    expect((await h.report(down))!.totals.in_flight).toBe(people())
    await stage().kindly()
    await h.providers.order({ up: 'gateway' })
    expect(await over(slow, down)).toEqual([all(people()), all(people())])
    expect([await taken(slow), await taken(down)]).toEqual([people(), people()])
  })

  test.runIf(LONG)('a provider that asks for patience again and again costs nobody a message', async () => {
    const { h, act, send, over, taken } = stage()
    for (const channel of ['telegram', 'gateway'] as const) await act(channel, { shares: { later: 1 }, later_s: 1 })
    const one = { audience: { rule: { tag: 'one' } } }
    const before = await h.providers.deeds()
    const campaigns = [await send('telegram', one), await send('viber', one)]
    // More often than a message that is refused for its own sake would be tried.
    await eventually(async () => {
      await h.clock.move(10_000)
      await sleep(300)
      return h.providers.deeds()
    }, (deeds) => (['telegram', 'gateway'] as const).every((name) => (deeds[name].later ?? 0) - (before[name].later ?? 0) >= 7), 120_000)
    await stage().kindly()
    expect(await over(...campaigns)).toEqual(campaigns.map(() => all(1)))
    for (const campaign of campaigns) expect(await taken(campaign)).toBe(1)
  })

  test('taken and then cut before the answer: listed as unknown, never repeated; where the provider can be asked it is known', async () => {
    const { act, send, over, taken } = stage()
    for (const channel of ['telegram', 'gateway', 'smtp'] as const) await act(channel, { shares: { cut: 0.5 } })
    const [chats, viber, letters] = [await send('telegram'), await send('viber'), await send('email')]
    const [chat, asked, letter] = await over(chats, viber, letters)
    for (const each of [chat!, letter!]) {
      expect(each.unknown).toBeGreaterThan(0)
      expect(each.reached + each.unknown).toBe(people())
    }
    expect(asked).toEqual(all(people()))
    for (const campaign of [chats, viber, letters]) expect(await taken(campaign)).toBe(people())
    await stage().kindly()
  })

  test('the database is killed under way: the sum holds at every moment', async () => {
    const { h, act, send, faults, over } = stage()
    for (const channel of ['telegram', 'gateway'] as const) await act(channel, { shares: { slow: 1 }, slow_ms: 300 })
    const campaigns = [await send('telegram'), await send('viber')]
    await reaches(async () => (await h.providers.ledger()).filter(({ mark }) => mark === campaigns[0]!.mark).length, 1)
    await faults.killDatabase(2000)
    const totals = await over(...campaigns)
    for (const each of totals) expect(each.reached + each.unknown).toBe(people())
    await stage().kindly()
  })

  test('the clock is moved two hours either way: nothing early, nothing twice', async () => {
    const { h, over, taken, campaigns } = stage()
    const campaign = await h.draft(`Run-${campaigns.length + 1}`, [{ media: ['viber'], success: 'delivered', within_s: 600 }], { schedule: { send_at: new Date(Date.now() + h.clock.offset_ms + 3_600_000).toISOString() } })
    campaigns.push(campaign)
    await h.launch(campaign)
    await h.clock.move(-7_200_000)
    // Rates, rests and leases do not wait for the old time to come again.
    const other = await stage().send('telegram')
    await reaches(() => taken(other), people())
    expect(await over(other)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(0)
    await h.clock.move(3 * 3_600_000 + 60_000)
    await reaches(() => taken(campaign), people())
    await h.clock.move(-7_200_000)
    expect(await over(campaign)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(people())
  })
}
