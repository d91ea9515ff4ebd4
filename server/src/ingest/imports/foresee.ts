import { resolveIdentities, type ContactInput } from '../../customers/index.ts'
import type { Settings } from './contract.ts'
import type { Outcome } from './tally.ts'

/** What is stored of the contacts that a batch would touch. */
export type Known = {
  /** "kind\nvalue" → contact */
  owners: ReadonlyMap<string, string>
  names: ReadonlyMap<string, Record<string, string | null>>
  /** "contact\nname" → value */
  traits: ReadonlyMap<string, { text_value: string | null; float_value: number | null; time_value: Date | null }>
  /** "contact\ntag" */
  tags: ReadonlySet<string>
  /** number → operator */
  operators: ReadonlyMap<string, string>
  /** "contact\nmedium\ntopic" → state */
  consents: ReadonlyMap<string, string>
}

const NAME_FIELDS = ['name', 'given_name', 'family_name', 'patronymic', 'call_name', 'locale', 'time_zone'] as const

function traitDiffers(id: string, name: string, value: unknown, known: Known): boolean {
  const stored = known.traits.get(`${id}\n${name}`)
  if (!stored) return true
  if (value instanceof Date) return stored.time_value?.getTime() !== value.getTime()
  const float = typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null
  return stored.text_value !== String(value) || stored.float_value !== float || stored.time_value !== null
}

/** How the ledger would take a row's consents: what is new, and what an opt-out on record outweighs (customers/consent). */
function weighConsents(id: string, contact: ContactInput, known: Known): { changed: boolean; kept: number } {
  const latest = new Map<string, string>()
  let changed = false
  let kept = 0
  for (const { medium, topic_id, state } of contact.consents ?? []) {
    const outweighed = state === 'opted_in' && [medium, '*'].some((m) => [topic_id, '*'].some((topic) => known.consents.get(`${id}\n${m}\n${topic}`) === 'opted_out'))
    const key = `${id}\n${medium}\n${topic_id}`
    if (outweighed) kept += 1
    else if ((latest.get(key) ?? known.consents.get(key)) !== state) {
      latest.set(key, state)
      changed = true
    }
  }
  return { changed, kept }
}

/** What an upsert of this contact would come to: the same rules as `upsertContacts`, without a write. */
export function foresee(contact: ContactInput, known: Known, mode: Settings['mode']): Outcome {
  const { contact_id: id, conflict } = resolveIdentities(contact, known.owners as Map<string, string>)
  if (conflict) return { refused: 'identity_conflict' }
  if (!id) return mode === 'update' ? { refused: 'contact_unknown' } : { fate: 'create', kept_opt_outs: 0 }
  if (mode === 'create') return { fate: 'unchanged', kept_opt_outs: 0 }
  const names = known.names.get(id)
  const consents = weighConsents(id, contact, known)
  const changed = consents.changed
    || NAME_FIELDS.some((field) => contact[field] != null && contact[field] !== names?.[field])
    || (contact.call_name_if_none != null && names?.call_name == null)
    || contact.identities.some(({ kind, value, operator }) => !known.owners.has(`${kind}\n${value}`) || (operator && known.operators.get(value) !== operator))
    || Object.entries(contact.traits ?? {}).some(([name, value]) => traitDiffers(id, name, value, known))
    || (contact.tags ?? []).some((tag) => !known.tags.has(`${id}\n${tag}`))
  return { fate: changed ? 'update' : 'unchanged', kept_opt_outs: consents.kept }
}
