import type { WorkspaceFacts } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { fold } from '../../platform/fold.ts'
import { allOrNothing } from '../../platform/all-or-nothing.ts'
import { newId } from '../../platform/ids.ts'
import { recordConsents, type ConsentRow } from '../consent/index.ts'
import { assumeTimeZone } from './addresses.ts'
import type { IdentityInput, TraitInput } from './input.ts'
import * as queries from './upsert-queries.ts'

export type ConsentRowInput = Omit<ConsentRow, 'contact_id'>

/** One contact as a source knows it. Identities are normalised already; an absent field leaves what is stored. */
export type ContactInput = {
  identities: IdentityInput[]
  name?: string | null
  given_name?: string | null
  family_name?: string | null
  patronymic?: string | null
  call_name?: string | null
  /** How to address them where nobody said: never put over what is there */
  call_name_if_none?: string | null
  locale?: string | null
  time_zone?: string | null
  traits?: Record<string, TraitInput>
  tags?: string[]
  consents?: ConsentRowInput[]
}

export type UpsertOutcome =
  | { status: 'created' | 'updated' | 'unchanged'; contact_id: string; /** opt-ins that an earlier opt-out outweighs */ kept_opt_outs: number }
  | { status: 'conflict'; detail: string; kind: string; value: string }
  | { status: 'no_identity' }

export type UpsertOptions = { now: Date; origin: 'live' | 'demo'; mode?: 'upsert' | 'create' | 'update' }

/** Which identity decides when several match: the customer's own number before addresses that families share. */
const PRIORITY = ['external_id', 'email', 'telegram_id', 'phone', 'push_token', 'anonymous_id']
export const NAME_FIELDS = ['name', 'given_name', 'family_name', 'patronymic', 'call_name', 'locale', 'time_zone'] as const

const keyOf = (identity: { kind: string; value: string }) => `${identity.kind}\n${identity.value}`

/** Rows that share an identity with an earlier one come in a later wave, so that they find the contact it made. */
function waves(rows: ContactInput[]): number[][] {
  const made: { members: number[]; seen: Set<string> }[] = []
  rows.forEach((row, index) => {
    const keys = row.identities.map(keyOf)
    let last = -1
    made.forEach((wave, n) => {
      if (keys.some((key) => wave.seen.has(key))) last = n
    })
    const wave = (made[last + 1] ??= { members: [], seen: new Set() })
    wave.members.push(index)
    for (const key of keys) wave.seen.add(key)
  })
  return made.map((wave) => wave.members)
}

type Target = { index: number; row: ContactInput; contact_id: string; created: boolean }

/** An identity never changes hands: one that belongs to somebody else makes the row a conflict. */
export function resolveIdentities(row: Pick<ContactInput, 'identities'>, owners: Map<string, string>): { contact_id?: string; conflict?: IdentityInput } {
  const sorted = row.identities.toSorted((a, b) => PRIORITY.indexOf(a.kind) - PRIORITY.indexOf(b.kind))
  const known = sorted.filter((identity) => owners.has(keyOf(identity)))
  const contact_id = known[0] && owners.get(keyOf(known[0]))
  const conflict = known.find((identity) => owners.get(keyOf(identity)) !== contact_id)
  return { ...(contact_id ? { contact_id } : {}), ...(conflict ? { conflict } : {}) }
}

/**
 * Creates or updates contacts by identity: set-based, up to 1,000 rows a call, outcomes in the order of `rows`. Callers
 * on one workspace take turns, so that fifty at once for one person make one contact. Doing the same again changes nothing.
 */
export async function upsertContacts(house: House, tx: Tx, workspace: WorkspaceFacts, rows: ContactInput[], options: UpsertOptions): Promise<UpsertOutcome[]> {
  await queries.lockContacts(tx, workspace.id)
  const outcomes: UpsertOutcome[] = rows.map(() => ({ status: 'no_identity' }))
  for (const wave of waves(rows)) {
    const usable = wave.filter((index) => rows[index]!.identities.length > 0)
    const owners = await queries.findOwners(tx, workspace.id, usable.flatMap((index) => rows[index]!.identities))
    const targets: Target[] = []
    for (const index of usable) {
      const row = rows[index]!
      const { contact_id, conflict } = resolveIdentities(row, owners)
      if (conflict) outcomes[index] = { status: 'conflict', ...conflict, detail: `The ${conflict.kind.replace('_', ' ')} ${conflict.value} belongs to another contact than the rest of this row.` }
      else if (contact_id && options.mode === 'create') outcomes[index] = { status: 'unchanged', contact_id, kept_opt_outs: 0 }
      else if (contact_id || options.mode !== 'update') targets.push({ index, row, contact_id: contact_id ?? newId('con'), created: !contact_id })
    }
    await writeTargets(house, tx, workspace, targets, options, outcomes)
  }
  return outcomes
}

async function writeTargets(house: House, tx: Tx, workspace: WorkspaceFacts, targets: Target[], options: UpsertOptions, outcomes: UpsertOutcome[]): Promise<void> {
  if (targets.length === 0) return
  const changed = new Set<string>()
  const mark = (ids: string[]) => ids.forEach((id) => changed.add(id))
  const created = targets.filter((target) => target.created)
  await queries.insertContacts(tx, workspace.id, created.map(({ contact_id, row }) => {
    const country = row.identities.find((identity) => identity.kind === 'phone')?.country ?? null
    return { id: contact_id, ...pickNames(row), country, time_zone_assumed: assumeTimeZone(country, workspace.time_zone), search_text: searchText(row) }
  }), options)
  const known = targets.filter((target) => !target.created)
  // Asked for at once: while PostgreSQL writes the one, Node puts the next into words.
  const [names, identities, traits, tags, consents] = await allOrNothing([
    queries.updateNames(tx, workspace.id, known.map(({ contact_id, row }) => ({ id: contact_id, ...pickNames(row) })), options.now),
    queries.insertIdentities(tx, workspace.id, targets.flatMap(({ contact_id, row }) => row.identities.map((identity) => ({ ...identity, contact_id }))), house.secrets.hashAddress, options.now),
    queries.writeTraits(tx, workspace.id, targets.flatMap(({ contact_id, row }) => Object.entries(row.traits ?? {}).map(([name, value]) => ({ contact_id, name, value }))), options.now),
    queries.insertTags(tx, workspace.id, targets.flatMap(({ contact_id, row }) => (row.tags ?? []).map((tag) => ({ contact_id, tag }))), options.now),
    recordConsents(house, tx, workspace.id, targets.flatMap(({ contact_id, row }) => (row.consents ?? []).map((consent) => ({ ...consent, contact_id }))), { now: options.now, respect_opt_outs: true, origin: options.origin }),
  ])
  for (const ids of [names, identities, traits, tags, consents.changed]) mark(ids)
  const stale = known.filter((target) => changed.has(target.contact_id)).map((target) => target.contact_id)
  await queries.refreshSearchText(tx, workspace.id, stale, fold)
  for (const { index, contact_id, created: isNew } of targets) {
    outcomes[index] = { status: isNew ? 'created' : changed.has(contact_id) ? 'updated' : 'unchanged', contact_id, kept_opt_outs: consents.kept_opt_outs.get(contact_id) ?? 0 }
  }
}

type PickedNames = Record<(typeof NAME_FIELDS)[number] | 'call_name_if_none', string | null>

function pickNames(row: ContactInput): PickedNames {
  return Object.fromEntries([...NAME_FIELDS, 'call_name_if_none' as const].map((field) => [field, row[field] ?? null])) as PickedNames
}

function searchText(row: ContactInput): string {
  return fold([row.name, row.given_name, row.family_name, row.call_name, ...row.identities.map((identity) => identity.value)].filter(Boolean).join(' '))
}
