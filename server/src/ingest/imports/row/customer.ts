import type { Claim } from '../../../customers/index.ts'
import { cleanCell } from '../repair/text.ts'
import { readNames, type Reader } from './fields.ts'
import type { Plan } from './plan.ts'
import { readIdentities } from './read-row.ts'

/** Whose an order or an event is: what the row names them by, and what they are called. */
export type Customer = { claim: Claim; name: string | null; given_name: string | null; family_name: string | null }

/** The customer that a row names; undefined where it names nobody that could be recognised. */
export function readCustomer(plan: Plan, reader: Reader): Customer | undefined {
  const identities = readIdentities(plan, reader)
  if (identities.length === 0) return undefined
  const first = (kind: string) => identities.find((identity) => identity.kind === kind)
  const phone = first('phone')
  const names = readNames(plan, reader)
  return {
    claim: { user_id: first('external_id')?.value ?? null, anonymous_id: null, previous_id: null, email: first('email')?.value ?? null, phone: phone ? { e164: phone.value, country: phone.country ?? null } : null, trusted: true },
    name: names.name ?? null, given_name: names.given_name ?? null, family_name: names.family_name ?? null,
  }
}

/** The only cell of a target, cleaned; '' where no column has it. */
export function cellOf(plan: Plan, reader: Reader, target: Parameters<Plan['by']['get']>[0]): string {
  const column = plan.by.get(target)?.[0]
  return column ? cleanCell(reader.cell(column)) : ''
}
