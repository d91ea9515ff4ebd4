import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { addInterest, findOrders, goodsChanged, nothingOf, removeInterest, sumPurchases, type Item, type OrderRow, type Return } from '../commerce/index.ts'
import { orderPrint } from './prints.ts'

/** An order as it stood before, of one that was changed. */
export type OrderBefore = { store_id: string | null; state: string; currency: string; total_micro: number; refunded_micro: number; coupon: string | null; items: Item[]; returns?: Return[]; at: string; updated_at: string }
export type OrderToTakeBack = { external_id: string; print: string; was: OrderBefore | null }

/** Which of these are as they were left. */
export async function unchangedOrders(tx: Tx, workspace_id: string, rows: readonly Pick<OrderToTakeBack, 'external_id' | 'print'>[], lock = false): Promise<Set<string>> {
  const { rows: same } = await sql<{ external_id: string }>`
    select o.external_id from purchase o join unnest(${pgArray(rows.map((r) => r.external_id))}::text[], ${pgArray(rows.map((r) => r.print))}::text[]) as r (external_id, print) on r.external_id = o.external_id
    where o.workspace_id = ${workspace_id} and ${orderPrint('o')} = r.print ${lock ? sql`for update of o` : sql``}`.execute(tx)
  return new Set(same.map((row) => row.external_id))
}

/** Takes orders back that nobody changed since: those without a `was` go, the others are as they were. What their customers have bought follows. */
export async function takeBackOrders(tx: Tx, workspace: WorkspaceFacts, rows: readonly OrderToTakeBack[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const [made, changed] = [rows.filter((row) => !row.was), rows.filter((row) => row.was)]
  const ids = (some: readonly OrderToTakeBack[]) => some.map((row) => row.external_id)
  const now_there = await findOrders(tx, workspace.id, ids(rows))
  await sql`delete from purchase where workspace_id = ${workspace.id} and external_id = any (${pgArray(ids(made))}::text[])`.execute(tx)
  await sql`
    update purchase p set store_id = w.store_id, state = w.state, currency = w.currency, total_micro = w.total_micro, refunded_micro = w.refunded_micro, coupon = w.coupon, items = w.items, returns = coalesce(w.returns, '[]'), at = w.at, updated_at = w.updated_at
    from unnest(${pgArray(ids(changed))}::text[], ${pgArray(changed.map((r) => JSON.stringify(r.was)))}::text[]) as r (external_id, was),
      jsonb_to_record(r.was::jsonb) as w (store_id text, state text, currency text, total_micro bigint, refunded_micro bigint, coupon text, items jsonb, returns jsonb, at timestamptz, updated_at timestamptz)
    where p.workspace_id = ${workspace.id} and p.external_id = r.external_id`.execute(tx)
  const before = new Map(changed.map((row) => [row.external_id, row.was!]))
  const goods = now_there.map((row): ReturnType<typeof goodsChanged> => {
    const was = before.get(row.external_id)
    return goodsChanged(row, was ? { ...row, items: was.items, returns: was.returns ?? [], state: was.state as OrderRow['state'] } : nothingOf(row))
  })
  await addInterest(tx, workspace.id, [], goods.flatMap(({ more }) => more))
  await removeInterest(tx, workspace.id, [], goods.flatMap(({ less }) => less))
  await sumPurchases(tx, workspace, now_there.map((row) => row.contact_id), now)
}
