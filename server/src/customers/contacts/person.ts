import type { Tx } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'

/** The first contact of the person whom an id belongs to: what is said of a person is written there, and the profile carries its id. @throws 404 */
export async function personOf(tx: Tx, workspace_id: string, id: string): Promise<string> {
  return (await tx.selectFrom('contact').select('person_id').where('workspace_id', '=', workspace_id).where('id', '=', id).executeTakeFirst())?.person_id ?? notFound('contact')
}
