import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { MEDIA_OF } from './addresses.ts'

export type HashAddress = (medium: string, address: string) => Buffer
export type EndpointInput = { contact_id: string; medium: string; address: string; country: string | null; scope: string }

/** Opens endpoints; those that exist stay as they are. */
export async function insertEndpoints(tx: Tx, workspace_id: string, rows: EndpointInput[], hash: HashAddress, now: Date): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into endpoint (workspace_id, id, contact_id, medium, address, address_hash, country, scope, created_at)
    select ${workspace_id}, r.id, r.contact_id, r.medium, r.address, r.hash, r.country, r.scope, ${now}
    from unnest(${pgArray(rows.map(() => newId('end')))}::text[], ${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.medium))}::text[], ${pgArray(rows.map((r) => r.address))}::text[],
      ${pgArray(rows.map((r) => hash(r.medium, r.address)))}::bytea[], ${pgArray(rows.map((r) => r.country))}::text[], ${pgArray(rows.map((r) => r.scope))}::text[]) as r (id, contact_id, medium, address, hash, country, scope)
    on conflict (workspace_id, medium, address, scope) do nothing`.execute(tx)
}

/** Notes the operators that somebody stated of numbers, or that nobody knows one (null); returns the contacts for whom that was news. */
export async function stateOperators(tx: Tx, workspace_id: string, rows: { address: string; operator: string | null }[]): Promise<string[]> {
  if (rows.length === 0) return []
  const { rows: changed } = await sql<{ contact_id: string }>`
    update endpoint e set operator = r.operator from unnest(${pgArray(rows.map((r) => r.address))}::text[], ${pgArray(rows.map((r) => r.operator))}::text[]) as r (address, operator)
    where e.workspace_id = ${workspace_id} and e.medium = any (${pgArray([...MEDIA_OF.phone!])}::text[]) and e.address = r.address and e.scope = '' and e.operator is distinct from r.operator
    returning e.contact_id`.execute(tx)
  return changed.map((row) => row.contact_id)
}
