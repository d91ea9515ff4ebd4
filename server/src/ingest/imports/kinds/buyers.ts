import { completeNames, identify, lockContacts } from '../../../customers/index.ts'
import type { Customer } from '../row/customer.ts'
import { tracingPeople } from '../trace-people.ts'
import type { Bench } from './kind.ts'

/**
 * Whose these rows are, by the workspace's rules of who is one: contacts are made for the unknown, and what a row calls somebody
 * is written where nobody said it yet. A file never renames anybody. One contact for each customer, in their order.
 */
export async function findBuyers(bench: Bench, customers: readonly Customer[]): Promise<string[]> {
  const { house, tx, workspace, now } = bench
  await lockContacts(tx, workspace.id)
  const named = customers.map(({ claim: { user_id, email, phone } }) => ({
    identities: [...(user_id ? [{ kind: 'external_id', value: user_id }] : []), ...(email ? [{ kind: 'email', value: email }] : []), ...(phone ? [{ kind: 'phone', value: phone.e164 }] : [])],
  }))
  const { members } = await tracingPeople(bench, named, async () => {
    const { contacts } = await identify(house, tx, workspace, customers.map((customer) => customer.claim), now)
    await completeNames(tx, workspace.id, customers.map(({ name, given_name, family_name }, index) => ({ contact_id: contacts[index]!, name, given_name, family_name })), now)
    return { members: contacts }
  })
  return members
}
