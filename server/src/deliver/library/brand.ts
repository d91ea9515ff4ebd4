import { mutate, read, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { checkBrand, defaultBrand, type Brand } from '../brand/index.ts'

export async function readBrand(tx: Tx, workspace: Pick<WorkspaceFacts, 'id' | 'name'>): Promise<Brand> {
  const row = await tx.selectFrom('brand').select('body').where('workspace_id', '=', workspace.id).executeTakeFirst()
  return row ? (row.body as Brand) : defaultBrand(workspace.name)
}

export async function seedBrand(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  await tx.insertInto('brand').values({ workspace_id: workspace.id, body: JSON.stringify(defaultBrand(workspace.name)), updated_at: now }).execute()
}

export function getBrand(cx: Cx) {
  return read(cx, 'content:read', async (tx) => {
    const brand = await readBrand(tx, cx.workspace)
    return { brand, problems: checkBrand(brand) }
  })
}

export function changeBrand(cx: Cx, brand: Brand) {
  return mutate(cx, 'content:write', async (tx, audit) => {
    const values = { body: JSON.stringify(brand), updated_at: cx.now }
    await tx.insertInto('brand').values({ workspace_id: cx.workspace.id, ...values }).onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values)).execute()
    audit('brand', cx.workspace.id, { name: brand.name })
    return { brand, problems: checkBrand(brand) }
  })
}
