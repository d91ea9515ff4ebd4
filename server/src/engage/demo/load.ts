import { sql } from 'kysely'
import { workspaceFacts, type WorkspaceFacts } from '../../accounts/index.ts'
import { forgetTexts, lockContacts, recordEvents, textsOf, upsertContacts } from '../../customers/index.ts'
import { forgetInSandbox } from '../../deliver/index.ts'
import { system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import type { Task } from '../../platform/jobs/index.ts'
import { startDemoCampaign } from '../campaigns/index.ts'
import { demoEvents } from './history.ts'
import { demoContact, DEMO_TAG } from './people.ts'
import { setStatus } from './status.ts'
import { addDemoChats, demoForms } from './unfinished.ts'
import { DEMO_CASCADE, demoContents } from './texts.ts'

export const DEMO_CONTACTS = 5000
const BATCH = 250

async function loadBatch(house: House, workspace: WorkspaceFacts, from: number): Promise<void> {
  const now = house.clock()
  const numbers = Array.from({ length: Math.min(BATCH, DEMO_CONTACTS - from) }, (_, index) => from + index)
  await system(house.db, 'demo', workspace.id, async (tx) => {
    const outcomes = await upsertContacts(house, tx, workspace, numbers.map((n) => demoContact(n, now)), { now, origin: 'demo' })
    // A batch that is run again after a crash finds its people and adds no history twice.
    const created = outcomes.flatMap((outcome, index) => (outcome.status === 'created' ? [{ n: numbers[index]!, contact_id: outcome.contact_id }] : []))
    await recordEvents(house, tx, workspace.id, created.flatMap(({ n, contact_id }) => [...demoEvents(n, contact_id, now), ...demoForms(n, contact_id, now)]), now)
    await addDemoChats(house, tx, workspace, created, now)
    await setStatus(tx, workspace.id, { status: 'loading', progress: (from + numbers.length) / DEMO_CONTACTS * 0.95 }, now)
  })
}

const NAMES: Record<string, { vip: string; buyers: string; asleep: string; left: string; finished: string; draft: string }> = {
  en: { vip: 'Demo: regulars', buyers: 'Demo: bought in 30 days', asleep: 'Demo: looked, did not buy', left: 'Demo: left a basket or a form', finished: 'Demo: thanks to regulars', draft: 'Demo: come back' },
  uk: { vip: 'Демо: постійні', buyers: 'Демо: купували за 30 днів', asleep: 'Демо: дивилися, не купили', left: 'Демо: не завершили кошик чи форму', finished: 'Демо: подяка постійним', draft: 'Демо: повертайтеся' },
  ru: { vip: 'Демо: постоянные', buyers: 'Демо: покупали за 30 дней', asleep: 'Демо: смотрели, не купили', left: 'Демо: не завершили корзину или форму', finished: 'Демо: спасибо постоянным', draft: 'Демо: возвращайтесь' },
  ka: { vip: 'დემო: მუდმივები', buyers: 'დემო: იყიდეს 30 დღეში', asleep: 'დემო: ნახეს, არ იყიდეს', left: 'დემო: დატოვეს კალათა ან ფორმა', finished: 'დემო: მადლობა მუდმივებს', draft: 'დემო: დაბრუნდით' },
  zh: { vip: '演示：老顾客', buyers: '演示：30天内购买', asleep: '演示：看过未买', left: '演示：购物车或表单未完成', finished: '演示：感谢老顾客', draft: '演示：欢迎回来' },
}

async function addSegments(tx: SystemTx, workspace: WorkspaceFacts, now: Date): Promise<{ vip: string; asleep: string }> {
  const names = NAMES[workspace.default_locale] ?? NAMES.en!
  const demo = { tag: DEMO_TAG }
  const rules = {
    vip: { all: [demo, { tag: 'vip' }] },
    buyers: { all: [demo, { event: { type: 'Order Completed', did: true, in_last_days: 30 } }] },
    left: { all: [demo, { any: [{ unfinished: { what: 'basket', has: true, idle_hours: 3 } }, { unfinished: { what: 'form', has: true, idle_hours: 3 } }] }] },
    asleep: { all: [demo, { event: { type: 'Product Viewed', did: true } }, { event: { type: 'Order Completed', did: false, in_last_days: 90 } }] },
  }
  const rows = Object.entries(rules).map(([key, rule]) => ({ key, id: newId('seg'), name: names[key as keyof typeof rules], rule: JSON.stringify(rule) }))
  await tx.insertInto('segment').values(rows.map(({ id, name, rule }) => ({ workspace_id: workspace.id, id, name, rule, origin: 'demo', created_by: 'demo', created_at: now, updated_at: now }))).execute()
  const idOf = (key: string) => rows.find((row) => row.key === key)!.id
  return { vip: idOf('vip'), asleep: idOf('asleep') }
}

/** Its templates and its cascade, as a marketer would have saved them. */
async function addTexts(tx: SystemTx, workspace: WorkspaceFacts, names: Record<'thanks' | 'come_back', string>, now: Date): Promise<ReturnType<typeof demoContents>> {
  const contents = demoContents(workspace.default_locale)
  const common = { workspace_id: workspace.id, origin: 'demo', created_at: now, updated_at: now }
  await tx.insertInto('template').values((['thanks', 'come_back'] as const).map((key) => ({ ...common, id: newId('tpl'), name: names[key], class: 'marketing', content: JSON.stringify(contents[key]) }))).execute()
  await tx.insertInto('cascade').values({ ...common, id: newId('csc'), name: DEMO_CASCADE.name, steps: JSON.stringify(DEMO_CASCADE.steps) }).execute()
  return contents
}

/** Brings a shop to life: its people and their history, then one campaign that really runs through the sandbox, and a draft. */
export const loadDemo: Task = async (house, { workspace_id }) => {
  const workspace = await workspaceFacts(house.db.system, workspace_id)
  try {
    for (let from = 0; from < DEMO_CONTACTS; from += BATCH) await loadBatch(house, workspace, from)
    // The audience of the campaign is read right after: with the statistics of an empty table that would be slow.
    await house.db.pools.owner.query('analyze contact, identity, endpoint, contact_trait, contact_tag, consent_state, event')
    await system(house.db, 'demo', workspace_id, async (tx) => {
      const now = house.clock()
      await lockContacts(tx, workspace_id)
      const known = await tx.selectFrom('segment').select('id').where('workspace_id', '=', workspace_id).where('origin', '=', 'demo').limit(1).executeTakeFirst()
      if (!known) {
        const segments = await addSegments(tx, workspace, now)
        const names = NAMES[workspace.default_locale] ?? NAMES.en!
        const contents = await addTexts(tx, workspace, { thanks: names.finished, come_back: names.draft }, now)
        const { steps } = DEMO_CASCADE
        await startDemoCampaign(tx, workspace, { name: names.finished, segment_id: segments.vip, content: contents.thanks, steps, launch: true }, now)
        await startDemoCampaign(tx, workspace, { name: names.draft, segment_id: segments.asleep, content: contents.come_back, steps, launch: false }, now)
      }
      await setStatus(tx, workspace_id, { status: 'loaded', progress: 1 }, now)
    })
  } catch (error) {
    await system(house.db, 'demo', workspace_id, (tx) => setStatus(tx, workspace_id, { status: 'failed', progress: 0 }, house.clock()))
    throw error
  }
}

/** Takes away exactly what the demo brought: everything that carries its origin, and what hangs on its people. */
export const removeDemo: Task = async (house, { workspace_id }) => {
  await calm(house, workspace_id)
  for (let tries = 1; ; tries += 1) {
    try {
      return await removeAll(house, workspace_id)
    } catch (error) {
      // Its campaign may be on its way, and the crowd may be answering: whoever comes second to the same rows begins anew.
      if ((error as { code?: string }).code !== '40P01' || tries === 10) throw error
    }
  }
}

/** Nothing more is handed over to its people, and what is under way has come to its end. */
async function calm(house: House, workspace_id: string): Promise<void> {
  await system(house.db, 'demo', workspace_id, async (tx) => {
    await sql`update run r set state = 'stopped' from campaign c where r.workspace_id = ${workspace_id} and c.workspace_id = r.workspace_id and c.id = r.source_id and c.origin = 'demo' and r.state in ('planning', 'sending', 'paused')`.execute(tx)
    await sql`delete from queue_item q using contact c where q.workspace_id = ${workspace_id} and c.workspace_id = q.workspace_id and c.id = q.contact_id and c.origin = 'demo'`.execute(tx)
  })
  for (let n = 0; n < 150; n += 1) {
    const { rows } = await sql`select from in_hand h join attempt a on a.workspace_id = h.workspace_id and a.id between h.first_attempt and h.last_attempt and a.state = 'sending' join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id and c.origin = 'demo' where h.workspace_id = ${workspace_id} limit 1`.execute(house.db.system)
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function removeAll(house: House, workspace_id: string): Promise<void> {
  await system(house.db, 'demo', workspace_id, async (tx) => {
    const theirs = sql`(select id from contact where workspace_id = ${workspace_id} and origin = 'demo')`
    const runs = sql`(select r.id from run r join campaign c on c.workspace_id = r.workspace_id and c.id = r.source_id where r.workspace_id = ${workspace_id} and c.origin = 'demo')`
    const said = await sql<{ content_id: string }>`
      select content_id from run where workspace_id = ${workspace_id} and id in ${runs} and content_id is not null union
      select content_id from message where workspace_id = ${workspace_id} and contact_id in ${theirs}`.execute(tx)
    const people = await sql<{ id: string }>`select id from contact where workspace_id = ${workspace_id} and origin = 'demo'`.execute(tx)
    const sentences = await textsOf(tx, workspace_id, people.rows.map((row) => row.id))
    await forgetInSandbox(tx, workspace_id, theirs)
    // A receipt that was written in the same moment as its hand-over still waits for it to be found; nothing more comes, now that its people are gone.
    await sql`delete from receipt_waiting w using attempt a where w.workspace_id = ${workspace_id} and a.workspace_id = w.workspace_id and a.connection_id = w.connection_id and a.provider_ref = w.provider_ref and a.contact_id in ${theirs}`.execute(tx)
    await sql`delete from attempt_by_ref r using attempt a where r.workspace_id = ${workspace_id} and a.workspace_id = r.workspace_id and r.connection_id = a.connection_id and r.provider_ref = a.provider_ref and r.attempt_id = a.id and a.contact_id in ${theirs}`.execute(tx)
    for (const table of ['queue_item', 'attempt', 'message', 'event']) await sql`delete from ${sql.table(table)} where workspace_id = ${workspace_id} and contact_id in ${theirs}`.execute(tx)
    for (const table of ['cap_use', 'cap_hold', 'content_key_use']) await sql`delete from ${sql.table(table)} where workspace_id = ${workspace_id} and person_id in ${theirs}`.execute(tx)
    await sql`delete from due where workspace_id = ${workspace_id} and run_id in ${runs}`.execute(tx)
    await sql`delete from run_delta where workspace_id = ${workspace_id} and run_id in ${runs}`.execute(tx)
    await sql`update campaign set run_id = null, rehearsal_run_id = null where workspace_id = ${workspace_id} and origin = 'demo'`.execute(tx)
    await sql`delete from run r where r.workspace_id = ${workspace_id} and r.source_id in (select id from campaign where workspace_id = ${workspace_id} and origin = 'demo')`.execute(tx)
    // What was said to others as well stays.
    await sql`delete from content c where c.workspace_id = ${workspace_id} and c.id = any (${said.rows.map((row) => row.content_id)}::text[])
      and not exists (select from run r where r.workspace_id = c.workspace_id and r.content_id = c.id) and not exists (select from message m where m.workspace_id = c.workspace_id and m.content_id = c.id)`.execute(tx)
    for (const table of ['campaign', 'segment', 'template', 'cascade', 'contact', 'product']) await sql`delete from ${sql.table(table)} where workspace_id = ${workspace_id} and origin = 'demo'`.execute(tx)
    await forgetTexts(tx, workspace_id, sentences)
    await sql`delete from trait t where t.workspace_id = ${workspace_id} and t.name in ('city', 'orders', 'loyalty', 'birthday') and not exists (select from contact_trait v where v.workspace_id = t.workspace_id and v.trait_id = t.id)`.execute(tx)
    await setStatus(tx, workspace_id, { status: 'absent', progress: 0 }, house.clock())
  })
}
