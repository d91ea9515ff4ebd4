import { sql } from 'kysely'
import { mutate, read, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import type { DayOffBody, DayOffQueryInput } from './contract.ts'
import { COUNTRIES, publishedDays, YEARS } from './holidays.ts'

const COLUMNS = ['id', 'country', 'date', 'kind', 'name'] as const

/** Puts days in; one that is there already gets the new kind and name. */
async function saveDays(tx: Tx, workspace_id: string, days: DayOffBody[]) {
  const unique = [...new Map(days.map((day) => [`${day.country}/${day.date}`, day])).values()]
  return tx.insertInto('day_off').values(unique.map((day) => ({ workspace_id, id: newId('dof'), name: '', ...day })))
    .onConflict((conflict) => conflict.columns(['workspace_id', 'country', 'date']).doUpdateSet({ kind: sql`excluded.kind`, name: sql`excluded.name` })).returning(COLUMNS).execute()
}

export async function seedDaysOff(tx: SystemTx, workspace: WorkspaceFacts): Promise<void> {
  await saveDays(tx, workspace.id, COUNTRIES.flatMap((country) => YEARS.flatMap((year) => publishedDays(country, year) ?? [])))
}

export function listDays(cx: Cx, { country, year }: DayOffQueryInput) {
  return read(cx, 'workspace:read', async (tx) => ({
    data: await tx.selectFrom('day_off').select(COLUMNS).$if(country !== undefined, (q) => q.where('country', '=', country!))
      .$if(year !== undefined, (q) => q.where('date', '>=', `${year}-01-01`).where('date', '<=', `${year}-12-31`)).orderBy('country').orderBy('date').execute(),
  }))
}

export function putDay(cx: Cx, day: DayOffBody) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const [row] = await saveDays(tx, cx.workspace.id, [day])
    audit('day_off', row!.id, { country: day.country, date: day.date, kind: day.kind })
    return row!
  })
}

export function importDays(cx: Cx, days: DayOffBody[]) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const saved = (await saveDays(tx, cx.workspace.id, days)).length
    audit('day_off', cx.workspace.id, { saved })
    return { saved }
  })
}

/** Puts the days back that the product knows of a country and year. */
export function putPublishedDays(cx: Cx, { country, year }: { country: string; year: number }) {
  const days = publishedDays(country, year) ?? failAt('/country', 'days_unknown', `The days off of ${country} in ${year} are not known here.`, `Known are ${COUNTRIES.join(', ')} in ${YEARS.join(' and ')}; enter or import others.`)
  return importDays(cx, days)
}

export function removeDay(cx: Cx, id: string) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const row = await tx.deleteFrom('day_off').where('id', '=', id).returning(['country', 'date', 'kind']).executeTakeFirst()
    if (!row) return notFound('day off')
    audit('day_off', id, row)
    return null
  })
}
