import { sql, type RawBuilder } from 'kysely'

/** How a list names the person that a row `contact` is: their name, else an address. Null for a visitor. */
export const shownName = (person: string): RawBuilder<string | null> => sql`
  coalesce(${sql.ref(`${person}.name`)}, (select i.value from identity i join contact o on o.workspace_id = i.workspace_id and o.id = i.contact_id
    where o.workspace_id = ${sql.ref(`${person}.workspace_id`)} and o.person_id = ${sql.ref(`${person}.id`)} and i.kind in ('email', 'phone') order by i.kind, i.id limit 1))`
