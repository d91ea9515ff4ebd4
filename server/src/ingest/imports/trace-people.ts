import type { ContactInput } from '../../customers/index.ts'
import type { Bench } from './kinds/kind.ts'
import type { Known } from './foresee.ts'
import { readKnown } from './queries/known.ts'
import { traceChanges, traceNewContacts } from './queries/trace.ts'

const NAMES = ['name', 'given_name', 'family_name', 'patronymic', 'call_name', 'locale', 'time_zone'] as const
type Named = Pick<ContactInput, 'identities'>
type Values = Record<string, unknown>

/**
 * What of contacts is otherwise than it was, value by value under a flat name: `name:call_name`, `trait:City`, `tag:vip`,
 * `identity:email⏎a@b.c`, `operator:+380…`. A null stands for nothing there. Pure.
 */
export function differences(before: Known, after: Known, contacts: readonly Named[]): { contact_id: string; was: Values; became: Values }[] {
  const ids = new Set(before.owners.values())
  const made = new Map([...ids].map((id) => [id, { contact_id: id, was: {} as Values, became: {} as Values }]))
  const note = (id: string, key: string, was: unknown, became: unknown) => {
    const row = made.get(id)
    if (!row || JSON.stringify(was ?? null) === JSON.stringify(became ?? null)) return
    row.was[key] = was ?? null
    row.became[key] = became ?? null
  }
  for (const id of ids) for (const field of NAMES) note(id, `name:${field}`, before.names.get(id)?.[field], after.names.get(id)?.[field])
  const parts = (key: string): [string, string] => [key.slice(0, key.indexOf('\n')), key.slice(key.indexOf('\n') + 1)]
  const triple = (value: ReturnType<Known['traits']['get']>) => (value ? [value.text_value, value.float_value, value.time_value?.toISOString() ?? null] : null)
  for (const [key, value] of after.traits) note(parts(key)[0], `trait:${parts(key)[1]}`, triple(before.traits.get(key)), triple(value))
  for (const key of after.tags) note(parts(key)[0], `tag:${parts(key)[1]}`, before.tags.has(key) || null, true)
  for (const { kind, value, operator } of contacts.flatMap((contact) => contact.identities)) {
    const owner = after.owners.get(`${kind}\n${value}`)
    if (!owner) continue
    note(owner, `identity:${kind}\n${value}`, before.owners.has(`${kind}\n${value}`) || null, true)
    if (operator && before.owners.has(`${kind}\n${value}`)) note(owner, `operator:${value}`, before.operators.get(value), after.operators.get(value))
  }
  return [...made.values()].filter((row) => Object.keys(row.was).length > 0)
}

/** Keeps what `write` does to people, for undo: whom it made, and what it changed of the others. The workspace's contacts are locked. */
export async function tracingPeople<T extends { members: string[] }>({ tx, workspace, import_id, now }: Bench, contacts: readonly Named[], write: () => Promise<T>): Promise<T> {
  const before = await readKnown(tx, workspace.id, contacts)
  const done = await write()
  await traceNewContacts(tx, workspace.id, import_id, done.members, new Set(before.owners.values()), now)
  if (before.owners.size > 0) await traceChanges(tx, workspace.id, import_id, differences(before, await readKnown(tx, workspace.id, contacts), contacts))
  return done
}
