import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Cx } from '../../accounts/index.ts'
import { audienceQuery, theirContacts, type Rule } from '../../customers/index.ts'
import { csvLine } from '../../platform/csv.ts'

const PAGE = 2000
type Row = { id: string; name: string | null; email: string | null; phone: string | null; locale: string | null; country: string | null; time_zone: string; tags: string[]; consented: string[]; traits: Record<string, string> | null; created_at: Date }

/**
 * The people of a segment as CSV, in UTF-8 with a mark that makes Excel read it as such, by pages of their ids: bounded memory, and no cell that
 * a spreadsheet would run. A column for each trait that the workspace has.
 */
export async function peopleAsCsv(cx: Cx, rule: Rule): Promise<Readable> {
  const db = cx.db.system
  const traits = (await db.selectFrom('trait').select('name').where('workspace_id', '=', cx.workspace.id).orderBy('name').limit(500).execute()).map((row) => row.name)
  const audience = await audienceQuery(db, cx.workspace.id, rule, cx.now)
  const identity = (kind: string) => sql`(select i.value from identity i where i.workspace_id = c.workspace_id and i.contact_id in ${theirContacts} and i.kind = ${kind} order by i.contact_id <> c.id, i.id limit 1)`

  async function* lines(): AsyncGenerator<string> {
    yield `\uFEFF${csvLine(['id', 'name', 'email', 'phone', 'locale', 'country', 'time_zone', 'tags', 'consents', 'created_at', ...traits.map((name) => `trait: ${name}`)])}`
    for (let after = ''; ;) {
      const { rows } = await sql<Row>`
        select c.id, c.name, ${identity('email')} as email, ${identity('phone')} as phone, c.locale, c.country, coalesce(c.time_zone, c.time_zone_assumed) as time_zone, c.created_at,
          array(select distinct t.tag::text from contact_tag t where t.workspace_id = c.workspace_id and t.contact_id in ${theirContacts} order by 1) as tags,
          array(select s.medium || ':' || max(s.state) from consent_state s where s.workspace_id = c.workspace_id and s.person_id = c.id and s.topic_id = '*' group by s.medium order by 1) as consented,
          (select json_object_agg(t.name, v.text_value) from contact_trait v join trait t on t.workspace_id = v.workspace_id and t.id = v.trait_id where v.workspace_id = c.workspace_id and v.contact_id = c.id) as traits
        from (select c.* ${audience} and c.id > ${after} order by c.id limit ${sql.lit(PAGE)}) c order by c.id`.execute(db)
      if (rows.length > 0) yield rows.map((row) => csvLine([row.id, row.name ?? '', row.email ?? '', row.phone ?? '', row.locale ?? '', row.country ?? '', row.time_zone, row.tags.join(', '), row.consented.join(', '), row.created_at.toISOString(), ...traits.map((name) => row.traits?.[name] ?? '')])).join('')
      if (rows.length < PAGE) return
      after = rows.at(-1)!.id
    }
  }
  return Readable.from(lines(), { objectMode: false })
}
