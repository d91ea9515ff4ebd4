import { findProducts, foreseeProduct, HISTORY, putProducts, type ProductInput } from '../../../customers/index.ts'
import { readProductRow } from '../row/read-product.ts'
import type { ReadRow } from '../row/read-row.ts'
import { traceProducts } from '../queries/trace.ts'
import type { Bench, Kind } from './kind.ts'
import { outcomesOf, splitTold, type KeyOf, type Split } from './told-once.ts'

const keyOf: KeyOf = ({ product }) => product && `product\n${product.external_id}`
type Fate = ReturnType<typeof foreseeProduct>

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

const tell = (all: Split, fates: readonly Fate[]) => ({ ...outcomesOf(all, keyOf, (index) => fates[index]!), members: [] })

/** The catalogue. A file of it tells nobody that something is back in stock or cheaper: it may be as old as it likes. */
export const productsKind: Kind = {
  read: readProductRow,
  keysOf: (row) => [keyOf(row) ?? []].flat(),
  async foresee(bench, rows, seen) {
    const all = splitTold(rows, seen, keyOf)
    return tell(all, (await weigh(bench, all.fresh)).fates)
  },
  async write(bench, rows, seen) {
    const all = splitTold(rows, seen, keyOf)
    const { inputs, fates, stored } = await weigh(bench, all.fresh)
    await putProducts(bench.tx, bench.workspace, inputs, HISTORY, bench.now, { tell: false })
    await traceProducts(bench.tx, bench.workspace.id, bench.import_id, inputs.map((input) => input.external_id), stored)
    return tell(all, fates)
  },
}
