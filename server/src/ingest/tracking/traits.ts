import { parseEmail, parsePhone, type Claim, type Completion } from '../../customers/index.ts'
import type { Call } from './call.ts'

type Json = Record<string, unknown>
type Value = string | number | boolean | Date | null

const text = (value: unknown): string | null => (typeof value === 'string' ? value.trim() || null : null)
const DATE = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/
/** What the profile has places of its own for. */
const OWN = new Set(['email', 'phone', 'name', 'firstName', 'lastName', 'first_name', 'last_name', 'id'])
const MOST_TRAITS = 200

function valueOf(value: unknown): Value | undefined {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'string') {
    const date = DATE.test(value) ? new Date(value) : undefined
    return date && !Number.isNaN(date.getTime()) ? date : value.slice(0, 4000)
  }
  if (Array.isArray(value)) return value.filter((each) => ['string', 'number', 'boolean'].includes(typeof each)).join(', ').slice(0, 4000)
  return undefined
}

/** Traits as rows: an object in them (an address, a company) becomes one trait for each of its fields, `address.city`. */
export function flatTraits(traits: Json): Record<string, Value> {
  const flat: [string, Value][] = []
  const add = (name: string, value: unknown) => {
    const read = valueOf(value)
    if (read !== undefined && name.length <= 100 && name.trim()) flat.push([name, read])
  }
  for (const [name, value] of Object.entries(traits)) {
    if (OWN.has(name)) continue
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) for (const [inner, each] of Object.entries(value)) add(`${name}.${inner}`, each)
    else add(name, value)
  }
  return Object.fromEntries(flat.slice(0, MOST_TRAITS))
}

/** Whom a call names. An address or number that cannot be one is kept as a trait by `completionOf`. */
export function claimOf(call: Call, trusted: boolean, country: string): Claim {
  const [email, phone] = [text(call.traits.email), text(call.traits.phone)]
  const number = phone ? parsePhone(phone, country) : undefined
  const own = call.type !== 'group'
  return { user_id: call.user_id, anonymous_id: call.anonymous_id, previous_id: call.type === 'alias' ? call.previous_id : null, email: own && email ? (parseEmail(email) ?? null) : null, phone: own && number ? { e164: number.e164, country: number.country } : null, trusted }
}

/** What a call says of the person. */
export function completionOf(call: Call, contact_id: string, claim: Claim): Completion {
  const { traits, context } = call
  const own = call.type === 'group' ? {} : traits
  const [given, family] = [text(own.firstName) ?? text(own.first_name), text(own.lastName) ?? text(own.last_name)]
  const unreadable = { ...(text(own.email) && !claim.email ? { email: own.email } : {}), ...(text(own.phone) && !claim.phone ? { phone: own.phone } : {}) }
  const { email, phone } = unreadable as { email?: string; phone?: string }
  return {
    contact_id, given_name: given?.slice(0, 200) ?? null, family_name: family?.slice(0, 200) ?? null, name: (text(own.name) ?? ([given, family].filter(Boolean).join(' ') || null))?.slice(0, 200) ?? null,
    traits: { ...flatTraits(own), ...(email ? { email_as_given: email.slice(0, 4000) } : {}), ...(phone ? { phone_as_given: phone.slice(0, 4000) } : {}) },
    device_locale: isLocale(context.locale) ? context.locale : null, device_time_zone: isZone(context.time_zone) ? context.time_zone : null, seen_at: context.active ? call.at : null,
  }
}

const locales = new Map<string, boolean>()
function isLocale(value: string | null): value is string {
  if (value === null) return false
  const known = locales.get(value)
  if (known !== undefined) return known
  let readable = false
  try {
    readable = Intl.getCanonicalLocales(value).length === 1
  } catch {
    // No such language.
  }
  if (locales.size < 1000) locales.set(value, readable)
  return readable
}

const zones = new Map<string, boolean>()
function isZone(value: string | null): value is string {
  if (!value) return false
  let known = zones.get(value)
  if (known === undefined) {
    try {
      const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions()
      // A server's UTC says nothing of where anybody is, and an offset is no zone: PostgreSQL reads its sign the other way round.
      known = timeZone !== 'UTC' && !/^[+-]/.test(timeZone)
    } catch {
      known = false
    }
    if (zones.size < 1000) zones.set(value, known)
  }
  return known
}
