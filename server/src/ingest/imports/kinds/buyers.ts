import { completeNames, identify } from '../../../customers/index.ts'
import type { Customer } from '../row/customer.ts'
import type { Bench } from './kind.ts'

/**
 * Whose these rows are, by the workspace's rules of who is one: contacts are made for the unknown, and what a row calls somebody
 * is written where nobody said it yet. A file never renames anybody. One contact for each customer, in their order.
 */
export async function findBuyers({ house, tx, workspace, now }: Bench, customers: readonly Customer[]): Promise<string[]> {
  const contacts = await identify(house, tx, workspace, customers.map((customer) => customer.claim), now)
  await completeNames(tx, workspace.id, customers.map(({ name, given_name, family_name }, index) => ({ contact_id: contacts[index]!, name, given_name, family_name })), now)
  return contacts
}
