import { sql } from 'kysely'
import type { Database } from './connect.ts'

export type Lease = { name: string; holder: string; fence: number; /** taken from a holder that let it run out: it died, or was away for long */ died: boolean }

/** How long a lease lasts unless it is renewed. */
export const LEASE_S = 10

/**
 * Takes a lease or renews one's own. The fence grows with each change of hands, so that whatever an earlier holder still
 * writes is told from the present one's. Times are the database's, the same for all processes.
 */
export async function takeLease(db: Pick<Database, 'system'>, name: string, holder: string): Promise<Lease | undefined> {
  const { rows } = await sql<Lease>`
    with before as (select holder, expires_at from lease where name = ${name})
    insert into lease (name, holder, fence, expires_at) values (${name}, ${holder}, 1, clock_timestamp() + make_interval(secs => ${LEASE_S}))
    on conflict (name) do update set expires_at = excluded.expires_at, holder = excluded.holder, fence = lease.fence + case when lease.holder = excluded.holder and lease.expires_at > clock_timestamp() then 0 else 1 end
      where lease.holder = excluded.holder or lease.expires_at <= clock_timestamp()
    returning name, holder, fence, coalesce((select before.holder not in ('', ${holder}) and before.expires_at <= clock_timestamp() from before), false) as died`.execute(db.system)
  return rows[0]
}

/** Lets go of it: the next holder sees that nobody died. */
export async function giveLease(db: Database, { name, holder, fence }: Lease): Promise<void> {
  await sql`update lease set holder = '', expires_at = clock_timestamp() where name = ${name} and holder = ${holder} and fence = ${fence}`.execute(db.system)
}
