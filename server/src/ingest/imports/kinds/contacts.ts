import { lockContacts, upsertContacts, type UpsertOutcome } from '../../../customers/index.ts'
import { foresee } from '../foresee.ts'
import { readKnown } from '../queries/known.ts'
import { keysOf, takeTurns } from '../repeats.ts'
import { readRow } from '../row/read-row.ts'
import type { Outcome } from '../tally.ts'
import { tracingPeople } from '../trace-people.ts'
import type { Kind } from './kind.ts'

const FATES = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const

function outcomeOf(outcome: UpsertOutcome): Outcome {
  if ('contact_id' in outcome) return { fate: FATES[outcome.status], kept_opt_outs: outcome.kept_opt_outs }
  if (outcome.status === 'conflict') return { refused: 'identity_conflict', message: outcome.detail }
  return { refused: 'contact_unknown', message: 'Nobody here has an address, number or id of this row, and only known contacts were to be updated.' }
}

/** People: created and updated by identity. */
export const contactsKind: Kind = {
  read: readRow,
  keysOf,
  async foresee({ tx, workspace, plan }, rows, seen) {
    const known = await readKnown(tx, workspace.id, rows.flatMap((row) => row.contact ?? []))
    const { mode } = plan.settings
    const { outcomes, keys } = await takeTurns<Outcome>(rows, seen,
      // Whoever an earlier row would create is not stored yet: by then, it would be.
      async (turns) => turns.map(({ contact, duplicate }) => foresee(contact, known, duplicate ? 'upsert' : mode)), (outcome) => 'fate' in outcome)
    return { outcomes, keys, members: [] }
  },
  async write(bench, rows, seen) {
    const { house, tx, workspace, plan, now } = bench
    await lockContacts(tx, workspace.id)
    const options = { now, origin: 'live' as const, mode: plan.settings.mode }
    return tracingPeople(bench, rows.flatMap((row) => row.contact ?? []), async () => {
      const taken = await takeTurns<UpsertOutcome>(rows, seen, (turns) => upsertContacts(house, tx, workspace, turns.map((turn) => turn.contact), options), (outcome) => 'contact_id' in outcome)
      const members = new Set<string>()
      const outcomes = new Map([...taken.outcomes].map(([row, { outcome, duplicate }]) => {
        if ('contact_id' in outcome) members.add(outcome.contact_id)
        return [row, { outcome: outcomeOf(outcome), duplicate }]
      }))
      return { outcomes, keys: taken.keys, members: [...members] }
    })
  },
}
