import type pg from 'pg'
import { until, type Product } from './product.ts'

/** Works over one connection that runs no trigger and checks no key: nobody is looked at again for what it writes. */
export async function quietly(database: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await database.connect()
  await client.query('set session_replication_role = replica')
  await work(client)
  client.release(true)
}

/**
 * `n` customers with an address, a number, consents, a city and a tag, put in by SQL: bringing people and finding their segments
 * and stages are other benches. The rows are those that an import writes.
 */
export const bringPeople = ({ database, workspace_id }: Product, n: number, media: readonly string[]): Promise<void> => quietly(database, (client) => insertPeople(client, workspace_id, n, media))

async function insertPeople(database: pg.PoolClient, workspace_id: string, n: number, media: readonly string[]): Promise<void> {
  await database.query(`insert into trait (workspace_id, id, name, type, created_at) values ($1, 'trt_city', 'city', 'text', now()) on conflict do nothing`, [workspace_id])
  for (let from = 0; from < n; from += 50_000) {
    const ids = `from generate_series(${from}, ${Math.min(n, from + 50_000) - 1}) i`
    const contact = `'con_' || lpad(to_hex(i), 32, '0')`
    // As among people: a few names and places are of many, and some of hardly anybody; three hundred and sixty of them.
    const [name, city] = [`'Olena' || floor(300 * power(hashint4(i)::float8 / 4294967296 + 0.5, 2))`, `'Kyiv' || floor(60 * power(hashint4(i + 1)::float8 / 4294967296 + 0.5, 3))`]
    const statements = [
      `insert into contact (workspace_id, id, person_id, name, call_name, locale, time_zone_assumed, country, search_text, origin, created_at, updated_at)
        select $1, ${contact}, ${contact}, 'Person ' || i, ${name}, 'uk', 'Europe/Kyiv', 'UA', 'person ' || i, 'live', now(), now() ${ids}`,
      `insert into identity (workspace_id, id, contact_id, kind, value, created_at) select $1, 'idn_e' || lpad(to_hex(i), 31, '0'), ${contact}, 'email', 'p' || i || '@example.com', now() ${ids}`,
      `insert into identity (workspace_id, id, contact_id, kind, value, created_at) select $1, 'idn_p' || lpad(to_hex(i), 31, '0'), ${contact}, 'phone', '+38067' || lpad(i::text, 7, '0'), now() ${ids}`,
      `insert into contact_trait (workspace_id, trait_id, contact_id, text_value) select $1, 'trt_city', ${contact}, ${city} ${ids}`,
      `insert into contact_tag (workspace_id, contact_id, tag, created_at) select $1, ${contact}, 'all', now() ${ids}`,
      ...media.flatMap((medium) => [
        `insert into endpoint (workspace_id, id, contact_id, medium, address, address_hash, country, scope, created_at)
          select $1, 'end_${medium.slice(0, 3)}' || lpad(to_hex(i), 29, '0'), ${contact}, '${medium}', ${medium === 'email' ? `'p' || i || '@example.com'` : `'+38067' || lpad(i::text, 7, '0')`}, sha256(('${medium}' || i)::bytea), 'UA', '', now() ${ids}`,
        `insert into consent_state (workspace_id, contact_id, person_id, medium, topic_id, state, at, entry_id) select $1, ${contact}, ${contact}, '${medium}', '*', 'opted_in', now(), 'cns_bench' ${ids}`,
      ]),
    ]
    for (const statement of statements) await database.query(statement, [workspace_id])
  }
  await database.query('vacuum analyze contact, identity, endpoint, consent_state, contact_tag, contact_trait')
}

/** Waits until the product has looked at everybody who is new or changed: segments and stages follow within seconds, and are another bench. */
export function settled(database: Pick<pg.Pool, 'query'>): Promise<void> {
  return until(async () => (await database.query('select from contact_changed limit 1')).rowCount === 0, 600_000, 100)
}
