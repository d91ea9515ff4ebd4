import type pg from 'pg'

const ROLES = ['carillon_app', 'carillon_system'] as const

/** Who a pool acts as: the owner migrates, `carillon_app` serves one workspace, `carillon_system` is the machinery. */
export type DatabaseRole = 'owner' | (typeof ROLES)[number]

/** Roles belong to the whole cluster, and a plain owner may not create them: then start refuses and prints this. */
export class RolesMissing extends Error {
  constructor(user: string, missing: readonly string[]) {
    const lines = missing.map((role) => `  create role ${role} nologin; grant ${role} to ${user};`)
    super(`the database user ${user} may not create the roles Carillon works under. Run once as a superuser:\n${lines.join('\n')}`)
  }
}

/** Makes the two serving roles, or says which SQL makes them. */
export async function ensureRoles(client: pg.Client): Promise<void> {
  const me = await client.query<{ user: string; super: boolean; createrole: boolean }>(
    'select current_user as user, rolsuper as super, rolcreaterole as createrole from pg_roles where rolname = current_user')
  const { user, super: isSuper, createrole } = me.rows[0]!
  const known = await client.query<{ rolname: string; member: boolean }>(
    `select rolname, pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = any ($1)`, [ROLES])
  const missing = ROLES.filter((role) => !known.rows.some((row) => row.rolname === role && (row.member || isSuper)))
  if (missing.length === 0) return
  if (!isSuper && !createrole) throw new RolesMissing(user, missing)
  for (const role of missing) {
    // Two processes may start on one cluster at once.
    await client.query(`do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`)
    await client.query(`do $$ begin grant ${role} to current_user; exception when others then raise notice '%', sqlerrm; end $$`)
  }
}

/** Refuses to serve as a role that row-level security does not bind. */
export async function refuseStrongRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ role: string; strong: boolean; owner: boolean }>(`
    select current_user as role, rolsuper or rolbypassrls as strong,
      exists (select from pg_class c where c.oid = to_regclass('contact') and c.relowner = r.oid) as owner
    from pg_roles r where rolname = current_user`)
  const row = rows[0]!
  if (row.strong || row.owner)
    throw new Error(`the database role ${row.role} ${row.strong ? 'bypasses row-level security' : 'owns the tables'}: tenants would not be kept apart`)
}
