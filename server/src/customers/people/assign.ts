import { newId } from '../../platform/ids.ts'
import type { Rules } from './rules.ts'

/** Whom one call names. Addresses are normalised already. */
export type Claim = {
  user_id: string | null
  anonymous_id: string | null
  /** An earlier id that is said to be the same person's (alias). */
  previous_id: string | null
  email: string | null
  phone: { e164: string; country: string | null } | null
  /** Said by somebody who can know: a secret key. Anybody can put a write key and any address into a browser. */
  trusted: boolean
}

export type Owner = { contact_id: string; person_id: string }
export type Known = { /** "kind\nvalue" → who has it */ owners: Map<string, Owner>; /** person → the customer numbers it has */ externals: Map<string, Set<string>> }
export type NewIdentity = { contact_id: string; kind: string; value: string; country: string | null; verified: boolean }
export type Union = { person_id: string; absorbed_id: string; reason: string; value: string | null }
export type Suggestion = { contact_id: string; other_id: string; reason: string; value: string | null }
export type Assignment = { /** one per claim */ contacts: string[]; created: string[]; identities: NewIdentity[]; unions: Union[]; suggestions: Suggestion[] }

/** How owners are found: by kind and value. */
export const keyOf = (kind: string, value: string) => `${kind}\n${value}`

/** The identities a claim names, to look their owners up. */
export function identitiesOf(claim: Claim): { kind: string; value: string }[] {
  return [
    ...(claim.user_id ? [{ kind: 'external_id', value: claim.user_id }] : []),
    ...(claim.anonymous_id ? [{ kind: 'anonymous_id', value: claim.anonymous_id }] : []),
    ...(claim.previous_id ? [{ kind: 'external_id', value: claim.previous_id }, { kind: 'anonymous_id', value: claim.previous_id }] : []),
    ...(claim.email ? [{ kind: 'email', value: claim.email }] : []),
    ...(claim.phone ? [{ kind: 'phone', value: claim.phone.e164 }] : []),
  ]
}

/**
 * Decides for calls, in their order, which contact each is about, what becomes known of it, and who turns out to be one
 * person. Pure: it works on what the database said and its own decisions. What it never does: give an identity to another
 * contact, join two people who each have a customer number of their own, or join anybody by a name.
 */
export function assign(claims: readonly Claim[], known: Known, rules: Rules): Assignment {
  const made: Assignment = { contacts: [], created: [], identities: [], unions: [], suggestions: [] }
  const { owners, externals } = known

  const ownerOf = (kind: string, value: string | null) => (value ? owners.get(keyOf(kind, value)) : undefined)
  const isKnown = (person_id: string) => (externals.get(person_id)?.size ?? 0) > 0

  function create(): Owner {
    const contact_id = newId('con')
    made.created.push(contact_id)
    return { contact_id, person_id: contact_id }
  }

  function give(owner: Owner, kind: string, value: string, verified: boolean, country: string | null = null): void {
    owners.set(keyOf(kind, value), owner)
    made.identities.push({ contact_id: owner.contact_id, kind, value, country, verified })
    if (kind === 'external_id') externals.set(owner.person_id, new Set([...(externals.get(owner.person_id) ?? []), value]))
  }

  /** Two people are one from here on: who has a customer number stays, else who was here first. */
  function unite(a: Owner, b: Owner, reason: string, value: string | null): void {
    const [stays, joins] = isKnown(b.person_id) && !isKnown(a.person_id) ? [b.person_id, a.person_id] : isKnown(a.person_id) !== isKnown(b.person_id) || a.person_id < b.person_id ? [a.person_id, b.person_id] : [b.person_id, a.person_id]
    made.unions.push({ person_id: stays, absorbed_id: joins, reason, value })
    for (const owner of owners.values()) if (owner.person_id === joins) owner.person_id = stays
    for (const owner of [a, b]) owner.person_id = stays
    externals.set(stays, new Set([...(externals.get(stays) ?? []), ...(externals.get(joins) ?? [])]))
  }

  function meet(a: Owner, b: Owner, rule: 'always' | 'verified' | 'never', trusted: boolean, reason: string, value: string | null): void {
    if (a.person_id === b.person_id) return
    const strangers = isKnown(a.person_id) && isKnown(b.person_id)
    if (!strangers && (rule === 'always' || (rule === 'verified' && trusted))) unite(a, b, reason, value)
    // The browser of two customers is a shop's or a family's: nothing to suggest.
    else if (reason !== 'anonymous_id') made.suggestions.push({ contact_id: a.person_id, other_id: b.person_id, reason, value })
  }

  function whose(claim: Claim): Owner {
    const user = ownerOf('external_id', claim.user_id)
    const browser = ownerOf('anonymous_id', claim.anonymous_id)
    if (!claim.user_id) {
      // A row of a list has neither number nor browser: it is about whoever has its address, and where it has none, its number.
      const listed = claim.anonymous_id ? undefined : claim.email ? ownerOf('email', claim.email) : ownerOf('phone', claim.phone?.e164 ?? null)
      const owner = browser ?? listed ?? create()
      if (!browser && claim.anonymous_id) give(owner, 'anonymous_id', claim.anonymous_id, false)
      return owner
    }
    if (user) return user
    // A new customer number belongs to whoever is in this browser, or whose address it is, unless they have another already.
    const address = rules.kinds.email !== 'never' && (claim.trusted || rules.kinds.email === 'always') ? ownerOf('email', claim.email) : undefined
    const previous = claim.previous_id ? (ownerOf('anonymous_id', claim.previous_id) ?? (claim.trusted ? ownerOf('external_id', claim.previous_id) : undefined)) : undefined
    const candidate = [previous, browser, address].find((owner) => owner && !isKnown(owner.person_id)) ?? create()
    give(candidate, 'external_id', claim.user_id, claim.trusted)
    return candidate
  }

  for (const claim of claims) {
    const owner = whose(claim)
    made.contacts.push(owner.contact_id)
    const browser = ownerOf('anonymous_id', claim.anonymous_id)
    if (claim.anonymous_id && !browser) give(owner, 'anonymous_id', claim.anonymous_id, false)
    else if (browser) meet(owner, browser, rules.kinds.anonymous_id, claim.trusted, 'anonymous_id', claim.anonymous_id)
    if (claim.previous_id) {
      const [earlier, anonymous] = [ownerOf('external_id', claim.previous_id), ownerOf('anonymous_id', claim.previous_id)]
      // Whoever may say what is whose says so here in plain words; a browser may speak for itself only.
      if (earlier && earlier.person_id !== owner.person_id && claim.trusted) unite(owner, earlier, 'alias', claim.previous_id)
      else if (earlier) meet(owner, earlier, 'never', false, 'alias', claim.previous_id)
      if (anonymous) meet(owner, anonymous, rules.kinds.anonymous_id, claim.trusted, 'anonymous_id', claim.previous_id)
    }
    for (const [kind, value, country] of [['email', claim.email, null], ['phone', claim.phone?.e164 ?? null, claim.phone?.country ?? null]] as const) {
      if (!value) continue
      const holder = ownerOf(kind, value)
      if (!holder) give(owner, kind, value, claim.trusted, country)
      else meet(owner, holder, rules.kinds[kind], claim.trusted, kind, value)
    }
  }
  return made
}
