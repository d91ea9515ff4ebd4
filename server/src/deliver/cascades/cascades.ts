import { decodeCursor, mutate, read, toPage, type Cx, type PageInput, type WorkspaceFacts } from '../../accounts/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/problem.ts'
import { checkSteps } from './check.ts'
import type { CascadeStep } from './contract.ts'

const COLUMNS = ['id', 'name', 'steps', 'starter', 'created_at', 'updated_at'] as const

const STARTERS: { name: string; steps: CascadeStep[] }[] = [
  { name: 'Viber → SMS → e-mail', steps: [
    { media: ['viber'], success: 'delivered', within_s: 600 }, { media: ['sms'], success: 'delivered', within_s: 3600 }, { media: ['email'], success: 'accepted', within_s: 86_400 }] },
  { name: 'E-mail → SMS', steps: [{ media: ['email'], success: 'clicked', within_s: 86_400 }, { media: ['sms'], success: 'delivered', within_s: 3600 }] },
  { name: 'Telegram + push → Viber → SMS', steps: [
    { media: ['telegram', 'push'], success: 'accepted', within_s: 300 }, { media: ['viber'], success: 'delivered', within_s: 600 }, { media: ['sms'], success: 'delivered', within_s: 3600 }] },
]

export async function seedCascades(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  await tx.insertInto('cascade').values(STARTERS.map((cascade) => ({
    workspace_id: workspace.id, id: newId('csc'), name: cascade.name, steps: JSON.stringify(cascade.steps), starter: true, created_at: now, updated_at: now }))).execute()
}

export function listCascades(cx: Cx, query: PageInput) {
  return read(cx, 'content:read', async (tx) => {
    const after = decodeCursor(query.after, 1)
    const rows = await tx.selectFrom('cascade').select(COLUMNS).where('archived_at', 'is', null)
      .$if(after !== undefined, (q) => q.where('id', '>', String(after![0]))).orderBy('id').limit((query.limit ?? 50) + 1).execute()
    return toPage(rows, query, (row) => [row.id])
  })
}

export function getCascade(cx: Cx, id: string) {
  return read(cx, 'content:read', async (tx) => (await tx.selectFrom('cascade').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? notFound('cascade'))
}

export function createCascade(cx: Cx, input: { name: string; steps: CascadeStep[] }) {
  checkSteps(input.steps)
  return mutate(cx, 'content:write', async (tx, audit) => {
    const row = await tx.insertInto('cascade').values({ workspace_id: cx.workspace.id, id: newId('csc'), name: input.name, steps: JSON.stringify(input.steps), created_at: cx.now, updated_at: cx.now })
      .returning(COLUMNS).executeTakeFirstOrThrow()
    audit('cascade', row.id, { name: row.name })
    return row
  })
}

export function changeCascade(cx: Cx, id: string, input: { name?: string; steps?: CascadeStep[]; archived?: boolean }) {
  if (input.steps) checkSteps(input.steps)
  return mutate(cx, 'content:write', async (tx, audit) => {
    const row = await tx.updateTable('cascade').set({
      ...(input.name ? { name: input.name } : {}), ...(input.steps ? { steps: JSON.stringify(input.steps) } : {}),
      ...(input.archived === undefined ? {} : { archived_at: input.archived ? cx.now : null }), updated_at: cx.now,
    }).where('id', '=', id).returning(COLUMNS).executeTakeFirst()
    if (!row) return notFound('cascade')
    audit('cascade', id, input)
    return row
  })
}
