import type { WorkspaceFacts } from '../../accounts/index.ts'
import { forgetMarks, lockContacts, putBackBaskets, removeContacts, removeEvents, restoreContacts, takeBackOrders, takeBackProducts, unchangedOrders, unchangedProducts, type OrderBefore, type ProductBefore, type Restoration } from '../../customers/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import type { Known } from './foresee.ts'
import { readStored } from './queries/known.ts'
import { whyBasketsStay, whyContactsStay, type Trace, type TraceKind } from './queries/trace.ts'

/** What is, or would be, done with rows of one kind: those that go, those that become what they were, and those that stay, with the reason. */
export type Judged = { removed: string[]; restored: string[]; kept: Map<string, string>; /** what of a contact is put back */ back: Restoration[] }

const text = (value: unknown) => JSON.stringify(value ?? null)
/** A stored value of a trait as its writer takes it. */
const toTrait = (value: unknown): string | number | boolean | Date | null => {
  if (!Array.isArray(value)) return null
  const [words, float, time] = value as [string | null, number | null, string | null]
  return time !== null ? new Date(time) : float === null ? words : words === 'true' || words === 'false' ? words === 'true' : float
}

/** What stands there now under a name of `differences`. */
function valueNow(key: string, id: string, known: Known): unknown {
  const [kind, name] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
  switch (kind) {
    case 'name': return known.names.get(id)?.[name]
    case 'trait': {
      const trait = known.traits.get(`${id}\n${name}`)
      return trait && [trait.text_value, trait.float_value, trait.time_value?.toISOString() ?? null]
    }
    case 'tag': return known.tags.has(`${id}\n${name}`) || null
    case 'identity': return known.owners.get(name) === id || null
    default: return known.operators.get(name)
  }
}

/** What to put back of a contact: each value that is still as the import left it. Pure. */
export function judgeChange({ ref, was, became }: Pick<Trace, 'ref' | 'was' | 'became'>, known: Known): { back: Restoration; changed: string[] } {
  const back: Restoration = { contact_id: ref, names: {}, traits: {}, tags: [], identities: [], operators: {} }
  const changed: string[] = []
  for (const [key, before] of Object.entries(was ?? {})) {
    if (text(valueNow(key, ref, known)) !== text(became?.[key])) {
      changed.push(key)
      continue
    }
    const name = key.slice(key.indexOf(':') + 1)
    if (key.startsWith('name:')) back.names[name as keyof Restoration['names']] = before as string | null
    else if (key.startsWith('trait:')) back.traits[name] = toTrait(before)
    else if (key.startsWith('tag:')) back.tags.push(name)
    else if (key.startsWith('identity:')) back.identities.push({ kind: name.slice(0, name.indexOf('\n')), value: name.slice(name.indexOf('\n') + 1) })
    else back.operators[name] = before as string | null
  }
  return { back, changed }
}

const nothing = (back: Restoration) => Object.keys(back.names).length + Object.keys(back.traits).length + back.tags.length + back.identities.length + Object.keys(back.operators).length === 0

/** What becomes of these rows, which are all of one kind: what somebody changed since stays as it is. */
export async function judge(tx: Tx, workspace_id: string, import_id: string, kind: TraceKind, rows: readonly Trace[], lock = false): Promise<Judged> {
  const judged: Judged = { removed: [], restored: [], kept: new Map(), back: [] }
  if (kind === 'mark' || kind === 'event') return { ...judged, removed: rows.map((row) => row.ref) }
  if (kind === 'order' || kind === 'product') {
    const prints = rows.map((row) => ({ external_id: row.ref, print: row.print! }))
    const same = await (kind === 'order' ? unchangedOrders : unchangedProducts)(tx, workspace_id, prints, lock)
    for (const row of rows) {
      if (!same.has(row.ref)) judged.kept.set(row.ref, 'changed')
      else (row.created ? judged.removed : judged.restored).push(row.ref)
    }
    return judged
  }
  if (kind === 'basket') {
    const kept = await whyBasketsStay(tx, workspace_id, import_id, rows)
    return { ...judged, restored: rows.map((row) => row.ref).filter((ref) => !kept.has(ref)), kept }
  }
  const made = rows.filter((row) => row.created)
  const stays = await whyContactsStay(tx, workspace_id, import_id, made)
  for (const row of made) {
    const why = stays.get(row.ref)
    if (why) judged.kept.set(row.ref, why)
    else judged.removed.push(row.ref)
  }
  const others = rows.filter((row) => !row.created)
  const keys = others.flatMap((row) => Object.keys(row.was ?? {}).filter((key) => key.startsWith('identity:')).map((key) => key.slice('identity:'.length)))
  const known = await readStored(tx, workspace_id, others.map((row) => row.ref), keys)
  for (const row of others) {
    const { back, changed } = judgeChange(row, known)
    if (!nothing(back)) judged.back.push(back)
    if (changed.length > 0) judged.kept.set(row.ref, 'changed')
    else judged.restored.push(row.ref)
  }
  return judged
}

/** Takes these rows back; says what was done with each. */
export async function takeBack(tx: SystemTx, workspace: WorkspaceFacts, import_id: string, kind: TraceKind, rows: readonly Trace[], now: Date): Promise<Judged> {
  if (kind === 'contact') await lockContacts(tx, workspace.id)
  const judged = await judge(tx, workspace.id, import_id, kind, rows, true)
  const gone = new Set([...judged.removed, ...judged.restored])
  const those = rows.filter((row) => gone.has(row.ref))
  if (kind === 'mark') await forgetMarks(tx, workspace.id, judged.removed)
  else if (kind === 'event') await removeEvents(tx, workspace.id, judged.removed, now)
  else if (kind === 'order') await takeBackOrders(tx, workspace, those.map((row) => ({ external_id: row.ref, print: row.print!, was: row.created ? null : (row.was as OrderBefore) })), now)
  else if (kind === 'basket') await putBackBaskets(tx, those.map((row) => row.was!))
  else if (kind === 'product') await takeBackProducts(tx, workspace.id, those.map((row) => ({ external_id: row.ref, was: row.created ? null : (row.was as ProductBefore) })), now)
  else {
    await restoreContacts(tx, workspace.id, judged.back, now)
    await removeContacts(tx, workspace.id, judged.removed)
  }
  return judged
}
