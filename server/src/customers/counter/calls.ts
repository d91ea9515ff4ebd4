import { sql } from 'kysely'
import { mutateAsSystem, type Cx } from '../../accounts/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import { parsePhone, upsertContacts } from '../contacts/index.ts'
import { keyOfMessage, recordOnce } from '../events/index.ts'
import type { NewCallInput } from './contract.ts'

async function callerOf(cx: Cx, tx: SystemTx, input: NewCallInput): Promise<string> {
  if (input.contact_id) {
    const { rows: [row] } = await sql<{ id: string }>`select id from contact where workspace_id = ${cx.workspace.id} and id = ${input.contact_id}`.execute(tx)
    return row?.id ?? notFound('contact')
  }
  if (!input.phone) return failAt('/phone', 'contact_missing', 'Say with whom the call was: contact_id or phone.')
  const phone = parsePhone(input.phone, cx.workspace.country) ?? failAt('/phone', 'phone_invalid', `"${input.phone}" is not a phone number.`, `International, such as +380671234567, or as it is dialled in ${cx.workspace.country}.`)
  const [outcome] = await upsertContacts(cx, tx, cx.workspace, [{ identities: [{ kind: 'phone', value: phone.e164, country: phone.country }] }], { now: cx.now, origin: 'live' })
  return outcome && 'contact_id' in outcome ? outcome.contact_id : failAt('/phone', 'phone_invalid', `"${input.phone}" is not a phone number.`)
}

/** Puts a call by staff, or one that a telephone system reports, on the person's history. */
export function logCall(cx: Cx, input: NewCallInput) {
  return mutateAsSystem(cx, 'calls:write', async (tx, audit) => {
    const contact_id = await callerOf(cx, tx, input)
    const at = input.at ? new Date(input.at) : cx.now
    const { direction, outcome, duration_s, notes } = input
    const [recorded] = await recordOnce(cx, tx, cx.workspace.id, [{
      contact_id, type: 'call.logged', at, source: cx.actor.kind === 'user' ? 'staff' : 'api', origin: 'live', key: input.external_id ? keyOfMessage(`call ${input.external_id}`) : null,
      properties: { direction, outcome, ...(duration_s === undefined ? {} : { duration_s }), ...(notes ? { notes } : {}), by: cx.actor.name },
    }], cx.now)
    audit('contact', contact_id, { outcome: input.outcome })
    return { contact_id, recorded: recorded!, at }
  })
}
