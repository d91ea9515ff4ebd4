import { sql } from 'kysely'
import { mutate, type Cx } from '../../accounts/index.ts'
import type { WorkspaceTx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { checkConfirmed, checkSource } from '../consent/index.ts'
import { parseEmail, parsePhone } from './addresses.ts'
import type { ContactChangeInput, NewContactInput } from './contract.ts'
import { personOf } from './person.ts'
import { getContact } from './read.ts'
import * as queries from './upsert-queries.ts'
import type { IdentityInput, TraitInput } from './input.ts'
import { NAME_FIELDS, upsertContacts, type ContactInput } from './upsert.ts'

/** An identity as it is stored; a wrong address or number is named by its place. */
export function normaliseIdentity(cx: Cx, { kind, value, operator }: { kind: string; value: string; operator?: string | null | undefined }, pointer: string): IdentityInput {
  if (kind === 'email') return { kind, value: parseEmail(value) ?? failAt(pointer, 'email_invalid', `"${value}" is not one e-mail address.`, 'For example anna@example.com, without a name around it.') }
  if (kind === 'phone') {
    const phone = parsePhone(value, cx.workspace.country) ?? failAt(pointer, 'phone_invalid', `"${value}" is not a phone number.`, `International, such as +380671234567, or as it is dialled in ${cx.workspace.country}.`)
    return { kind, value: phone.e164, country: phone.country, ...(operator === undefined ? {} : { operator: operator?.trim() || null }) }
  }
  return { kind, value: value.trim() }
}

/** Refuses what is no IANA time zone, in the field `time_zone` of a request. */
export function checkZone(zone: string | null | undefined): void {
  if (!zone) return
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone }).format()
  } catch {
    failAt('/time_zone', 'time_zone_unknown', `"${zone}" is not an IANA time zone.`, 'For example Europe/Kyiv.')
  }
}

/** JSON has no dates: a text that is one day is one, so that a birthday comes round. */
function withDates(traits: Record<string, string | number | boolean | null>): Record<string, TraitInput> {
  return Object.fromEntries(Object.entries(traits).map(([name, value]) => {
    const day = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined
    return [name, day && !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value ? day : value]
  }))
}

export function toContactInput(cx: Cx, input: NewContactInput): ContactInput {
  checkZone(input.time_zone)
  const identities = [
    ...(input.email ? [normaliseIdentity(cx, { kind: 'email', value: input.email }, '/email')] : []),
    ...(input.phone ? [normaliseIdentity(cx, { kind: 'phone', value: input.phone, operator: input.phone_operator }, '/phone')] : []),
    ...(input.external_id ? [{ kind: 'external_id', value: input.external_id.trim() }] : []),
    ...(input.identities ?? []).map((identity, index) => normaliseIdentity(cx, identity, `/identities/${index}/value`)),
  ]
  if (identities.length === 0) failAt('/', 'identity_missing', 'A contact needs at least one of email, phone, external_id or another identity.')
  input.consents?.forEach((consent, index) => {
    checkSource(consent.source, `/consents/${index}/source`)
    checkConfirmed(consent, `/consents/${index}`)
  })
  return {
    identities,
    ...Object.fromEntries(NAME_FIELDS.flatMap((field) => (input[field] ? [[field, input[field]]] : []))),
    traits: withDates(input.traits ?? {}),
    tags: input.tags ?? [],
    consents: (input.consents ?? []).map((consent) => ({ medium: consent.medium, topic_id: consent.topic_id ?? '*', state: consent.state, at: consent.at ? new Date(consent.at) : cx.now, source: consent.source, confirmed: consent.confirmed === true, proof: { ...consent.proof, by: cx.actor.name } })),
  }
}

/** The answer is the profile, read after the commit; what is kept for a repeat must be that, not what the transaction returns. */
const answeredLater = (cx: Cx): Cx => ({ ...cx, idempotency: null })

/** Creates a contact, or completes the one that has one of these identities. */
export async function createContact(cx: Cx, input: NewContactInput) {
  const row = toContactInput(cx, input)
  const id = await mutate(answeredLater(cx), 'contacts:write', async (tx, audit) => {
    const outcome = (await upsertContacts(cx, tx, cx.workspace, [row], { now: cx.now, origin: 'live' }))[0]!
    if (outcome.status === 'conflict') return conflict('identity_conflict', outcome.detail)
    if (outcome.status === 'no_identity') return failAt('/', 'identity_missing', 'A contact needs an identity.')
    audit('contact', outcome.contact_id, { status: outcome.status })
    return outcome.contact_id
  })
  return getContact(cx, id)
}

async function lockContact(tx: WorkspaceTx, id: string): Promise<void> {
  if (!(await tx.selectFrom('contact').select('id').where('id', '=', id).forUpdate().executeTakeFirst())) notFound('contact')
}

/** Refuses values for traits that are computed: the next event would put the computed one back. */
async function checkOwnTraits(tx: WorkspaceTx, traits: object): Promise<void> {
  const names = Object.keys(traits)
  if (names.length === 0) return
  const computed = await tx.selectFrom('trait').select('name').where('name', 'in', names).where('computed', '=', true).orderBy('name').executeTakeFirst()
  if (computed) failAt(`/traits/${computed.name}`, 'trait_computed', `"${computed.name}" is computed from what people did.`, 'Send the event that it is computed from, or use another name.')
}

/** Changes what is stated; null clears a field or a trait. */
export async function changeContact(cx: Cx, any_id: string, input: ContactChangeInput) {
  checkZone(input.time_zone)
  const identities = (input.add_identities ?? []).map((identity, index) => normaliseIdentity(cx, identity, `/add_identities/${index}/value`))
  const id = await mutate(answeredLater(cx), 'contacts:write', async (tx, audit) => {
    await queries.lockContacts(tx, cx.workspace.id)
    await checkOwnTraits(tx, input.traits ?? {})
    const id = await personOf(tx, cx.workspace.id, any_id)
    await lockContact(tx, id)
    const owners = await queries.findOwners(tx, cx.workspace.id, identities)
    const taken = identities.findIndex((identity) => (owners.get(`${identity.kind}\n${identity.value}`) ?? id) !== id)
    if (taken >= 0) conflict('identity_conflict', `The ${identities[taken]!.kind} ${identities[taken]!.value} belongs to another contact.`, { pointer: `/add_identities/${taken}` })
    const fields = Object.fromEntries(NAME_FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])))
    const archived = input.archived === undefined ? {} : { archived_at: input.archived ? cx.now : null }
    await tx.updateTable('contact').set({ ...fields, ...archived, updated_at: cx.now }).where('id', '=', id).execute()
    await queries.insertIdentities(tx, cx.workspace.id, identities.map((identity) => ({ ...identity, contact_id: id })), cx.secrets.hashAddress, cx.now)
    await queries.writeTraits(tx, cx.workspace.id, Object.entries(withDates(input.traits ?? {})).map(([name, value]) => ({ contact_id: id, name, value })), cx.now)
    await queries.insertTags(tx, cx.workspace.id, (input.add_tags ?? []).map((tag) => ({ contact_id: id, tag })), cx.now)
    if (input.remove_tags?.length) await sql`delete from contact_tag where contact_id in (select p.id from contact p where p.person_id = ${id}) and tag = any (${input.remove_tags}::text[])`.execute(tx)
    await queries.refreshSearchText(tx, cx.workspace.id, [id], fold)
    audit('contact', id, { changed: Object.keys(input) })
    return id
  })
  return getContact(cx, id)
}

export function changeContacts(cx: Cx, input: { ids: string[]; add_tags?: string[]; remove_tags?: string[]; archived?: boolean }) {
  return mutate(cx, 'contacts:write', async (tx, audit) => {
    const known = await tx.selectFrom('contact').select('id').where('id', 'in', input.ids).execute()
    if (known.length < new Set(input.ids).size) notFound('contact')
    await queries.insertTags(tx, cx.workspace.id, input.ids.flatMap((contact_id) => (input.add_tags ?? []).map((tag) => ({ contact_id, tag }))), cx.now)
    if (input.remove_tags?.length) await tx.deleteFrom('contact_tag').where('contact_id', 'in', input.ids).where('tag', 'in', input.remove_tags).execute()
    if (input.archived !== undefined) await sql`update contact set archived_at = ${input.archived ? cx.now : null} where id = any (${input.ids}::text[])`.execute(tx)
    audit('contact', input.ids[0]!, { contacts: input.ids.length, add_tags: input.add_tags, remove_tags: input.remove_tags, archived: input.archived })
    return { changed: known.length }
  })
}
