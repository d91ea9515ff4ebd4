import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import type { Rendered } from './claim.ts'

/** Takes what fits from a purse in the order of the rows; returns what was taken. Whom it does not suffice for is noted. */
function takeFrom(left: number, rows: Rendered[], beyond: Set<string>, mayStop: (row: Rendered) => boolean): number {
  let spent = 0
  for (const row of rows) {
    if (beyond.has(row.claimed.attempt_id)) continue
    if (row.price_micro > left - spent && mayStop(row)) beyond.add(row.claimed.attempt_id)
    else spent += row.price_micro
  }
  return spent
}

/** Takes a batch's prices from the budgets of their runs and of their workspaces' month; returns those beyond: hard stops. */
export async function reserveBudgets(tx: SystemTx, rows: Rendered[], now: Date): Promise<Set<string>> {
  const beyond = new Set<string>()
  await reserveMonths(tx, rows, beyond, now)
  await reserveRuns(tx, rows, beyond)
  return beyond
}

async function reserveRuns(tx: SystemTx, rows: Rendered[], beyond: Set<string>): Promise<void> {
  for (const [run_id, group] of Map.groupBy(rows.filter((row) => row.claimed.budget_left_micro !== null), (row) => row.claimed.run_id!)) {
    const workspace_id = group[0]!.claimed.workspace_id
    const { rows: runs } = await sql<{ left: number }>`select budget_micro - spent_micro as left from run where workspace_id = ${workspace_id} and id = ${run_id} for update`.execute(tx)
    const spent = takeFrom(runs[0]!.left, group, beyond, () => true)
    await sql`update run set spent_micro = spent_micro + ${spent} where workspace_id = ${workspace_id} and id = ${run_id}`.execute(tx)
  }
}

/**
 * A month's budget stops marketing only: what a customer waits for goes out and is counted. It is reserved before the
 * run's, so what the run then refuses stays reserved; that is once a run, at its end.
 */
async function reserveMonths(tx: SystemTx, rows: Rendered[], beyond: Set<string>, now: Date): Promise<void> {
  const limited = rows.filter((row) => row.claimed.month_budget_micro !== null && row.price_micro > 0)
  for (const group of Map.groupBy(limited, (row) => `${row.claimed.workspace_id} ${row.claimed.origin}`).values()) {
    const { workspace_id, origin, month_budget_micro } = group[0]!.claimed
    const { rows: months } = await sql<{ month: string; spent_micro: number }>`
      insert into month_spend (workspace_id, month, origin) select id, date_trunc('month', ${now}::timestamptz at time zone time_zone)::date, ${origin} from workspace where id = ${workspace_id}
      on conflict (workspace_id, month, origin) do update set spent_micro = month_spend.spent_micro returning month, spent_micro`.execute(tx)
    const { month, spent_micro } = months[0]!
    const spent = takeFrom(month_budget_micro! - spent_micro, group, beyond, (row) => row.claimed.class === 'marketing')
    if (spent > 0) await sql`update month_spend set spent_micro = spent_micro + ${spent} where workspace_id = ${workspace_id} and month = ${month}::date and origin = ${origin}`.execute(tx)
  }
}
