import { isReserved, keyOfMessage } from '../../customers/index.ts'

/** Why a call of the tracking API was not taken. The console has words for each. */
export const REFUSALS = ['not_an_object', 'type_unknown', 'identity_missing', 'event_missing', 'event_reserved', 'value_too_long', 'too_large', 'too_deep', 'text_unstorable', 'number_unstorable', 'timestamp_invalid', 'company_missing', 'previous_missing', 'not_json', 'failed'] as const
export type RefusalCode = (typeof REFUSALS)[number]
export type Refusal = { code: RefusalCode; detail: string }

export const CALL_TYPES = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const
export type CallType = (typeof CALL_TYPES)[number]
type Json = Record<string, unknown>

/** One call, understood: who it names, what happened and when. Texts are such as PostgreSQL can hold. */
export type Call = {
  type: CallType
  /** First 16 bytes of SHA-256 of the sender's message id, as hex; null where it sent none. */
  key: string | null
  user_id: string | null
  anonymous_id: string | null
  previous_id: string | null
  company_id: string | null
  /** The type of the event on the log. */
  event: string
  at: Date
  properties: Json
  traits: Json
  context: Context
}

/** What is kept of a client's context: enough to know the touchpoint, the campaign and the device. */
export type Context = { client: string | null; user_agent: string | null; locale: string | null; time_zone: string | null; ip: string | null; page: Json | null; campaign: Json | null; first_touch: Json | null; device: Json | null; active: boolean }

export type Envelope = { received_at: Date; ip: string | null }

const EVENT_BYTES = 32_768
const MAX_DEPTH = 40

const text = (value: unknown): string | null => (typeof value === 'string' ? value.trim() || null : typeof value === 'number' || typeof value === 'bigint' ? String(value) : null)
const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})
const some = (value: Json): Json | null => (Object.keys(value).length > 0 ? value : null)

/** What PostgreSQL would refuse, found before it does: each bad call falls alone. */
function unstorable(value: unknown, depth = 0): Refusal | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? { code: 'text_unstorable', detail: 'A text holds a zero byte or half of a surrogate pair, which no database can hold.' } : undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { code: 'number_unstorable', detail: 'A number is beyond the range of a double.' }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth >= MAX_DEPTH) return { code: 'too_deep', detail: `Objects are nested deeper than ${MAX_DEPTH}.` }
  for (const key in value) {
    const found = unstorable(key, depth) ?? unstorable((value as Json)[key], depth + 1)
    if (found) return found
  }
  return undefined
}

const DAY_MS = 86_400_000

/** Clients' clocks are wrong: what counts is how long before the sending it happened. Undefined where a time cannot be read. */
function happenedAt(raw: Json, received_at: Date): Date | undefined {
  const stamp = raw.originalTimestamp ?? raw.timestamp
  if (stamp === undefined || stamp === null) return received_at
  const original = new Date(stamp as string)
  if (Number.isNaN(original.getTime())) return undefined
  const sent = raw.sentAt === undefined || raw.sentAt === null ? undefined : new Date(raw.sentAt as string)
  const at = sent && !Number.isNaN(sent.getTime()) ? new Date(received_at.getTime() - (sent.getTime() - original.getTime())) : original
  if (at.getTime() > received_at.getTime() + DAY_MS) return received_at
  return at.getTime() < Date.UTC(1900) ? undefined : at
}

function contextOf(raw: Json, ip: string | null): Context {
  const context = object(raw.context)
  const library = object(context.library)
  const name = text(library.name)
  // RudderStack's word for nobody having referred.
  const { referrer, ...page } = object(context.page)
  return {
    client: name ? [name, text(library.version)].filter(Boolean).join(' ').slice(0, 100) : null,
    user_agent: text(context.userAgent)?.slice(0, 500) ?? null,
    locale: text(context.locale)?.slice(0, 35) ?? null,
    time_zone: text(context.timezone)?.slice(0, 64) ?? null,
    ip: text(context.ip)?.slice(0, 45) ?? ip,
    page: some(referrer === undefined || referrer === '$direct' ? page : { ...page, referrer }),
    campaign: some(object(context.campaign)),
    first_touch: some(object(context.first_touch)),
    device: some(object(context.device)),
    active: context.active !== false,
  }
}

const EVENT_OF: Record<Exclude<CallType, 'track'>, string> = { identify: 'contact.identified', page: 'Page Viewed', screen: 'Screen Viewed', group: 'contact.grouped', alias: 'contact.aliased' }

/**
 * Reads one call of the tracking API (identify, track, page, screen, group, alias), as Segment's, RudderStack's and
 * Jitsu's clients send it. Never throws: what cannot be taken is a refusal with its reason.
 */
export function readCall(raw: unknown, { received_at, ip }: Envelope): Call | Refusal {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { code: 'not_an_object', detail: 'A call is a JSON object with a type.' }
  const call = raw as Json
  const bad = unstorable(call)
  if (bad) return bad
  const bytes = Buffer.byteLength(JSON.stringify(call))
  if (bytes > EVENT_BYTES) return { code: 'too_large', detail: `The call has ${bytes} bytes; ${EVENT_BYTES} are taken.` }
  const type = call.type as CallType
  if (!CALL_TYPES.includes(type)) return { code: 'type_unknown', detail: `"${String(call.type).slice(0, 50)}" is none of ${CALL_TYPES.join(', ')}.` }
  const [user_id, anonymous_id, previous_id, company_id] = [text(call.userId), text(call.anonymousId), text(call.previousId), text(call.groupId ?? object(call.context).groupId)]
  if (!user_id && !anonymous_id) return { code: 'identity_missing', detail: 'Say who it was: userId or anonymousId.' }
  const long = [user_id, anonymous_id, previous_id, company_id].find((id) => id && id.length > 200)
  if (long) return { code: 'value_too_long', detail: `An id has ${long.length} characters; 200 are taken.` }
  if (type === 'group' && !company_id) return { code: 'company_missing', detail: 'A group call names the company by groupId.' }
  if (type === 'alias' && !previous_id) return { code: 'previous_missing', detail: 'An alias call names the earlier id by previousId.' }
  const at = happenedAt(call, received_at)
  if (!at) return { code: 'timestamp_invalid', detail: `"${String(call.originalTimestamp ?? call.timestamp).slice(0, 50)}" is no time; write it as 2026-11-24T10:00:00Z.` }
  const event = type === 'track' ? text(call.event) : EVENT_OF[type]
  if (!event) return { code: 'event_missing', detail: 'A track call has the name of what happened in event.' }
  if (event.length > 200) return { code: 'value_too_long', detail: `The name of the event has ${event.length} characters; 200 are taken.` }
  if (type === 'track' && isReserved(event)) return { code: 'event_reserved', detail: `"${event}" is recorded by Carillon itself. Choose a name of your own.` }
  const message_id = text(call.messageId)
  const name = text(call.name)
  return {
    type, key: message_id ? keyOfMessage(message_id) : null, user_id, anonymous_id, previous_id, company_id, event, at,
    properties: { ...(name && (type === 'page' || type === 'screen') ? { name } : {}), ...object(call.properties) },
    // What is known of the person may stand in the context: of any call, and RudderStack's browser client identifies there alone.
    traits: type === 'group' ? object(call.traits) : { ...object(object(call.context).traits), ...(type === 'identify' ? object(call.traits) : {}) },
    context: contextOf(call, ip),
  }
}
