import type { SystemTx } from '../../platform/database/index.ts'
import { mutate, read, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/problem.ts'

const STARTERS = [
  { name: { en: 'News and offers', uk: 'Новини та пропозиції', ru: 'Новости и предложения', ka: 'სიახლეები და შეთავაზებები', zh: '新闻与优惠' },
    description: { en: 'Sales, new products, invitations', uk: 'Знижки, новинки, запрошення', ru: 'Скидки, новинки, приглашения', ka: 'ფასდაკლებები, ახალი პროდუქტები, მოწვევები', zh: '促销、新品与邀请' } },
  { name: { en: 'Advice and stories', uk: 'Поради та історії', ru: 'Советы и истории', ka: 'რჩევები და ისტორიები', zh: '建议与故事' },
    description: { en: 'How to get more from what you have', uk: 'Як отримати більше від того, що вже маєте', ru: 'Как получить больше от того, что уже есть', ka: 'როგორ მიიღოთ მეტი იმისგან, რაც უკვე გაქვთ', zh: '如何更好地使用您的产品' } },
]

export async function seedTopics(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  await tx.insertInto('topic').values(STARTERS.map((topic) => ({
    workspace_id: workspace.id, id: newId('top'), name: JSON.stringify(topic.name), description: JSON.stringify(topic.description), created_at: now,
  }))).execute()
}

export function listTopics(cx: Cx) {
  return read(cx, 'content:read', async (tx) => ({ data: await tx.selectFrom('topic').select(['id', 'name', 'description', 'created_at']).where('archived_at', 'is', null).orderBy('created_at').orderBy('id').execute() }))
}

export function createTopic(cx: Cx, input: { name: Record<string, string>; description?: Record<string, string> }) {
  return mutate(cx, 'content:write', async (tx, audit) => {
    const row = await tx.insertInto('topic').values({ workspace_id: cx.workspace.id, id: newId('top'), name: JSON.stringify(input.name), description: JSON.stringify(input.description ?? {}), created_at: cx.now })
      .returning(['id', 'name', 'description', 'created_at']).executeTakeFirstOrThrow()
    audit('topic', row.id, { name: input.name })
    return row
  })
}

export function archiveTopic(cx: Cx, id: string) {
  return mutate(cx, 'content:write', async (tx, audit) => {
    const row = await tx.updateTable('topic').set({ archived_at: cx.now }).where('id', '=', id).where('archived_at', 'is', null).returning('id').executeTakeFirst()
    if (!row) return notFound('topic')
    audit('topic', id)
    return null
  })
}
