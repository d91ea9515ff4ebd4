import { findProducts, foreseeProduct, HISTORY, putProducts, type ProductInput } from '../../../customers/index.ts'
import { readProductRow } from '../row/read-product.ts'
import type { ReadRow } from '../row/read-row.ts'
import type { Seen } from '../seen.ts'
import type { Outcome } from '../tally.ts'
import { traceProducts } from '../queries/trace.ts'
import type { Bench, Kind } from './kind.ts'

const keyOf = (row: ReadRow) => `product\n${row.product!.external_id}`
type Fate = ReturnType<typeof foreseeProduct>

/** The first row about a product has the say, so that the same file again changes nothing. */
function split(rows: readonly ReadRow[], seen: Seen): { fresh: ReadRow[]; repeated: ReadRow[] } {
  const told = new Set<string>()
  const [fresh, repeated]: ReadRow[][] = [[], []]
  for (const row of rows) {
    if (!row.product) continue
    ;(told.has(keyOf(row)) || seen.has(keyOf(row)) ? repeated : fresh)!.push(row)
    told.add(keyOf(row))
  }
  return { fresh: fresh!, repeated: repeated! }
}

/** What the file would put, and what comes of it. What no column of the file has stays as it is stored: its sale price and its currency too. */
async function weigh({ tx, workspace, plan }: Bench, fresh: readonly ReadRow[]): Promise<{ inputs: ProductInput[]; fates: Fate[]; stored: Awaited<ReturnType<typeof findProducts>> }> {
  const stored = await findProducts(tx, workspace.id, fresh.map((row) => row.product!.external_id))
  const inputs = fresh.map(({ product }): ProductInput => {
    const known = stored.get(product!.external_id)
    return {
      ...product!, ...(!plan.by.has('sale_price') && known ? { sale_price_micro: known.sale_price_micro } : {}),
      ...(!product!.currency && known?.currency ? { currency: known.currency } : {}),
    }
  })
  return { stored, inputs, fates: inputs.map((input) => foreseeProduct(stored.get(input.external_id), input, HISTORY, workspace.currency)) }
}

function tell({ fresh, repeated }: ReturnType<typeof split>, fates: readonly Fate[]) {
  const outcomes = new Map<ReadRow, { outcome: Outcome; duplicate: boolean }>()
  fresh.forEach((row, index) => outcomes.set(row, { outcome: { fate: fates[index]!, kept_opt_outs: 0 }, duplicate: false }))
  for (const row of repeated) outcomes.set(row, { outcome: { fate: 'unchanged', kept_opt_outs: 0 }, duplicate: true })
  return { outcomes, keys: fresh.map(keyOf), members: [] }
}

/** The catalogue. A file of it tells nobody that something is back in stock or cheaper: it may be as old as it likes. */
export const productsKind: Kind = {
  read: readProductRow,
  keysOf: (row) => (row.product ? [keyOf(row)] : []),
  async foresee(bench, rows, seen) {
    const all = split(rows, seen)
    return tell(all, (await weigh(bench, all.fresh)).fates)
  },
  async write(bench, rows, seen) {
    const all = split(rows, seen)
    const { inputs, fates, stored } = await weigh(bench, all.fresh)
    await putProducts(bench.tx, bench.workspace, inputs, HISTORY, bench.now, { tell: false })
    await traceProducts(bench.tx, bench.workspace.id, bench.import_id, inputs.map((input) => input.external_id), stored)
    return tell(all, fates)
  },
}
