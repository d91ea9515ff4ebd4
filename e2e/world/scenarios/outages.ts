import { expect, test } from 'vitest'
import { eventually } from '../harness.ts'
import { LONG } from './sending.ts'
import { all, reaches, type Stage } from './stage.ts'

/** What must be seen when somebody is away for long: the database, a mail server, or the worker itself. */
export function outages(stage: () => Stage): void {
  const people = () => stage().h.people.length
  /** The worker that has a connection's lease. */
  const holderOf = async (connection_id: string) => {
    const { h } = stage()
    const [lease] = await h.db.query<{ pid: number }>("select split_part(holder, '.', 1)::int as pid from lease where name = $1 and holder <> ''", [`connection ${connection_id}`])
    return h.workers.find(({ child }) => child.pid === lease?.pid)
  }

  test.runIf(LONG)('the database is away for thirty seconds: the workers live on and lose nothing that they know', async () => {
    const { h, act, send, faults, over, taken } = stage()
    for (const channel of ['telegram', 'smtp', 'gateway'] as const) await act(channel, { shares: { slow: 1 }, slow_ms: 300 })
    for (const name of ['telegram', 'smtp', 'gateway'] as const) await h.insist('PATCH', `/v1/connections/${h.connections[name]}`, { limits: { per_second: 400, concurrency: 4 } })
    const campaigns = [await send('telegram'), await send('email'), await send('viber')]
    for (const campaign of campaigns) await reaches(() => taken(campaign), 1)
    await faults.databaseAway(30_000)
    const totals = await over(...campaigns)
    // Nobody died: what was handed over is known, however long ago the lease ran out.
    expect(totals).toEqual(campaigns.map(() => all(people())))
    for (const campaign of campaigns) expect(await taken(campaign)).toBe(people())
    await stage().kindly()
    for (const name of ['telegram', 'smtp', 'gateway'] as const) await h.insist('PATCH', `/v1/connections/${h.connections[name]}`, { limits: { per_second: 400, concurrency: 40 } })
  })

  test.runIf(LONG)('a worker that stands still for longer than its lease hands nothing over that others took up, and what it learnt counts', async () => {
    const { h, act, send, over, taken } = stage()
    await act('gateway', { shares: { slow: 1 }, slow_ms: 2000 })
    await h.insist('PATCH', `/v1/connections/${h.connections.gateway}`, { limits: { per_second: 400, concurrency: 3 } })
    const campaign = await send('viber')
    await reaches(() => taken(campaign), 1)
    const still = (await holderOf(h.connections.gateway))!
    still.child.kill('SIGSTOP')
    // Until somebody else has asked the provider for all that it had in hand.
    const left = () => h.db.query<{ n: number }>("select count(*)::int as n from attempt where state = 'sending' and holder like $1", [`${still.child.pid}.%`])
    try {
      await eventually(left, ([row]) => row!.n === 0)
      await eventually(() => holderOf(h.connections.gateway), (holder) => holder !== undefined && holder !== still)
    } finally {
      still.child.kill('SIGCONT')
    }
    expect(await over(campaign)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(people())
    await stage().kindly()
    await h.insist('PATCH', `/v1/connections/${h.connections.gateway}`, { limits: { per_second: 400, concurrency: 40 } })
  })

  test.runIf(LONG)('a mail server that is too busy, at the door and in mid-session: nobody fails, nobody twice, all arrive', async () => {
    const { h, act, send, over, taken } = stage()
    await act('smtp', { shares: { slow: 1 }, slow_ms: 500 })
    await h.insist('PATCH', `/v1/connections/${h.connections.smtp}`, { limits: { per_second: 400, concurrency: 3 } })
    const before = (await h.providers.deeds()).smtp
    const campaign = await send('email')
    // Under way over lines that are kept: the next letter on each is told 421, and so is the line that is opened for it then.
    await reaches(() => taken(campaign), 1)
    await act('smtp', { busy: true })
    await eventually(() => h.providers.deeds(), ({ smtp }) => ['421 at the door', '421 in mid-session'].every((what) => (smtp[what] ?? 0) > (before[what] ?? 0)))
    expect((await h.report(campaign))!.totals).toMatchObject({ failed: 0, unknown: 0 })
    await stage().kindly()
    expect(await over(campaign)).toEqual([all(people())])
    expect(await taken(campaign)).toBe(people())
    await h.insist('PATCH', `/v1/connections/${h.connections.smtp}`, { limits: { per_second: 400, concurrency: 40 } })
  })

  test.runIf(LONG)('whoever kills three workers after the attempt was committed is set aside, and the rest arrives', async () => {
    const { h, act, send, faults, over, taken } = stage()
    const deadly = h.people[7]!
    const hung = async () => (await h.providers.deeds()).gateway.hang ?? 0
    const before = await hung()
    await act('gateway', { hangs: deadly.phone })
    const campaign = await send('viber')
    for (let deaths = 1; deaths <= 3; deaths += 1) {
      // It is on the wire, its attempt on record: the process that holds it dies of it.
      await reaches(hung, before + deaths)
      const holder = (await holderOf(h.connections.gateway))!
      await faults.killWorker(h.workers.indexOf(holder))
    }
    const [totals] = await over(campaign)
    expect(totals).toEqual({ ...all(people()), reached: people() - 1, failed: 1 })
    const { data } = await h.insist<{ data: { reason: string; contact_id: string }[] }>('GET', `/v1/campaigns/${campaign.id}/recipients?state=failed`)
    expect(data).toMatchObject([{ reason: 'quarantined', contact_id: deadly.contact_id }])
    expect(await taken(campaign)).toBe(people() - 1)
    expect(await hung()).toBe(before + 3)
    await stage().kindly()
  })
}
