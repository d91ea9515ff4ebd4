import type { Socket } from 'node:net'
import type { Letter } from './letter.ts'
import type { SmtpError } from './outcome.ts'

/** What a server answered to one command: its code, and all its lines. */
type Reply = { code: number; text: string }
type Asked = PromiseWithResolvers<Reply>
export type Sent = { ok: true } | { ok: false; error: SmtpError; /** the server had said 354 and the letter was on its way */ started: boolean }

const SILENT_MS = 60_000
const LONGEST_REPLY = 65_536
const DOT = Buffer.from('.')
const END = Buffer.from('.\r\n')

/** A line that begins with a dot gets a second one (RFC 5321 §4.5.2). Lines of a letter end in CRLF and in nothing else, the last one too. */
export function stuffed(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  let from = 0
  for (let at = bytes.indexOf('\r\n.'); at >= 0; at = bytes.indexOf('\r\n.', from)) {
    parts.push(bytes.subarray(from, at + 2), DOT)
    from = at + 2
  }
  return Buffer.concat([...parts, bytes.subarray(from), END])
}

function toError(reply: Reply, message: string): SmtpError {
  return Object.assign(new Error(`${message}: ${reply.text}`), { response: reply.text, responseCode: reply.code })
}

/** The error of a reply that is no consent, else undefined. */
const refusal = (reply: Reply, message: string) => (reply.code >= 200 && reply.code < 400 ? undefined : toError(reply, message))

/**
 * One mail transaction after another over a line that is open and signed in. Where the server takes pipelining (RFC 2920) a
 * letter is two writes and two reads: its envelope, and itself with the final dot. Streams, a transform of every byte and a
 * write for each command cost twice the processor time.
 */
export class Conversation {
  private readonly socket: Socket
  private readonly extensions: ReadonlySet<string>
  private readonly asked: Asked[] = []
  private heard = ''
  private lines: string[] = []
  private end: SmtpError | undefined

  constructor(socket: Socket, extensions: readonly string[]) {
    this.socket = socket
    this.extensions = new Set(extensions)
    socket.setEncoding('utf8')
    socket.setTimeout(SILENT_MS)
    socket.on('data', (chunk: string) => this.hear(chunk))
    socket.on('timeout', () => this.break(new Error('The server was silent for too long')))
    socket.on('error', (error) => this.break(error))
    socket.once('close', () => this.break(new Error('Connection closed unexpectedly')))
  }

  get broken(): boolean {
    return this.end !== undefined
  }

  async send({ envelope, bytes }: Letter): Promise<Sent> {
    let started = false
    try {
      const error = await this.announce(envelope, bytes.length)
      if (error) return { ok: false, error, started }
      started = true
      const taken = await this.ask(stuffed(bytes))
      const refused = refusal(taken, 'Message failed')
      return refused ? { ok: false, error: refused, started } : { ok: true }
    } catch (error) {
      return { ok: false, error: error as SmtpError, started }
    }
  }

  /** Asks the server to forget the letter it refused (RFC 5321 §4.1.1.5); whether it did. */
  async reset(): Promise<boolean> {
    return this.ask('RSET\r\n').then(({ code }) => code >= 200 && code < 300, () => false)
  }

  quit(): void {
    if (this.end) return
    this.end = new Error('The line is closed')
    for (const each of this.asked.splice(0)) each.reject(this.end)
    this.socket.end('QUIT\r\n')
    setTimeout(() => this.socket.destroy(), 1000).unref()
  }

  /** Sender, recipient and DATA; what the server has against one of them. */
  private async announce({ from, to }: Letter['envelope'], size: number): Promise<SmtpError | undefined> {
    const international = this.extensions.has('SMTPUTF8') && /[^ -~]/.test(`${from}${to[0]}`)
    const mail = `MAIL FROM:<${from}>${international ? ' SMTPUTF8' : ''}${this.extensions.has('SIZE') ? ` SIZE=${size}` : ''}\r\n`
    const rcpt = `RCPT TO:<${to[0]}>\r\n`
    if (!this.extensions.has('PIPELINING')) {
      return refusal(await this.ask(mail), 'Mail command failed') ?? refusal(await this.ask(rcpt), 'Recipient command failed') ?? refusal(await this.ask('DATA\r\n'), 'Data command failed')
    }
    const answers = [this.expect(), this.expect(), this.expect()]
    this.socket.write(`${mail}${rcpt}DATA\r\n`)
    const [sender, recipient, data] = await Promise.all(answers) as [Reply, Reply, Reply]
    const badSender = refusal(sender, 'Mail command failed')
    const bad = badSender ?? refusal(recipient, 'Recipient command failed')
    if (!bad) return refusal(data, 'Data command failed')
    if (refusal(data, '')) return bad
    // It wants a letter although it refused its envelope: an empty one ends that (RFC 2920 §3.1), unless it has no sender even.
    if (badSender) this.break(badSender)
    else await this.ask(END)
    return bad
  }

  private ask(what: string | Buffer): Promise<Reply> {
    const answer = this.expect()
    if (!this.end) this.socket.write(what)
    return answer
  }

  private expect(): Promise<Reply> {
    if (this.end) return Promise.reject(this.end)
    const asked = Promise.withResolvers<Reply>()
    this.asked.push(asked)
    return asked.promise
  }

  private hear(chunk: string): void {
    this.heard += chunk
    for (let end = this.heard.indexOf('\n'); end >= 0; end = this.heard.indexOf('\n')) {
      const line = this.heard.slice(0, end).trimEnd()
      this.heard = this.heard.slice(end + 1)
      if (line === '') continue
      this.lines.push(line)
      if (line[3] !== '-') this.take(this.lines.splice(0))
    }
    if (this.heard.length + this.lines.length > LONGEST_REPLY) this.break(new Error('The server answered more than a line may hold'))
  }

  private take(lines: string[]): void {
    const reply = { code: Number(lines.at(-1)!.slice(0, 3)), text: lines.join('\n') }
    const asked = this.asked.shift()
    // 421 is said at any time, by a server that closes the line with it (RFC 5321 §3.8).
    if (!asked || reply.code === 421) {
      const error = toError(reply, 'The server closes the line')
      asked?.reject(error)
      return this.break(error)
    }
    asked.resolve(reply)
  }

  private break(error: SmtpError): void {
    if (this.end) return
    this.end = error
    for (const each of this.asked.splice(0)) each.reject(error)
    this.socket.destroy()
  }
}
