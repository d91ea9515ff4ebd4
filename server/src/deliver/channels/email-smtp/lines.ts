import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpError } from './outcome.ts'
import type { Letter } from './letter.ts'

type Options = ConstructorParameters<typeof SMTPConnection>[0]
type Credentials = { user: string; pass: string }
type Line = { connection: SMTPConnection; broken: boolean }
export type Sent = { ok: true; rejected: boolean; response: string } | { ok: false; error: SmtpError; /** the server had said 354 and the letter was on its way */ started: boolean }

/** The bytes of a letter, and whether the server has asked for them: before that nothing of it can have arrived. */
class Body extends Readable {
  started = false
  private readonly bytes: Buffer
  constructor(bytes: Buffer) {
    super({ highWaterMark: bytes.length + 1 })
    this.bytes = bytes
  }

  override _read(): void {
    this.started = true
    this.push(this.bytes)
    this.push(null)
  }
}

/** Kept connections to one mail server, as many as there are letters at once, each opened when it is first needed. */
export class Lines {
  private readonly options: Options
  private readonly credentials: Credentials | undefined
  private readonly Connection: typeof SMTPConnection
  private readonly idle: Line[] = []
  private readonly all = new Set<Line>()

  constructor(Connection: typeof SMTPConnection, options: Options, credentials: Credentials | undefined) {
    this.Connection = Connection
    this.options = options
    this.credentials = credentials
  }

  /** Opens a line, signs in where there is somebody to sign in as, and leaves it ready. */
  async open(): Promise<Line> {
    const connection = new this.Connection(this.options)
    const line: Line = { connection, broken: false }
    this.all.add(line)
    const lost = () => {
      line.broken = true
      this.all.delete(line)
    }
    connection.once('end', lost)
    try {
      await new Promise<void>((resolve, reject) => {
        connection.once('error', reject)
        connection.connect((error?: Error) => (error ? reject(error) : resolve()))
      })
      connection.removeAllListeners('error')
      connection.on('error', lost)
      const { credentials } = this
      if (credentials) await new Promise<void>((resolve, reject) => connection.login({ credentials }, (error: Error | null | undefined) => (error ? reject(error) : resolve())))
      return line
    } catch (error) {
      connection.on('error', lost)
      connection.close()
      lost()
      throw error
    }
  }

  async send(letter: Letter): Promise<Sent> {
    let line: Line | undefined
    do line = this.idle.pop()
    while (line?.broken)
    const sent = line && (await this.sendOver(line, letter))
    // A kept line may have been closed meanwhile, or its server takes only so many letters on one: then a new line is asked.
    const hungUp = sent && !sent.ok && !sent.started && [421, undefined].includes(sent.error.responseCode)
    if (sent && !hungUp) return sent
    try {
      return await this.sendOver(await this.open(), letter)
    } catch (error) {
      return { ok: false, error: error as SmtpError, started: false }
    }
  }

  private async sendOver(line: Line, letter: Letter): Promise<Sent> {
    const body = new Body(letter.bytes)
    const { connection } = line
    const sent = await new Promise<Sent>((resolve) => {
      connection.send({ ...letter.envelope, size: letter.bytes.length }, body, (error, info) => resolve(error ? { ok: false, error: error as SmtpError, started: body.started } : { ok: true, rejected: (info?.rejected.length ?? 0) > 0, response: info?.response ?? '' }))
    })
    await this.release(line, sent)
    return sent
  }

  /** A line is kept unless it broke: after a refusal the server is asked to forget the letter (RFC 5321 §4.1.1.5). */
  private async release(line: Line, sent: Sent): Promise<void> {
    if (line.broken) return
    if (sent.ok) return void this.idle.push(line)
    const code = sent.error.responseCode ?? 0
    const forgotten = code >= 400 && code !== 421 && (await new Promise<boolean>((resolve) => {
      const gone = () => resolve(false)
      line.connection.once('end', gone)
      line.connection.reset((error) => {
        line.connection.off('end', gone)
        resolve(!error)
      })
    }))
    if (forgotten && !line.broken) this.idle.push(line)
    else line.connection.close()
  }

  close(): void {
    for (const line of this.all) line.connection.quit()
    this.idle.length = 0
  }
}
