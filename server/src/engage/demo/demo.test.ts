import { afterAll, beforeAll, expect, test } from 'vitest'
import { TASKS } from '../../app.ts'
import { runJobs } from '../../platform/jobs/index.ts'
import { demoContents } from './texts.ts'
import { runningApp, until, type RunningApp } from '../../testing/running.ts'
import type { TestWorkspace } from '../../testing/app.ts'

let t: RunningApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await runningApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

async function after(method: 'POST' | 'DELETE'): Promise<string> {
  expect((await shop.call(method, '/v1/demo')).statusCode).toBe(202)
  await runJobs(t.house, TASKS)
  return (await shop.call('GET', '/v1/demo')).json<{ status: string }>().status
}

/** Rows of the workspace in every table that has them; the audit and the bookkeeping of time are not the demo's. */
async function rows(): Promise<Record<string, number>> {
  const pool = t.house.db.pools.owner
  const { rows: tables } = await pool.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`)
  const counted = await Promise.all(tables.filter(({ name }) => !['audit_entry', 'idempotency_key'].includes(name)).map(async ({ name }) => [name, Number((await pool.query(`select count(*) from "${name}" where workspace_id = $1`, [shop.id])).rows[0].count)] as const))
  return Object.fromEntries(counted)
}

test('the demo brings a shop, and taking it away leaves exactly what was there before', async () => {
  await shop.call('POST', '/v1/contacts', { email: 'mine@example.com', name: 'Моя людина', traits: { level: 'gold' }, tags: ['vip'] })
  // Stages follow a moment later, people who have gone as well.
  const followed = () => until(rows, (now) => now.contact_changed === 0)
  await followed()
  const before = await rows()
  expect(await after('POST')).toBe('loaded')
  const loaded = await rows()
  expect(loaded.contact).toBe(before.contact! + 5000)
  for (const name of ['consent_entry', 'event', 'segment', 'template', 'cascade', 'campaign', 'contact_trait', 'contact_stage', 'cart', 'unfinished_form', 'inbound']) expect(loaded[name], name).toBeGreaterThan(before[name] ?? 0)
  // Somebody who wrote waits, somebody who began a form has the way on to it, and the segment finds who left what.
  const one = async (table: string) => (await t.house.db.pools.owner.query(`select contact_id from ${table} where workspace_id = $1 order by 1 limit 1`, [shop.id])).rows[0].contact_id as string
  expect((await shop.call('GET', `/v1/contacts/${await one('inbound')}/unfinished-chat`)).json()).toMatchObject({ chat: { text: expect.any(String) } })
  expect((await shop.call('GET', `/v1/contacts/${await one('unfinished_form')}/unfinished-forms`)).json()).toMatchObject({ data: [{ url: expect.stringContaining('https://example.com/'), filled: expect.any(Number) }] })
  const { count } = (await shop.call('POST', '/v1/segments/count', { rule: { unfinished: { what: 'form', has: true } } })).json<{ count: number }>()
  expect(count).toBe(loaded.unfinished_form)
  // Its campaign has really run through the sandbox, whose people hold devices now.
  await until(rows, (now) => now.sandbox_message! > 100 && now.queue_item === 0 && now.attempt! > 100)
  expect(await after('DELETE')).toBe('absent')
  await followed()
  expect(await rows()).toEqual(before)
  expect((await shop.call('GET', '/v1/contacts/by/email/mine@example.com')).json()).toMatchObject({ traits: { level: 'gold' }, tags: ['vip'] })
}, 120_000)

test.each(['en', 'uk', 'ru', 'ka', 'zh', 'kk'])('what the demo says renders in %s', async (locale) => {
  const contents = demoContents(locale)
  expect(contents.thanks.default_locale).toBe(locale)
  for (const content of [contents.thanks, contents.come_back]) {
    const shown = (await shop.call('POST', '/v1/templates/preview', { content, locale, contact: { call_name: 'Nino' }, media: ['email', 'sms', 'viber', 'telegram'] })).json<{ locale: string; problems: { severity: string }[]; forms: { medium: string; ok: boolean }[] }>()
    expect(shown).toMatchObject({ locale, forms: [{ ok: true }, { ok: true }, { ok: true }, { ok: true }] })
    expect(shown.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  }
})

test('what a late receipt counts of a campaign that was taken away keeps nobody’s figures waiting', async () => {
  const left = async () => Number((await t.house.db.pools.owner.query('select count(*) from run_delta')).rows[0].count)
  await t.house.db.system.insertInto('run_delta').values({ workspace_id: shop.id, run_id: 'run_taken_away', step: 0, medium: 'sms', key: 'delivered', n: 1, price_micro: 0 }).execute()
  await until(left, (n) => n === 0)
  expect((await t.house.db.pools.owner.query("select 1 from run_counter where run_id = 'run_taken_away'")).rows).toEqual([])
})
