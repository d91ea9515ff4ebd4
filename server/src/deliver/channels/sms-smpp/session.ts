import smpp, { type Pdu, type Session as SmppSession } from 'smpp'
import { splitParts } from '../../sms-text/index.ts'
import type { OutboundMessage, SendResult, Session, SessionContext } from '../contract.ts'
import { ours, quotedIn } from '../own-words.ts'
import { parseReceipt, textOf, type IdFormat } from './receipt.ts'

export type Settings = { host: string; port: number; tls: boolean; system_id: string; password: string; system_type: string; bind: 'transmitter_receiver' | 'transceiver'; window: number; receipt_ids: IdFormat }

const BIND_MS = 10_000
const ANSWER_MS = 30_000
const ENQUIRE_MS = 20_000
const RECONNECT_MS = 3000

/** Answers of SMPP 3.4 §5.1.3 that ask for patience: throttled, queue full, system error. */
const LATER = new Map([[0x58, 5], [0x14, 10], [0x08, 30], [0x01, 30]])

function connectTo(s: Settings): SmppSession {
  const session = smpp.connect({ host: s.host, port: s.port, tls: s.tls, auto_enquire_link_period: ENQUIRE_MS })
  // Each submit without an answer listens for the line to break.
  session.setMaxListeners(0)
  // An error is followed by a close, which is what the session acts upon.
  session.on('error', () => undefined)
  return session
}

const gathering = new WeakSet<SmppSession>()

/** What is written to a line in one turn goes out in one packet: a write of its own costs each of twenty thousand messages 35 µs. */
function inOneWrite(session: SmppSession): SmppSession {
  if (gathering.has(session)) return session
  gathering.add(session)
  session.socket.cork()
  setImmediate(() => {
    gathering.delete(session)
    session.socket.uncork()
  })
  return session
}

/** A bound session; `listen` gets it before anything can have been received on it. */
export function bind(s: Settings, how: 'transmitter' | 'receiver' | 'transceiver', listen?: (session: SmppSession) => void): Promise<SmppSession> {
  return new Promise((resolve, reject) => {
    const session = connectTo(s)
    listen?.(session)
    const fail = (message: string) => {
      clearTimeout(timer)
      session.destroy()
      reject(new Error(message))
    }
    const timer = setTimeout(() => fail(`${s.host}:${s.port} did not answer the bind in ${BIND_MS / 1000} s`), BIND_MS)
    session.on('error', (error: Error) => fail(`${s.host}:${s.port}: ${error.message}`))
    session.on('connect', () => session[`bind_${how}`]({ system_id: s.system_id, password: s.password, system_type: s.system_type, interface_version: 0x34 }, (pdu) => {
      if (pdu.command_status !== 0) return fail(`The centre refused to bind as ${how}: status 0x${pdu.command_status.toString(16)}${[0xd, 0xe, 0xf].includes(pdu.command_status) ? ' (system id or password)' : ''}`)
      clearTimeout(timer)
      session.removeAllListeners('error')
      session.on('error', () => undefined)
      resolve(session)
    }))
  })
}

const international = (address: string) => address.replace(/^\+/, '')

/** Type of number and plan (§5.2.5): a name is alphanumeric, a short number network specific, everything else international. */
function sourceOf(address: string): Record<string, unknown> {
  if (/[a-z]/i.test(address)) return { source_addr_ton: 5, source_addr_npi: 0, source_addr: address }
  if (/^\d{1,6}$/.test(address)) return { source_addr_ton: 3, source_addr_npi: 0, source_addr: address }
  return { source_addr_ton: 1, source_addr_npi: 1, source_addr: international(address) }
}

let reference = Math.floor(Math.random() * 256)

function pdusOf(message: OutboundMessage): Record<string, unknown>[] {
  if (message.form.medium !== 'sms') throw new Error('not an SMS')
  const { encoding, parts } = splitParts(message.form.text)
  reference = (reference + 1) % 256
  return parts.map((part, index) => ({
    ...sourceOf(message.from?.address ?? ''), dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: international(message.to), data_coding: encoding === 'GSM-7' ? 0 : 8,
    // A receipt for the last part only: centres deliver in order, and one message has one outcome.
    registered_delivery: index === parts.length - 1 ? 1 : 0,
    ...(parts.length === 1 ? { short_message: part } : { esm_class: 0x40, short_message: { udh: Buffer.from([5, 0, 3, reference, parts.length, index + 1]), message: part } }),
  }))
}

/** A bound line to a message centre: keeps itself alive, comes back after a break, and holds no more than its window. */
export async function openSession({ connection, emit, house, send_only }: SessionContext): Promise<Session> {
  const s = connection.settings as Settings
  let closing = false
  let sender: SmppSession | undefined
  let receiver: SmppSession | undefined
  let inFlight = 0
  const waiting: (() => void)[] = []

  const heard = (pdu: Pdu, on: SmppSession) => {
    const deliver = pdu as Pdu & Parameters<typeof parseReceipt>[0] & { esm_class?: number; source_addr?: string; destination_addr?: string }
    const now = house.clock()
    const isReceipt = ((deliver.esm_class ?? 0) & 0x3c) === 0x04
    const receipt = isReceipt ? parseReceipt(deliver, s.receipt_ids, now) : undefined
    const inbound = receipt ? [receipt] : isReceipt ? [] : [{ kind: 'reply' as const, provider_ref: `${deliver.source_addr}.${now.getTime()}.${pdu.sequence_number}`, from: `+${international(deliver.source_addr ?? '')}`, to: deliver.destination_addr ?? '', medium: 'sms' as const, text: textOf(deliver), at: now }]
    // The centre may forget it only once it is on disk here.
    emit(inbound).then(() => inOneWrite(on).send(pdu.response()), (error: unknown) => {
      house.log.error({ err: error, connection_id: connection.id }, 'what an SMS centre sent could not be stored; it will send it again')
      on.send(pdu.response({ command_status: 0x08 }))
    })
  }

  async function connect(how: 'transmitter' | 'receiver' | 'transceiver'): Promise<SmppSession> {
    // Listening begins before the bind: a centre may send what waits for us in the same packet as its answer.
    return bind(s, how, (session) => {
      session.on('deliver_sm', (pdu: Pdu) => heard(pdu, session))
      session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
      session.on('unbind', (pdu: Pdu) => {
        session.send(pdu.response())
        session.close()
      })
    })
  }

  /** The receiving line is opened again whenever it breaks: receipts wait for it at the centre. */
  async function keepReceiving(): Promise<void> {
    while (!closing) {
      try {
        receiver = await connect('receiver')
        await new Promise((resolve) => receiver!.once('close', resolve))
      } catch (error) {
        house.log.warn({ err: error, connection_id: connection.id }, 'the receiving line did not open')
      }
      if (!closing) await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS))
    }
  }

  async function line(): Promise<SmppSession> {
    if (sender && !sender.socket.destroyed) return sender
    sender = await connect(s.bind === 'transceiver' ? 'transceiver' : 'transmitter')
    return sender
  }

  await line()
  if (s.bind === 'transmitter_receiver' && !send_only) void keepReceiving()

  async function slot(): Promise<void> {
    if (inFlight < s.window) {
      inFlight += 1
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  function free(): void {
    const next = waiting.shift()
    if (next) next()
    else inFlight -= 1
  }

  function submit(on: SmppSession, fields: Record<string, unknown>, ref: string): Promise<SendResult> {
    return new Promise((resolve) => {
      const lost = () => done({ status: 'unknown', detail: ours('line_broke') })
      const timer = setTimeout(() => done({ status: 'unknown', detail: ours('no_answer', `${ANSWER_MS / 1000} s`) }), ANSWER_MS)
      const done = (result: SendResult) => {
        clearTimeout(timer)
        on.removeListener('close', lost)
        resolve(result)
      }
      on.once('close', lost)
      inOneWrite(on).submit_sm(fields, (pdu) => done(toResult(pdu, ref)))
    })
  }

  return {
    async send(message) {
      await slot()
      try {
        let on: SmppSession
        try {
          on = await line()
        } catch (error) {
          return { status: 'retry', after_s: 15, detail: ours('no_line', (error as Error).message), line: true }
        }
        let result: SendResult | undefined
        for (const fields of pdusOf(message)) {
          const part = await submit(on, fields, message.ref)
          // Once a part is out, a repeat of the whole would reach the person twice.
          if (part.status !== 'accepted') return result && part.status === 'retry' ? { status: 'unknown', detail: ours('part_refused', quotedIn(part.detail)) } : part
          result = part
        }
        return result!
      } finally {
        free()
      }
    },
    async close() {
      closing = true
      await Promise.all([sender, receiver].map((each) => each && !each.socket.destroyed && new Promise<void>((resolve) => {
        setTimeout(resolve, 1000).unref()
        each.unbind({}, () => each.close(resolve))
      })))
      sender?.destroy()
      receiver?.destroy()
    },
  }
}

/** A centre that gives no id reports nothing of the message either; ours stands in for it. */
function toResult(pdu: Pdu, ref: string): SendResult {
  const status = pdu.command_status
  if (status === 0) return { status: 'accepted', provider_ref: String(pdu.message_id ?? '').trim() || ref }
  const detail = ours('answered', `0x${status.toString(16).padStart(8, '0')}`)
  const later = LATER.get(status)
  if (later !== undefined) return { status: 'retry', after_s: later, detail, ...([0x58, 0x14].includes(status) ? { line: true } : {}) }
  if (status === 0x0b) return { status: 'rejected', reason: 'bad_address', detail: `${detail} (invalid destination)`, permanent: true }
  if (status === 0x0a) return { status: 'rejected', reason: 'sender', detail: `${detail} (invalid sender)` }
  return { status: 'rejected', reason: 'other', detail }
}
