import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { orthodoxEaster, publishedDays } from './holidays.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

const week = (day: unknown) => Array.from({ length: 7 }, () => day)
const hours = (more: object) => shop.call('PUT', '/v1/sending-hours', { marketing: null, transactional: null, days_off: true, spread_s: 600, same_content_days: 7, ...more })
const days = async (country: string, year: number) => (await shop.call('GET', `/v1/days-off?country=${country}&year=${year}`)).json<{ data: { id: string; date: string; kind: string; name: string }[] }>().data

test('hours: none to begin with, set whole, refused where nothing could ever go', async () => {
  expect((await shop.call('GET', '/v1/sending-hours')).json()).toMatchObject({ marketing: null, transactional: null, spread_s: 1800, updated_at: null })
  expect((await hours({ marketing: week({ open: '09:00', close: '24:00' }) })).statusCode).toBe(200)
  expect((await shop.call('GET', '/v1/sending-hours')).json()).toMatchObject({ marketing: week({ open: '09:00', close: '24:00' }), spread_s: 600, same_content_days: 7 })
  // The digest's hour stays where it is not said anew.
  expect((await shop.call('GET', '/v1/sending-hours')).json()).toMatchObject({ digest_time: '10:00', digest_weekday: 1 })
  expect((await hours({ digest_time: '18:30', digest_weekday: 5 })).json()).toMatchObject({ digest_time: '18:30', digest_weekday: 5 })
  expect((await hours({})).json()).toMatchObject({ digest_time: '18:30', digest_weekday: 5 })
  expect((await hours({ digest_weekday: 8 })).statusCode).toBe(422)
  expect((await shop.call('GET', '/v1/audit?limit=10')).body).toContain('18:30')
  expect((await hours({ marketing: week({ open: '09:00', close: '24:00' }) })).statusCode).toBe(200)
  const code = async (marketing: unknown) => (await hours({ marketing })).json<{ errors: { code: string }[] }>().errors[0]!.code
  expect(await code(week({ open: '20:00', close: '09:00' }))).toBe('hours_reversed')
  expect(await code(week(null))).toBe('hours_never_open')
  expect((await hours({ marketing: [{ open: '09:00', close: '20:00' }] })).statusCode).toBe(422)
})

test('caps: made, changed, switched off, removed', async () => {
  const made = (await shop.call('POST', '/v1/frequency-rules', { per: 'day', max: 2 })).json<{ id: string }>()
  expect(made).toMatchObject({ class: 'marketing', topic_id: '*', per: 'day', max: 2, enabled: true, name: '' })
  expect((await shop.call('PATCH', `/v1/frequency-rules/${made.id}`, { enabled: false, max: 3 })).json()).toMatchObject({ enabled: false, max: 3 })
  expect((await shop.call('POST', '/v1/frequency-rules', { per: 'day', max: 0 })).statusCode).toBe(422)
  expect((await shop.call('DELETE', `/v1/frequency-rules/${made.id}`)).statusCode).toBe(204)
  expect((await shop.call('GET', '/v1/frequency-rules')).json()).toMatchObject({ data: [] })
})

test('days off: there from the start, changed, removed, put back, imported', async () => {
  const [first] = await days('UA', 2027)
  expect(first).toMatchObject({ date: '2027-01-01', kind: 'off', name: 'Новий рік' })
  expect((await shop.call('DELETE', `/v1/days-off/${first!.id}`)).statusCode).toBe(204)
  expect((await days('UA', 2027)).map((day) => day.date)).not.toContain('2027-01-01')
  await shop.call('POST', '/v1/days-off/published', { country: 'UA', year: 2027 })
  expect((await days('UA', 2027)).map((day) => day.date)).toContain('2027-01-01')
  await shop.call('PUT', '/v1/days-off', { country: 'UA', date: '2027-01-01', kind: 'work', name: 'Ours' })
  expect((await days('UA', 2027))[0]).toMatchObject({ kind: 'work', name: 'Ours' })
  expect((await shop.call('POST', '/v1/days-off/import', { days: [{ country: 'PL', date: '2027-11-11', kind: 'off' }, { country: 'PL', date: '2027-11-11', kind: 'off', name: 'Twice' }] })).json()).toEqual({ saved: 1 })
  expect(await days('PL', 2027)).toMatchObject([{ date: '2027-11-11', name: 'Twice' }])
  expect((await shop.call('POST', '/v1/days-off/published', { country: 'PL', year: 2027 })).json()).toMatchObject({ errors: [{ code: 'days_unknown' }] })
})

describe('holidays', () => {
  const off = (country: string, year: number) => publishedDays(country, year)!.filter((day) => day.kind === 'off').map((day) => day.date.slice(5))
  test('Orthodox Easter moves as the church reckons it', () => {
    expect([2024, 2025, 2026, 2027].map(orthodoxEaster)).toEqual(['2024-05-05', '2025-04-20', '2026-04-12', '2027-05-02'])
  })
  test('a holiday on a weekend gives the next working day where the law says so, and nowhere else', () => {
    expect(off('RU', 2026)).toEqual(expect.arrayContaining(['01-09', '03-09', '05-11', '12-31']))
    expect(off('KZ', 2026)).toEqual(expect.arrayContaining(['03-09', '03-24', '03-25', '05-11', '08-31', '10-26']))
    expect(off('UA', 2026)).not.toContain('03-09')
    expect(off('GE', 2026)).toEqual(expect.arrayContaining(['04-10', '04-11', '04-12', '04-13']))
  })
  test('China’s long holidays are paid for by worked weekends', () => {
    const china = publishedDays('CN', 2026)!
    expect(china.filter((day) => day.kind === 'off').length).toBe(33)
    const worked = china.filter((day) => day.kind === 'work')
    expect(worked.length).toBe(6)
    expect(worked.every((day) => [0, 6].includes(new Date(day.date).getUTCDay()))).toBe(true)
  })
})
