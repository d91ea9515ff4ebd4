import { sql, type RawBuilder } from 'kysely'
import { mutate, read, type Cx } from '../../accounts/index.ts'
import { checkWeek } from '../../deliver/index.ts'
import type { WorkingHoursBody } from './contract.ts'

const day = { open: '09:00', close: '18:00' }
const USUAL = { week: [day, day, day, day, day, null, null], days_off: true, updated_at: null }

export function getWorkingHours(cx: Cx) {
  return read(cx, 'workspace:read', async (tx) => (await tx.selectFrom('working_hours').select(['week', 'days_off', 'updated_at']).executeTakeFirst()) ?? USUAL)
}

export function putWorkingHours(cx: Cx, input: WorkingHoursBody) {
  checkWeek(input.week, '/week')
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const values = { week: JSON.stringify(input.week), days_off: input.days_off, updated_at: cx.now }
    await tx.insertInto('working_hours').values({ workspace_id: cx.workspace.id, ...values }).onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values)).execute()
    audit('working_hours', cx.workspace.id, { days_off: input.days_off })
    return { ...input, updated_at: cx.now }
  })
}

/** When so many working hours have passed, as a SELECT of one value: on the workspace's clock and by the days off of its country. */
export function dueAfter(workspace_id: string, now: Date, hours: RawBuilder<unknown>): RawBuilder<Date> {
  return sql<Date>`(select add_working_time(${now}, w.time_zone, coalesce(h.week, ${JSON.stringify(USUAL.week)}::jsonb), d.days_off, d.workdays, make_interval(hours => ${hours}))
    from workspace w left join working_hours h on h.workspace_id = w.id
    cross join lateral (select array_agg(o.date) filter (where o.kind = 'off') as days_off, array_agg(o.date) filter (where o.kind = 'work') as workdays from day_off o
      where o.workspace_id = w.id and o.country = w.country and o.date between ${now}::timestamptz::date - 1 and ${now}::timestamptz::date + 401 and coalesce(h.days_off, true)) d
    where w.id = ${workspace_id})`
}
