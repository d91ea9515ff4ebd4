import { sql } from 'kysely'
import { decodeCursor, mutate, read, toPage, type Cx, type PageInput, type WorkspaceFacts } from '../../accounts/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { fail, notFound } from '../../platform/problem.ts'
import { STARTERS, starterContent } from '../templates/index.ts'
import type { NewTemplateInput, TemplateChangeInput } from './contract.ts'

const COLUMNS = ['id', 'name', 'class', 'content', 'version', 'starter', 'created_at', 'updated_at'] as const

/** What the starters are called, in the language of the workspace. */
const STARTER_NAMES: Record<string, Record<string, string>> = {
  season_sale: { en: 'Season sale', uk: 'Сезонний розпродаж', ru: 'Сезонная распродажа', ka: 'სეზონური ფასდაკლება', zh: '季末促销', kk: 'Маусымдық жеңілдік' },
  order_ready: { en: 'Order is ready', uk: 'Замовлення готове', ru: 'Заказ готов', ka: 'შეკვეთა მზადაა', zh: '订单已备好', kk: 'Тапсырыс дайын' },
}

/** Every workspace begins with templates that are ready in six languages, its own first. */
export async function seedTemplates(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<void> {
  const locale = ['en', 'uk', 'ru', 'ka', 'zh', 'kk'].includes(workspace.default_locale) ? workspace.default_locale : 'en'
  await tx.insertInto('template').values(STARTERS.map((starter) => ({
    workspace_id: workspace.id, id: newId('tpl'), name: STARTER_NAMES[starter.id]![locale]!, class: starter.class, content: JSON.stringify(starterContent(starter.id, locale)), starter: true, created_at: now, updated_at: now,
  }))).execute()
}

export function listTemplates(cx: Cx, query: PageInput & { search?: string }) {
  return read(cx, 'content:read', async (tx) => {
    const after = decodeCursor(query.after, 1)
    const rows = await tx.selectFrom('template').select(COLUMNS).where('archived_at', 'is', null)
      .$if(Boolean(query.search), (q) => q.where('name', 'ilike', `%${query.search!.replaceAll(/[\\%_]/g, '\\$&')}%`))
      .$if(after !== undefined, (q) => q.where('id', '<', String(after![0]))).orderBy('id', 'desc').limit((query.limit ?? 50) + 1).execute()
    return toPage(rows, query, (row) => [row.id])
  })
}

export function getTemplate(cx: Cx, id: string) {
  return read(cx, 'content:read', async (tx) => (await tx.selectFrom('template').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? notFound('template'))
}

export function createTemplate(cx: Cx, input: NewTemplateInput) {
  return mutate(cx, 'content:write', async (tx, audit) => {
    const row = await tx.insertInto('template').values({ workspace_id: cx.workspace.id, id: newId('tpl'), name: input.name, class: input.class ?? 'marketing', content: JSON.stringify(input.content), created_at: cx.now, updated_at: cx.now })
      .returning(COLUMNS).executeTakeFirstOrThrow()
    audit('template', row.id, { name: row.name })
    return row
  })
}

/** Saves a template; one that somebody else saved meanwhile is not overwritten. */
export function changeTemplate(cx: Cx, id: string, { version, archived, content, ...fields }: TemplateChangeInput) {
  return mutate(cx, 'content:write', async (tx, audit) => {
    const before = (await tx.selectFrom('template').select(['id', 'version']).where('id', '=', id).forUpdate().executeTakeFirst()) ?? notFound('template')
    if (version !== undefined && version !== before.version) fail('stale', 'Somebody else saved this template after you opened it. Load it again and repeat your change.')
    const row = await tx.updateTable('template').set({
      ...fields, ...(content ? { content: JSON.stringify(content) } : {}), ...(archived === undefined ? {} : { archived_at: archived ? cx.now : null }), version: sql`version + 1`, updated_at: cx.now,
    }).where('id', '=', id).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('template', id, { changed: Object.keys(fields), content: content !== undefined, archived })
    return row
  })
}
