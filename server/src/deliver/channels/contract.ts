import type { TObject } from 'typebox'
import type { House } from '../../platform/house.ts'
import type { Abilities, Medium } from '../media.ts'
import type { RenderedForm } from '../templates/index.ts'

/** What kind of address a channel writes to: a mailbox, a number, a chat or a device. */
export type AddressKind = 'email' | 'phone' | 'chat' | 'device'

export type Limits = { per_second?: number; per_day?: number; concurrency?: number; /** of the first day, `warm_up_since` */ warm_up_from?: number; /** percent a day */ warm_up_growth?: number; warm_up_since?: string }

/** Hand-overs at one time over a connection that does not state how many. */
export const CONCURRENCY = 20

/** A connection as a channel sees it: its settings with the secrets opened. */
export type ConnectionFacts = { id: string; workspace_id: string; channel: string; name: string; media: string[]; settings: Record<string, unknown>; limits: Limits; /** what the last good check said */ account: string | null }

/** What a channel hands to a provider for one person. It knows nothing of contacts, campaigns or messages. */
export type OutboundMessage = {
  /** Our attempt's id: stable when the same hand-over is repeated, for providers that drop repeats. */
  ref: string
  medium: Medium
  to: string
  to_name: string | null
  from: { address: string; display_name: string | null; reply_to: string | null } | null
  /** Who speaks, for a provider that shows a name of its own where no sender gives one. */
  brand_name: string
  locale: string
  class: 'transactional' | 'marketing' | 'one_time_code'
  form: RenderedForm
  /** RFC 8058 and RFC 2919, for e-mail; null where the message carries no marketing. */
  list: { unsubscribe_url: string; list_id: string } | null
  /** Known before the hand-over (RFC 5322 Message-ID), so that a repeat is recognisable. */
  message_id: string | null
  /** Sent by somebody of the team to look at it: it belongs to no contact. */
  test?: true
}

export type RejectReason = 'bad_address' | 'blocked' | 'content' | 'auth' | 'credit' | 'sender' | 'unsupported' | 'other' | /** set aside by the house: it kills whoever takes it */ 'quarantined' | /** put off too often */ 'retries_exhausted'

/** What became of one hand-over: a value, never an exception. `detail` is the provider's own text, or ours (own-words.ts). */
export type SendResult =
  | { status: 'accepted'; provider_ref: string }
  | { status: 'rejected'; reason: RejectReason; detail: string; /** the address will not work again */ permanent?: boolean }
  | { status: 'retry'; after_s: number; detail: string; /** said of the whole line, not of this message: it costs no try */ line?: true }
  /** May have been sent: never repeated blindly. */
  | { status: 'unknown'; detail: string }

/** What a provider has against us and not against the message: no credit, no entry. The line halts and nobody is failed for it. */
export function isOurFault(result: SendResult): result is Extract<SendResult, { status: 'rejected' }> {
  return result.status === 'rejected' && (result.reason === 'credit' || result.reason === 'auth')
}

/** What a provider says later, or what a person does: parsed by the channel, applied by messages. */
export type Inbound =
  | { kind: 'receipt'; provider_ref: string; status: 'delivered' | 'read' | 'failed'; at: Date; reason?: RejectReason | 'expired' | 'undeliverable'; detail?: string; permanent?: boolean }
  | { kind: 'reply'; provider_ref: string; from: string; to: string; medium: Medium; text: string; at: Date; in_reply_to?: string }
  | { kind: 'complaint'; provider_ref: string; at: Date }
  /** A chat or device that somebody opened to us; `payload` is what our link carried. */
  | { kind: 'started'; medium: Medium; address: string; name: string | null; locale: string | null; payload: string | null; at: Date }
  | { kind: 'stopped'; medium: Medium; address: string; at: Date }

/** `code` names what a line says, so that the console can say it in the reader's language; `text` names the values. */
export type CheckLine = { ok: boolean; code: string; text: string; remedy?: string }
export type Check = { ok: boolean; lines: CheckLine[]; /** who we are there: a bot's user name */ account?: string }

/** An open line to the provider, held by the one worker that owns the connection, or this share of it. */
export type Session = {
  send(message: OutboundMessage): Promise<SendResult>
  /** Finishes what is in hand, then closes. */
  close(): Promise<void>
}

export type SessionContext = {
  house: House
  connection: ConnectionFacts
  /** Where the session puts what comes in; resolves when it is on disk, so that a provider is acknowledged after. */
  emit(inbound: Inbound[]): Promise<void>
  /** A line beside the owner's, for one hand-over or a further share: it neither polls nor binds to receive, and hears only what a provider tells every line. */
  send_only?: true
}

/** `text` is the body as it came, which a signature is over. */
export type RawRequest = { headers: Record<string, string | string[] | undefined>; query: Record<string, unknown>; body: unknown; text: string }
export type HttpReply = { status: number; type: string; body: string }

export type Channel = {
  id: string
  name: string
  media: readonly Medium[]
  /** Which of them a connection with these settings carries; all of them unless said. */
  carries?(settings: Record<string, unknown>): readonly Medium[]
  address: AddressKind
  can: Abilities
  /** Whether the provider drops a repeated hand-over with the same `ref`. */
  dedupe: 'key' | 'none'
  /** JSON Schema: validates, draws the console's form; `x-secret: true` marks what is write-only. */
  settings: TObject
  default_limits: Limits
  open(context: SessionContext): Promise<Session>
  /** Whether anything is ever heard of a hand-over after its answer, by the reference that answer gave. */
  reports: boolean
  /** Whether the session must stay open without anything to send: polling, receipts on the bind. */
  listens: boolean
  /** Verifies and parses a provider's webhook; touches nothing. Throws a Problem when it is not genuine. */
  receive?(request: RawRequest, connection: ConnectionFacts): Promise<{ inbound: Inbound[]; reply?: HttpReply }>
  /** The link by which a person opens a chat with us, or lets us onto a device; it carries `payload` back in `started`. Null until a check has said who we are. */
  invite?(connection: ConnectionFacts, medium: Medium, payload: string, house: Pick<House, 'config'>): string | null
  /** What became of hand-overs whose outcome was lost, by our reference; 'retry' means it never arrived and will not, 'unknown' that it does not say. */
  lookup?(house: House, connection: ConnectionFacts, refs: string[]): Promise<SendResult[]>
  /** "Is this connection set up right?", in words. */
  check(connection: ConnectionFacts, house: House): Promise<Check>
}
