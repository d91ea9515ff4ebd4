import { sql } from 'kysely'
import { mutate, requirePermission, type Cx } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import type { Medium } from '../../platform/media.ts'
import { fail, failAt, notFound } from '../../platform/problem.ts'
import { checkCompiles, readBrand } from '../library/index.ts'
import { resolveLocale, type Content } from '../templates/index.ts'
import { addressFor } from './address.ts'
import type { NewTestInput } from './contract.ts'
import { findTest } from './read.ts'
import { wayOf } from './way.ts'

const HOURLY = 30
const HOUR_MS = 3_600_000
const KEPT_MS = 30 * 24 * HOUR_MS

/** At most thirty an hour: enough to look, too few to write to people by. Counted one at a time for each workspace. */
async function checkLimit(cx: Cx, tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`test_send ${cx.workspace.id}`}, 0))`.execute(tx)
  await tx.deleteFrom('test_send').where('workspace_id', '=', cx.workspace.id).where('created_at', '<', new Date(cx.now.getTime() - KEPT_MS)).execute()
  const recent = await tx.selectFrom('test_send').select('created_at').where('workspace_id', '=', cx.workspace.id).where('created_at', '>', new Date(cx.now.getTime() - HOUR_MS)).orderBy('created_at', 'desc').limit(HOURLY).execute()
  if (recent.length < HOURLY) return
  const minutes = Math.ceil((recent.at(-1)!.created_at.getTime() + HOUR_MS - cx.now.getTime()) / 60_000)
  fail('too_many_requests', `A workspace sends at most ${HOURLY} tests an hour. The next can go in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`)
}

async function contentOf(tx: Tx, input: NewTestInput, template_id: string | undefined): Promise<{ content: Content; class: string }> {
  if (!template_id) return { content: input.content ?? failAt('/content', 'missing', 'Say what to send.'), class: input.class ?? 'marketing' }
  const row = (await tx.selectFrom('template').select(['content', 'class']).where('id', '=', template_id).executeTakeFirst()) ?? notFound('template')
  return { content: input.content ?? (row.content as Content), class: input.class ?? row.class }
}

async function localeOf(tx: Tx, content: Content, { locale, contact_id }: NewTestInput): Promise<string> {
  const person = contact_id ? ((await tx.selectFrom('contact').select('locale').where('id', '=', contact_id).executeTakeFirst()) ?? notFound('contact')) : undefined
  return resolveLocale(content, locale ?? person?.locale ?? content.default_locale)
}

/** Asks for one test: whatever would refuse it is said now, and the hand-over itself is a job of the same transaction. */
export function sendTest(cx: Cx, input: NewTestInput, template_id?: string) {
  requirePermission(cx, 'messages:write')
  return mutate(cx, 'content:write', async (tx, audit) => {
    const medium = input.medium as Medium
    const chosen = await contentOf(tx, input, template_id)
    const locale = await localeOf(tx, chosen.content, input)
    const { address, country } = addressFor(medium, input.to, cx.workspace.country)
    const way = await wayOf(cx, tx, { medium, country, message_class: chosen.class, connection_id: input.connection_id })
    await checkCompiles(chosen.content, await readBrand(tx, cx.workspace), locale, [medium])
    await checkLimit(cx, tx)
    const id = newId('tst')
    const { contact_id, contact, data } = input
    await tx.insertInto('test_send').values({
      workspace_id: cx.workspace.id, id, template_id: template_id ?? null, ...way, medium, to_address: address, locale, class: chosen.class,
      request: JSON.stringify({ content: chosen.content, contact_id, contact, data }), state: 'queued', created_at: cx.now,
    }).execute()
    await enqueue(tx, 'send_test', { workspace_id: cx.workspace.id, payload: { test_id: id } })
    audit('test', id, { medium, to: address, connection_id: way.connection_id })
    return findTest(cx, tx, id)
  })
}
