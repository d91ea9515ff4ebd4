import { sql } from 'kysely'
import type { Static } from 'typebox'
import { mutate, read, type Cx } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { IdentityRules } from './contract.ts'

export type MergeRule = 'always' | 'verified' | 'never'
export type Rules = Static<typeof IdentityRules>

/**
 * The rules of the house. A browser becomes somebody's by what happens in it; an address makes two contacts one only when
 * somebody who can know says so (a secret key, a member of staff), since anybody can type any address into a form; a
 * number is a family's or an office's too often. Two numbers of one's own customer list never become one by themselves.
 */
export const HOUSE_RULES: Rules = { kinds: { anonymous_id: 'always', email: 'verified', phone: 'never' }, max_contacts: 25 }

export async function rulesOf(tx: Tx, workspace_id: string): Promise<Rules> {
  const { rows: [row] } = await sql<Rules>`select kinds, max_contacts from identity_rules where workspace_id = ${workspace_id}`.execute(tx)
  return row ? { kinds: { ...HOUSE_RULES.kinds, ...row.kinds }, max_contacts: row.max_contacts } : HOUSE_RULES
}

export function getRules(cx: Cx): Promise<Rules> {
  return read(cx, 'contacts:read', (tx) => rulesOf(tx, cx.workspace.id))
}

export function setRules(cx: Cx, input: Rules): Promise<Rules> {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    await sql`insert into identity_rules (workspace_id, kinds, max_contacts, updated_at) values (${cx.workspace.id}, ${JSON.stringify(input.kinds)}::jsonb, ${input.max_contacts}, ${cx.now})
      on conflict (workspace_id) do update set kinds = excluded.kinds, max_contacts = excluded.max_contacts, updated_at = excluded.updated_at`.execute(tx)
    audit('identity_rules', cx.workspace.id, input)
    return input
  })
}
