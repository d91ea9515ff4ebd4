import { sql, type RawBuilder } from 'kysely'

/**
 * "One of this person's contacts has such a row", as SQL over `contact c`, the person's first contact. The rows of merged
 * people are found through `person_sibling`, which is empty for everybody else: so the planner still joins by contact.
 * `where` is over the alias `t` of `table` and must not name `c`, or PostgreSQL asks it per contact; what compares with
 * the person goes into `outer`, over the columns `x` of the row.
 */
export function somebodyHas(workspace_id: RawBuilder<unknown>, table: RawBuilder<unknown>, where: RawBuilder<unknown>, outer?: { columns: readonly string[]; where: RawBuilder<unknown> }): RawBuilder<boolean> {
  const more = outer ? sql`, ${sql.join(outer.columns.map((column) => sql.ref(`t.${column}`)))}` : sql``
  return sql<boolean>`exists (select from (
    select t.contact_id as id${more} from ${table} t where t.workspace_id = ${workspace_id} and ${where}
    union all select s.contact_id${more} from person_sibling s join ${table} t on t.workspace_id = s.workspace_id and t.contact_id = s.sibling_id where s.workspace_id = ${workspace_id} and ${where}) x
    where x.id = c.id ${outer ? sql`and ${outer.where}` : sql``})`
}

/** What happened in the sandbox or to the demo counts for its own people only. */
export const ownOrigin = { columns: ['origin'], where: sql`x.origin in ('live', c.origin)` } as const

/** The contacts of the person whose first contact is `c`. */
export const theirContacts = sql`(select c.id union all select s.sibling_id from person_sibling s where s.workspace_id = c.workspace_id and s.contact_id = c.id)`
