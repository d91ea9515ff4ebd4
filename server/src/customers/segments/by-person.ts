import { sql, type RawBuilder } from 'kysely'

/**
 * How many people a condition is asked of. Of everybody, the rows are read as a set and joined; of few (whoever changed, a
 * sample, one person) they are looked up by person. PostgreSQL guesses 200 people behind any UNION and any number behind a
 * person, so neither plan is left to it: 100,000 of 200,000 people took 1.9 s as 100,000 look-ups, and take 0.3 s as a set.
 */
export type Over = 'everybody' | 'few'

/** The contacts of the person whose first contact is `c`. */
export const theirContacts = sql`(select c.id union all select s.sibling_id from person_sibling s where s.workspace_id = c.workspace_id and s.contact_id = c.id)`

/**
 * One person's rows of a table, as FROM: their contacts first, then the rows of each by its key. OFFSET 0 holds PostgreSQL to that
 * order; where it takes a tag for rare that has just been given, it reads all who have it for each person (1,000 people: 0.6 s a rule).
 */
export const theirRows = (workspace_id: RawBuilder<unknown>, table: RawBuilder<unknown>, where: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select c.id union all select s.sibling_id from person_sibling s where s.workspace_id = c.workspace_id and s.contact_id = c.id) o (id)
    cross join lateral (select t.* from ${table} t where t.workspace_id = ${workspace_id} and t.contact_id = o.id and ${where} offset 0) t`

/** A condition of one person's rows that stays a look-up: EXISTS would be made a join of all people. */
export const lookUp = (from: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`coalesce((select true ${from} limit 1), false)`

/**
 * Rows `t` of a table as a set by person: the contact that has each, and for a contact that was joined to a person the first of theirs.
 * `where` is told by which column of the two the person goes. `more` are columns beside the id.
 */
export const rowsByPerson = (workspace_id: RawBuilder<unknown>, table: RawBuilder<unknown>, where: (person: RawBuilder<unknown>) => RawBuilder<unknown>, more: RawBuilder<unknown> = sql``): RawBuilder<unknown> =>
  sql`select t.contact_id as id${more} from ${table} t where t.workspace_id = ${workspace_id} and ${where(sql`t.contact_id`)}
    union all select s.contact_id${more} from person_sibling s join ${table} t on t.workspace_id = s.workspace_id and t.contact_id = s.sibling_id where s.workspace_id = ${workspace_id} and ${where(sql`s.contact_id`)}`

/**
 * "One of this person's contacts has such a row", as SQL over `contact c`, the person's first contact. The rows of merged
 * people are found through `person_sibling`, which is empty for everybody else: so the planner still joins by contact.
 * `where` is over the alias `t` of `table` and must not name `c`, or PostgreSQL asks it per contact; what compares with
 * the person goes into `outer`, over the columns `x` of the row.
 */
export function somebodyHas(workspace_id: RawBuilder<unknown>, table: RawBuilder<unknown>, where: RawBuilder<unknown>, { outer, over }: { outer?: { columns: readonly string[]; where: RawBuilder<unknown> } | undefined; over?: Over | undefined } = {}): RawBuilder<boolean> {
  const columns = outer ? sql.join(outer.columns.map((column) => sql.ref(`t.${column}`))) : sql``
  if (over === 'few')
    return lookUp(sql`from (select ${columns} from ${theirRows(workspace_id, table, where)}) x ${outer ? sql`where ${outer.where}` : sql``}`)
  const more = outer ? sql`, ${columns}` : sql``
  // What compares with the person, even to no purpose, keeps PostgreSQL from looking everybody up who is in the set.
  const asSet = outer ? sql`and ${outer.where}` : over === 'everybody' ? sql`and x.id >= c.id` : sql``
  return sql<boolean>`exists (select from (${rowsByPerson(workspace_id, table, () => where, more)}) x where x.id = c.id ${asSet})`
}

/** What happened in the sandbox or to the demo counts for its own people only. */
export const ownOrigin = { columns: ['origin'], where: sql`x.origin in ('live', c.origin)` } as const

type Rows = { table: RawBuilder<unknown>; /** Over `t` and the origin of whom the row belongs to. */ where: (origin: RawBuilder<unknown>) => RawBuilder<unknown> }

/** People of whose rows, all their contacts' together, something holds: `having` is over aggregates of `t`. */
export function together(workspace_id: string, { table, where }: Rows, having: RawBuilder<unknown>, over: Over | undefined): RawBuilder<boolean> {
  if (over === 'few') return lookUp(sql`from ${theirRows(sql`${workspace_id}`, table, where(sql`c.origin`))} having count(*) > 0 and ${having}`)
  return sql<boolean>`exists (select from (select p.person_id as id from ${table} t join contact p on p.workspace_id = t.workspace_id and p.id = t.contact_id
    where t.workspace_id = ${workspace_id} and ${where(sql`p.origin`)} group by p.person_id having ${having}) x where x.id = c.id)`
}
