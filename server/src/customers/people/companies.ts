import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'

export type CompanySeen = { contact_id: string; external_id: string; traits: Record<string, unknown>; at: Date }

/** Keeps the companies that `group` calls name, completes what is known of them, and notes who belongs to them. */
export async function rememberCompanies(tx: Tx, workspace_id: string, seen: readonly CompanySeen[], now: Date): Promise<void> {
  if (seen.length === 0) return
  const companies = [...Map.groupBy(seen, (each) => each.external_id)].map(([external_id, all]) => ({ external_id, traits: Object.assign({}, ...all.map((each) => each.traits)) as Record<string, unknown> })).toSorted((a, b) => (a.external_id < b.external_id ? -1 : 1))
  const name = (traits: Record<string, unknown>) => (typeof traits.name === 'string' ? traits.name.slice(0, 200) : null)
  await sql`
    insert into company as c (workspace_id, id, external_id, name, traits, created_at, updated_at)
    select ${workspace_id}, r.id, r.external_id, r.name, r.traits::jsonb, ${now}, ${now}
    from unnest(${pgArray(companies.map(() => newId('cmp')))}::text[], ${pgArray(companies.map((r) => r.external_id))}::text[], ${pgArray(companies.map((r) => name(r.traits)))}::text[], ${pgArray(companies.map((r) => JSON.stringify(r.traits)))}::text[]) as r (id, external_id, name, traits)
    on conflict (workspace_id, external_id) do update set name = coalesce(excluded.name, c.name), traits = c.traits || excluded.traits, updated_at = excluded.updated_at
      where (c.traits || excluded.traits) is distinct from c.traits`.execute(tx)
  await sql`
    insert into contact_company (workspace_id, contact_id, company_id, at)
    select distinct on (r.contact_id, c.id) ${workspace_id}, r.contact_id, c.id, r.at from unnest(${pgArray(seen.map((r) => r.contact_id))}::text[], ${pgArray(seen.map((r) => r.external_id))}::text[], ${pgArray(seen.map((r) => r.at))}::timestamptz[]) as r (contact_id, external_id, at)
      join company c on c.workspace_id = ${workspace_id} and c.external_id = r.external_id order by r.contact_id, c.id, r.at
    on conflict do nothing`.execute(tx)
}
