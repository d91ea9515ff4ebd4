import { mutate, read, type Cx } from '../../accounts/index.ts'
import { failAt } from '../../platform/problem.ts'
import type { SendingHoursBody } from './contract.ts'
import { SAME_CONTENT_DAYS } from './judge.ts'

/** A workspace that has said nothing sends at any hour. */
const NOTHING_SAID = { marketing: null, transactional: null, days_off: true, spread_s: 1800, same_content_days: SAME_CONTENT_DAYS, digest_time: '10:00', digest_weekday: 1, updated_at: null }

const COLUMNS = ['marketing', 'transactional', 'days_off', 'spread_s', 'same_content_days', 'digest_time', 'digest_weekday', 'updated_at'] as const

export function getHours(cx: Cx) {
  return read(cx, 'workspace:read', async (tx) => {
    const row = await tx.selectFrom('sending_hours').select(COLUMNS).executeTakeFirst()
    return row ? { ...row, digest_time: row.digest_time.slice(0, 5) } : NOTHING_SAID
  })
}

export function checkWeek(week: SendingHoursBody['marketing'], pointer: string): void {
  if (!week) return
  week.forEach((day, n) => {
    if (day && day.open >= day.close) failAt(`${pointer}/${n}`, 'hours_reversed', `The hours end at ${day.close}, before they begin at ${day.open}.`, 'Hours lie within one day: a day that is open around the clock is 00:00 to 24:00.')
  })
  if (week.every((day) => day === null)) failAt(pointer, 'hours_never_open', 'No day of the week is open: nothing could ever be sent.', 'Open a day, or hold all marketing if that is meant.')
}

/** What waits in the queue is judged by the new hours when it wakes or is claimed. */
export function putHours(cx: Cx, input: SendingHoursBody) {
  checkWeek(input.marketing, '/marketing')
  checkWeek(input.transactional, '/transactional')
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const values = { ...input, marketing: input.marketing && JSON.stringify(input.marketing), transactional: input.transactional && JSON.stringify(input.transactional), updated_at: cx.now }
    const row = await tx.insertInto('sending_hours').values({ workspace_id: cx.workspace.id, ...values }).onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values)).returning(COLUMNS).executeTakeFirstOrThrow()
    const digest_time = row.digest_time.slice(0, 5)
    audit('sending_hours', cx.workspace.id, { marketing: input.marketing !== null, transactional: input.transactional !== null, ...(input.digest_time || input.digest_weekday ? { digest_time, digest_weekday: row.digest_weekday } : {}) })
    return { ...row, digest_time }
  })
}
