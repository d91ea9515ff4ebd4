import { sql } from 'kysely'
import { decodeCursor, mutate, read, toPage, type Cx, type PageInput } from '../../accounts/index.ts'
import { checkRule, type Rule } from '../../customers/index.ts'
import { checkSteps, type CascadeStep } from '../../deliver/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, fail, notFound } from '../../platform/problem.ts'
import type { CampaignChangeInput, NewCampaignInput } from './contract.ts'
import { totalsOf } from './figures.ts'

const COLUMNS = ['id', 'name', 'state', 'class', 'topic_id', 'audience', 'content', 'cascade', 'schedule', 'goal', 'budget_micro', 'content_key', 'version', 'run_id', 'rehearsal_run_id', 'origin', 'created_at', 'updated_at'] as const

export type CampaignFacts = Awaited<ReturnType<typeof findCampaign>>

export async function findCampaign(tx: Tx, workspace_id: string, id: string, lock = false) {
  return (await tx.selectFrom('campaign').select(COLUMNS).where('workspace_id', '=', workspace_id).where('id', '=', id).$if(lock, (q) => q.forUpdate()).executeTakeFirst()) ?? notFound('campaign')
}

export function getCampaign(cx: Cx, id: string) {
  return read(cx, 'campaigns:read', (tx) => findCampaign(tx, cx.workspace.id, id))
}

export function listCampaigns(cx: Cx, query: PageInput & { search?: string; state?: string }) {
  return read(cx, 'campaigns:read', async (tx) => {
    const after = decodeCursor(query.after, 1)
    const rows = await tx.selectFrom('campaign').select(COLUMNS).where('archived_at', 'is', null)
      .$if(Boolean(query.search), (q) => q.where('name', 'ilike', `%${query.search!.replaceAll(/[\\%_]/g, '\\$&')}%`))
      .$if(query.state !== undefined, (q) => q.where('state', '=', query.state!))
      .$if(after !== undefined, (q) => q.where('id', '<', String(after![0]))).orderBy('id', 'desc').limit((query.limit ?? 50) + 1).execute()
    const totals = await totalsOf(tx, cx.workspace.id, rows.flatMap((row) => (row.run_id ? [row.id] : [])))
    return toPage(rows.map((row) => ({ ...row, media: [...new Set((row.cascade as CascadeStep[]).flatMap((step) => step.media))], totals: totals.get(row.id) ?? null })), query, (row) => [row.id])
  })
}

/** Whether what the campaign refers to exists in this workspace and can work. */
async function checkParts(tx: Tx, workspace_id: string, input: CampaignChangeInput): Promise<void> {
  if (input.cascade) checkSteps(input.cascade, '/cascade')
  if (!input.audience) return
  if ('rule' in input.audience) checkRule(input.audience.rule, '/audience/rule')
  else if (!(await tx.selectFrom('segment').select('id').where('workspace_id', '=', workspace_id).where('id', '=', input.audience.segment_id).executeTakeFirst())) notFound('segment')
}

const json = (value: unknown) => (value === undefined ? undefined : value === null ? null : JSON.stringify(value))

function columnsOf(input: CampaignChangeInput) {
  const { name, class: kind, topic_id, budget_micro, content_key, audience, content, cascade, schedule, goal } = input
  return Object.fromEntries(Object.entries({ name, class: kind, topic_id, budget_micro, content_key, audience: json(audience), content: json(content), cascade: json(cascade), schedule: json(schedule), goal: json(goal) }).filter(([, value]) => value !== undefined))
}

/** A draft; what is not stated comes from a starter, so that a draft can be rehearsed as soon as it has an audience. */
export function createCampaign(cx: Cx, { template, cascade_id, ...input }: NewCampaignInput) {
  return mutate(cx, 'campaigns:write', async (tx, audit) => {
    await checkParts(tx, cx.workspace.id, input)
    const from = <T extends 'template' | 'cascade'>(table: T, id: string | undefined) => tx.selectFrom(table as 'template').selectAll().where('archived_at', 'is', null)
      .$if(id !== undefined, (q) => q.where('id', '=', id!)).$if(id === undefined && table === 'template', (q) => q.where('class', '=', input.class ?? 'marketing')).orderBy('id').limit(1).executeTakeFirst()
    const starter = input.content ? undefined : ((await from('template', template)) ?? (template ? notFound('template') : undefined))
    const cascade = input.cascade ? undefined : ((await from('cascade', cascade_id)) ?? (cascade_id ? notFound('cascade') : undefined))
    const row = await tx.insertInto('campaign').values({
      workspace_id: cx.workspace.id, id: newId('cmp'), state: 'draft', audience: JSON.stringify({ rule: { all: [] } satisfies Rule }), content: JSON.stringify(starter?.content ?? { default_locale: cx.workspace.default_locale, locales: {} }),
      cascade: JSON.stringify((cascade as unknown as { steps: CascadeStep[] } | undefined)?.steps ?? []), created_by: cx.actor.id, created_at: cx.now, updated_at: cx.now, name: input.name, ...columnsOf(input),
    }).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('campaign', row.id, { name: row.name })
    return row
  })
}

/** Changes a draft. What is under way can only be renamed: its content and audience are frozen. */
export function changeCampaign(cx: Cx, id: string, input: CampaignChangeInput) {
  return mutate(cx, 'campaigns:write', async (tx, audit) => {
    await checkParts(tx, cx.workspace.id, input)
    const before = await findCampaign(tx, cx.workspace.id, id, true)
    if (input.version !== undefined && input.version !== before.version) fail('stale', 'Somebody else saved this campaign after you opened it. Load it again and repeat your change.')
    const { version: _, archived, name, ...frozen } = input
    if (before.state !== 'draft' && Object.keys(frozen).length > 0) conflict('campaign_frozen', `This campaign is ${before.state}: only its name can be changed.`, { hint: 'Copy it to send something else.' })
    if (archived && ['sending', 'paused', 'scheduled'].includes(before.state)) conflict('campaign_under_way', `This campaign is ${before.state}.`, { hint: 'Stop it before you archive it.' })
    const row = await tx.updateTable('campaign').set({ ...columnsOf({ ...frozen, ...(name ? { name } : {}) }), ...(archived === undefined ? {} : { archived_at: archived ? cx.now : null }), version: sql`version + 1`, updated_at: cx.now })
      .where('id', '=', id).returning(COLUMNS).executeTakeFirstOrThrow()
    audit('campaign', id, { changed: Object.keys(input) })
    return row
  })
}

export function copyCampaign(cx: Cx, id: string) {
  return mutate(cx, 'campaigns:write', async (tx, audit) => {
    const { name, class: kind, topic_id, audience, content, cascade, goal, budget_micro } = await findCampaign(tx, cx.workspace.id, id)
    const row = await tx.insertInto('campaign').values({ workspace_id: cx.workspace.id, id: newId('cmp'), state: 'draft', name: `${name} (2)`, class: kind, topic_id, budget_micro, audience: json(audience)!, content: json(content)!, cascade: json(cascade)!, goal: json(goal) ?? null, created_by: cx.actor.id, created_at: cx.now, updated_at: cx.now })
      .returning(COLUMNS).executeTakeFirstOrThrow()
    audit('campaign', row.id, { from: id })
    return row
  })
}
