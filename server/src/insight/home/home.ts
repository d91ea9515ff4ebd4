import { sql } from 'kysely'
import { Type } from 'typebox'
import { Choice, mutate, NullableTime, read, type Api, type Cx } from '../../accounts/index.ts'
import { putSandboxAway } from '../../deliver/index.ts'
import { isLoopback } from '../../platform/config.ts'
import { conflict } from '../../platform/problem.ts'

const ChecklistItem = Type.Object({ id: Choice(['contacts', 'rehearsal', 'mail', 'sms', 'messenger', 'public_url', 'team']), done: Type.Boolean(), detail: Type.String() })
const Alert = Type.Object({
  code: Type.String(), name: Type.String({ description: "The connection's name" }), reason: Type.Union([Type.String(), Type.Null()], { description: 'Why, as a code' }),
  detail: Type.String({ description: 'What the provider said; `carillon:CODE` and what follows it is what this server says of it, and what it heard' }), connection_id: Type.Union([Type.String(), Type.Null()]),
})
const Home = Type.Object({
  environment: Choice(['sandbox', 'live']), marketing_held_at: NullableTime, contacts: Type.Integer({ description: 'An estimate above 10,000' }), reachable: Type.Array(Type.Object({ medium: Type.String(), count: Type.Integer() })),
  unread_replies: Type.Integer(), checklist: Type.Array(ChecklistItem), alerts: Type.Array(Alert),
}, { title: 'Home' })

type Facts = { contacts: number; unread: number; rehearsed: boolean; mail: boolean; sms: boolean; messenger: boolean; members: number }

function getHome(cx: Cx) {
  return read(cx, 'workspace:read', async (tx) => {
    const { rows: [facts] } = await sql<Facts>`select
      (select count(*) from (select 1 from contact where archived_at is null and id = person_id and not anonymous limit 1000000) c)::int as contacts,
      (select count(*) from inbound where read_at is null and direction = 'in' and handled_at is null)::int as unread,
      exists (select from campaign where rehearsal_run_id is not null) as rehearsed,
      exists (select from connection where environment = 'live' and archived_at is null and 'email' = any (media) and enabled and checked ->> 'ok' is distinct from 'false') and exists (select from sender where medium = 'email' and state = 'approved' and archived_at is null) as mail,
      exists (select from connection where environment = 'live' and archived_at is null and 'sms' = any (media) and enabled and checked ->> 'ok' is distinct from 'false') and exists (select from sender where medium = 'sms' and state = 'approved' and archived_at is null) as sms,
      exists (select from connection where environment = 'live' and archived_at is null and media && array['telegram', 'viber', 'whatsapp'] and enabled and checked ->> 'ok' is distinct from 'false') as messenger,
      (select count(*) from membership)::int as members`.execute(tx)
    const { rows: reachable } = await sql<{ medium: string; count: number }>`select e.medium, count(distinct e.contact_id)::int as count from endpoint e where e.state = 'active' group by 1 order by 1`.execute(tx)
    const { rows: halted } = await sql<{ id: string; name: string; code: string | null; text: string }>`select id, name, halted ->> 'code' as code, halted ->> 'reason' as text from connection where halted is not null and archived_at is null`.execute(tx)
    const f = facts!
    const loopback = isLoopback(cx.config.public_url)
    return {
      environment: cx.workspace.environment, marketing_held_at: cx.workspace.marketing_held_at, contacts: f.contacts, reachable, unread_replies: f.unread,
      checklist: [
        { id: 'contacts', done: f.contacts > 0, detail: String(f.contacts) }, { id: 'rehearsal', done: f.rehearsed, detail: '' }, { id: 'mail', done: f.mail, detail: '' }, { id: 'sms', done: f.sms, detail: '' },
        { id: 'messenger', done: f.messenger, detail: '' }, { id: 'public_url', done: !loopback, detail: cx.config.public_url }, { id: 'team', done: f.members > 1, detail: String(f.members) }],
      alerts: halted.map((row) => ({ code: 'connection_halted', name: row.name, reason: row.code, detail: row.text, connection_id: row.id })),
    }
  })
}

/**
 * From the sandbox to real people, or back. Going live needs a way out to at least one medium and links that lead somewhere;
 * what happened in the sandbox is put away and counts nowhere.
 */
function setEnvironment(cx: Cx, environment: 'sandbox' | 'live') {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    if (environment === 'live') {
      if (isLoopback(cx.config.public_url)) conflict('loopback_url', `PUBLIC_URL is ${cx.config.public_url}, which nobody else can open.`, { hint: 'Set it to the address under which customers reach this server, and start again.' })
      const live = await tx.selectFrom('connection').select('id').where('environment', '=', 'live').where('enabled', '=', true).where('archived_at', 'is', null).executeTakeFirst()
      if (!live) conflict('nothing_live', 'So far there is only the sandbox.', { hint: 'Connect a mail server, an SMS provider or a messenger first.' })
      const busy = await tx.selectFrom('run').select('id').where('state', 'in', ['planning', 'sending', 'paused']).where('rehearsal', '=', false).executeTakeFirst()
      if (busy) conflict('sandbox_busy', 'A campaign is still under way in the sandbox.', { hint: 'Wait for its end or stop it.' })
      await putSandboxAway(tx, cx.workspace.id, cx.now)
    }
    await tx.updateTable('workspace').set({ environment, updated_at: cx.now }).where('id', '=', cx.workspace.id).execute()
    audit('workspace', cx.workspace.id, { environment })
    return { environment }
  })
}

export function homeRoutes(api: Api): void {
  api.get('/v1/home', { id: 'getHome', summary: 'What there is, and what is still to do', tag: 'Workspace', permission: 'workspace:read', answer: { 200: Home } }, (cx) => getHome(cx))
  const Environment = Type.Object({ environment: Choice(['sandbox', 'live']) }, { additionalProperties: false })
  api.put('/v1/workspace/environment', { id: 'setEnvironment', summary: 'Go live, or back into the sandbox', tag: 'Workspace', permission: 'workspace:write', body: Environment, answer: { 200: Environment } }, (cx, { body }) => setEnvironment(cx, body.environment))
}
