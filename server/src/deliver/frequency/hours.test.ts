import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing/app.ts'

// The functions of the migration by themselves: what a clock on a wall says, and when hours are open on it.
let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

async function instant(wall: string, zone: string): Promise<string> {
  const { rows } = await sql<{ at: Date }>`select local_instant(${wall}::timestamp, ${zone}) as at`.execute(t.house.db.system)
  return rows[0]!.at.toISOString()
}

type Day = { open: string; close: string } | null
const everyDay = (day: Day): Day[] => Array.from({ length: 7 }, () => day)
const DAYTIME = everyDay({ open: '09:00', close: '20:00' })
const WORKDAYS: Day[] = [...Array.from({ length: 5 }, () => ({ open: '09:00', close: '18:00' })), null, null]

async function open(at: string, zone: string, week: Day[] | null, { off = [], work = [], spread_s = 0, seed = 'x' }: { off?: string[]; work?: string[]; spread_s?: number; seed?: string } = {}): Promise<string> {
  const { rows } = await sql<{ at: Date }>`select next_open(${at}::timestamptz, ${zone}, ${week && JSON.stringify(week)}::jsonb, ${off}::date[], ${work}::date[], ${spread_s}, ${seed}) as at`.execute(t.house.db.system)
  return rows[0]!.at.toISOString()
}

describe('a time on the wall', () => {
  test.each([
    ['2026-03-29T03:30', 'Europe/Kyiv', '2026-03-29T01:00:00.000Z', 'in the gap: at its end, which is 04:00'],
    ['2026-03-29T02:59', 'Europe/Kyiv', '2026-03-29T00:59:00.000Z', 'the last minute before the gap'],
    ['2026-03-29T04:00', 'Europe/Kyiv', '2026-03-29T01:00:00.000Z', 'the first minute after the gap'],
    ['2026-10-25T03:30', 'Europe/Kyiv', '2026-10-25T00:30:00.000Z', 'in the overlap: the first of two'],
    ['2026-10-25T04:00', 'Europe/Kyiv', '2026-10-25T02:00:00.000Z', 'after the overlap'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:00:00.000Z', 'in the gap: 03:00'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z', 'in the overlap: daylight time'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', 'a gap of half an hour'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z', 'an overlap of half an hour'],
    ['2026-07-01T12:00', 'Asia/Shanghai', '2026-07-01T04:00:00.000Z', 'where clocks never change'],
  ])('%s in %s is %s: %s', async (wall, zone, at) => {
    expect(await instant(wall, zone)).toBe(at)
  })

  test('is never before that time on the wall, and never later than one that shows it', async () => {
    const zones = fc.constantFrom('Europe/Kyiv', 'America/New_York', 'Asia/Almaty', 'Australia/Lord_Howe', 'America/St_Johns', 'Africa/Casablanca')
    const minutes = fc.integer({ min: 0, max: 2 * 525_600 })
    await fc.assert(fc.asyncProperty(zones, fc.array(minutes, { minLength: 20, maxLength: 20 }), async (zone, list) => {
      const { rows } = await sql<{ wall: string; shown: string; earlier: boolean }>`
        select w.wall::text, (local_instant(w.wall, ${zone}) at time zone ${zone})::text as shown,
          exists (select from generate_series(local_instant(w.wall, ${zone}) - interval '3 hours', local_instant(w.wall, ${zone}) - interval '1 minute', interval '1 minute') e where e at time zone ${zone} = w.wall) as earlier
        from (select timestamp '2026-01-01' + make_interval(mins => m) as wall from unnest(${list}::int[]) m) w`.execute(t.house.db.system)
      for (const { wall, shown, earlier } of rows) {
        expect(shown >= wall, `${wall} ${shown}`).toBe(true)
        expect(earlier, wall).toBe(false)
      }
    }), { numRuns: 20, seed: 20_261_124 })
  })
})

describe('hours', () => {
  test('no hours are any hour; within them is now', async () => {
    expect(await open('2026-11-24T02:00:00Z', 'Europe/Kyiv', null)).toBe('2026-11-24T02:00:00.000Z')
    expect(await open('2026-11-24T10:00:00Z', 'Europe/Kyiv', DAYTIME)).toBe('2026-11-24T10:00:00.000Z')
    expect(await open('2026-11-24T07:00:00Z', 'Europe/Kyiv', DAYTIME)).toBe('2026-11-24T07:00:00.000Z')
  })

  test('before opening waits for it, from closing on waits for the next day, each on the clock of the place', async () => {
    expect(await open('2026-11-24T04:00:00Z', 'Europe/Kyiv', DAYTIME)).toBe('2026-11-24T07:00:00.000Z')
    expect(await open('2026-11-24T18:00:00Z', 'Europe/Kyiv', DAYTIME)).toBe('2026-11-25T07:00:00.000Z')
    expect(await open('2026-11-24T18:00:00Z', 'America/New_York', DAYTIME)).toBe('2026-11-24T18:00:00.000Z')
    expect(await open('2026-11-24T18:00:00Z', 'Asia/Shanghai', DAYTIME)).toBe('2026-11-25T01:00:00.000Z')
  })

  test('a closed weekend and a day off are passed over; a weekend day that is worked has the hours of a Monday', async () => {
    expect(await open('2026-11-27T17:00:00Z', 'Europe/Kyiv', WORKDAYS)).toBe('2026-11-30T07:00:00.000Z')
    expect(await open('2026-11-27T17:00:00Z', 'Europe/Kyiv', WORKDAYS, { off: ['2026-11-30', '2026-12-01'] })).toBe('2026-12-02T07:00:00.000Z')
    expect(await open('2026-10-09T23:00:00Z', 'Asia/Shanghai', WORKDAYS, { work: ['2026-10-10'] })).toBe('2026-10-10T01:00:00.000Z')
    expect(await open('2026-10-09T23:00:00Z', 'Asia/Shanghai', WORKDAYS)).toBe('2026-10-12T01:00:00.000Z')
  })

  test('open around the clock, and until midnight', async () => {
    const night = everyDay({ open: '00:00', close: '24:00' })
    expect(await open('2026-11-24T21:59:30Z', 'Europe/Kyiv', night)).toBe('2026-11-24T21:59:30.000Z')
    expect(await open('2026-11-24T21:59:30Z', 'Europe/Kyiv', everyDay({ open: '09:00', close: '24:00' }))).toBe('2026-11-24T21:59:30.000Z')
    expect(await open('2026-11-24T22:00:00Z', 'Europe/Kyiv', everyDay({ open: '09:00', close: '24:00' }))).toBe('2026-11-25T07:00:00.000Z')
  })

  test('an opening that the clock skips is the end of the gap; one that it shows twice is the first', async () => {
    const early = everyDay({ open: '03:30', close: '05:00' })
    expect(await open('2026-03-29T00:00:00Z', 'Europe/Kyiv', early)).toBe('2026-03-29T01:00:00.000Z')
    expect(await open('2026-10-25T00:00:00Z', 'Europe/Kyiv', early)).toBe('2026-10-25T00:30:00.000Z')
    // 03:10 in the second pass: it has opened an hour before.
    expect(await open('2026-10-25T01:10:00Z', 'Europe/Kyiv', early)).toBe('2026-10-25T01:10:00.000Z')
  })

  test('what has to wait is spread after opening, each seed always at its own moment, and never beyond closing', async () => {
    const moments = await Promise.all(Array.from({ length: 200 }, (_, n) => open('2026-11-24T02:00:00Z', 'Europe/Kyiv', DAYTIME, { spread_s: 1800, seed: `con_${n}` })))
    expect(moments.every((at) => at >= '2026-11-24T07:00:00.000Z' && at < '2026-11-24T07:30:00.000Z')).toBe(true)
    const inFirstTenth = moments.filter((at) => at < '2026-11-24T07:03:00.000Z').length
    expect(inFirstTenth).toBeGreaterThan(5)
    expect(inFirstTenth).toBeLessThan(50)
    expect(await open('2026-11-23T23:00:00Z', 'Europe/Kyiv', DAYTIME, { spread_s: 1800, seed: 'con_1' })).toBe(moments[1])
    const short = await Promise.all(Array.from({ length: 50 }, (_, n) => open('2026-11-24T02:00:00Z', 'Europe/Kyiv', everyDay({ open: '09:00', close: '09:10' }), { spread_s: 1800, seed: `con_${n}` })))
    expect(short.every((at) => at < '2026-11-24T07:10:00.000Z')).toBe(true)
  })
})
