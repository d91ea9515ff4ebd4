import { type Kysely, sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { Choice, Id, mutate, Nullable, read, type Cx } from '../../accounts/index.ts'
import type { DB, Tx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { bytesOfId, idOfBytes } from '../../platform/ids.ts'
import { MEDIA } from '../../platform/media.ts'
import { notFound } from '../../platform/problem.ts'
import type { Medium } from '../media.ts'
import { letJoin, requireSandbox } from '../channels/index.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'

/** How many people are given a link in one call: each link is sealed, which takes 10 µs. */
const CROWD = 10_000

export const ChatLink = Type.Object({
  medium: Choice(MEDIA), connection_id: Id('cnn'), connection: Type.String(), opened: Type.Boolean({ description: 'The person has opened it already' }),
  url: Nullable(Type.String({ description: 'The person\'s own link; null until the connection was checked' })),
}, { title: 'ChatLink' })
export const JoinInput = Type.Object({ after: Type.Optional(Id('con')) }, { title: 'SandboxJoin', additionalProperties: false })
export const Joined = Type.Object({ asked: Type.Integer(), telegram: Type.Integer(), push: Type.Integer(), after: Nullable(Type.String({ description: 'Where to go on; null when everybody was asked' })) }, { title: 'SandboxJoined' })

/** What a deep link carries: the contact's id, sealed, so that nobody can bind their chat to another person. 38 characters. */
function payloadFor(house: Pick<House, 'secrets'>, contact_id: string): string {
  return house.secrets.seal(bytesOfId(contact_id))
}

/** The contacts that payloads of our links mean; what we did not seal, or sealed for another workspace, means nobody. */
export async function contactsByPayload(house: Pick<House, 'secrets'>, tx: Tx, workspace_id: string, payloads: string[]): Promise<Map<string, { contact_id: string; identities: { kind: string; value: string }[] }>> {
  const ids = new Map(payloads.flatMap((payload) => {
    const sealed = house.secrets.open(payload)
    return sealed?.length === 16 ? [[payload, idOfBytes('con', sealed)] as const] : []
  }))
  if (ids.size === 0) return new Map()
  const wanted = [...new Set(ids.values())]
  const contacts = await tx.selectFrom('contact').select('id').where('workspace_id', '=', workspace_id).where('id', 'in', wanted).execute()
  const identities = Map.groupBy(await tx.selectFrom('identity').select(['contact_id', 'kind', 'value']).where('workspace_id', '=', workspace_id).where('contact_id', 'in', wanted).execute(), (row) => row.contact_id)
  const known = new Set(contacts.map((row) => row.id))
  return new Map([...ids].filter(([, id]) => known.has(id)).map(([payload, contact_id]) => [payload, { contact_id, identities: (identities.get(contact_id) ?? []).map(({ kind, value }) => ({ kind, value })) }]))
}

/** A person's own links to what they must open themselves, on the connections that are in use now; opened on whichever of their contacts. */
export async function chatLinksOf(house: Pick<House, 'secrets' | 'config'>, db: Kysely<DB>, workspace: { id: string; environment: string }, contact_id: string): Promise<Static<typeof ChatLink>[]> {
  const connections = await db.selectFrom('connection').selectAll().where('workspace_id', '=', workspace.id).where('environment', '=', workspace.environment as 'live').where('archived_at', 'is', null).where('enabled', '=', true).orderBy('created_at').orderBy('id').execute()
  const { rows: endpoints } = await sql<{ medium: string; scope: string }>`select e.medium, e.scope from contact c join contact p on p.workspace_id = c.workspace_id and p.person_id = c.person_id join endpoint e on e.workspace_id = p.workspace_id and e.contact_id = p.id
    where c.workspace_id = ${workspace.id} and c.id = ${contact_id} and e.state = 'active'`.execute(db)
  const payload = payloadFor(house, contact_id)
  return connections.flatMap((row) => {
    const { address, invite } = channelOf(row.channel)
    if (!invite) return []
    const facts = connectionFacts(house, row)
    return (row.media as Medium[]).flatMap((medium) => {
      const url = invite(facts, medium, payload, house)
      return url || address === 'chat' ? [{ medium, connection_id: row.id, connection: row.name, url, opened: endpoints.some((each) => each.medium === medium && each.scope === row.id) }] : []
    })
  })
}

export function listChatLinks(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    if (!(await tx.selectFrom('contact').select('id').where('id', '=', contact_id).executeTakeFirst())) notFound('contact')
    return { data: await chatLinksOf(cx, tx, cx.workspace, contact_id) }
  })
}

/** Gives everybody their links in the sandbox, where the crowd's share presses Start and Allow; 10,000 people a call. */
export function joinCrowd(cx: Cx, { after }: Static<typeof JoinInput>): Promise<Static<typeof Joined>> {
  requireSandbox(cx)
  return mutate(cx, 'sandbox:write', async (tx, audit) => {
    if (after && !(await tx.selectFrom('contact').select('id').where('id', '=', after).executeTakeFirst())) notFound('contact')
    const rows = await tx.selectFrom('contact').select('id').where('archived_at', 'is', null).where('id', '>', after ?? '').orderBy('id').limit(CROWD).execute()
    const joined = await letJoin(tx, cx.workspace.id, rows.map(({ id }) => payloadFor(cx, id)), cx.now)
    audit('sandbox', cx.workspace.id, { asked: rows.length, ...joined })
    return { asked: rows.length, ...joined, after: rows.length < CROWD ? null : rows.at(-1)!.id }
  })
}
