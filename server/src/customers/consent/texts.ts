import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'

/** Keeps each sentence once and says under which id it stands. */
export async function keepTexts(tx: Tx, workspace_id: string, texts: string[], now: Date): Promise<Map<string, string>> {
  const distinct = [...new Set(texts)]
  if (distinct.length === 0) return new Map()
  const digests = distinct.map((text) => createHash('sha256').update(text).digest())
  const given = sql`unnest(${pgArray(distinct.map(() => newId('cnx')))}::text[], ${digests}::bytea[], ${pgArray(distinct)}::text[]) as g (id, digest, text)`
  await sql`insert into consent_text (workspace_id, id, digest, text, first_at) select ${workspace_id}, g.id, g.digest, g.text, ${now} from ${given} order by g.digest on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ id: string; text: string }>`select id, text from consent_text where workspace_id = ${workspace_id} and digest = any (${digests}::bytea[])`.execute(tx)
  return new Map(rows.map((row) => [row.text, row.id]))
}

/** The sentences that these people said yes or no to. */
export async function textsOf(tx: Tx, workspace_id: string, contact_ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ text_id: string }>`select text_id from consent_entry where workspace_id = ${workspace_id} and contact_id = any (${pgArray(contact_ids)}::text[]) and text_id is not null
    union select text_id from consent_request where workspace_id = ${workspace_id} and contact_id = any (${pgArray(contact_ids)}::text[]) and text_id is not null`.execute(tx)
  return rows.map((row) => row.text_id)
}

/** Forgets those of these sentences that nobody is left to have said yes or no to: a name may stand in one. */
export async function forgetTexts(tx: Tx, workspace_id: string, ids: string[]): Promise<void> {
  await sql`delete from consent_text x where x.workspace_id = ${workspace_id} and x.id = any (${pgArray(ids)}::text[])
    and not exists (select from consent_entry e where e.workspace_id = x.workspace_id and e.text_id = x.id) and not exists (select from consent_request r where r.workspace_id = x.workspace_id and r.text_id = x.id)`.execute(tx)
}
