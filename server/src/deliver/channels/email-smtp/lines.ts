import type { Socket } from 'node:net'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { Conversation, type Sent } from './conversation.ts'
import type { Letter } from './letter.ts'
import type { SmtpError } from './outcome.ts'

type Options = ConstructorParameters<typeof SMTPConnection>[0]
type Credentials = { user: string; pass: string }

/** Kept connections to one mail server, as many as there are letters at once, each opened when it is first needed. */
export class Lines {
  private readonly options: Options
  private readonly credentials: Credentials | undefined
  private readonly Connection: typeof SMTPConnection
  private readonly idle: Conversation[] = []
  private readonly all = new Set<Conversation>()

  constructor(Connection: typeof SMTPConnection, options: Options, credentials: Credentials | undefined) {
    this.Connection = Connection
    this.options = options
    this.credentials = credentials
  }

  /** Opens a line, signs in where there is somebody to sign in as, and leaves it ready. nodemailer does all that; the letters are ours. */
  async open(): Promise<Conversation> {
    const connection = new this.Connection(this.options)
    try {
      await new Promise<void>((resolve, reject) => {
        connection.once('error', reject)
        connection.connect((error?: Error) => (error ? reject(error) : resolve()))
      })
      const { credentials } = this
      if (credentials) await new Promise<void>((resolve, reject) => connection.login({ credentials }, (error: Error | null | undefined) => (error ? reject(error) : resolve())))
      connection.removeAllListeners('error')
      connection.on('error', () => undefined)
      const line = takeOver(connection)
      this.all.add(line)
      return line
    } catch (error) {
      connection.on('error', () => undefined)
      connection.close()
      throw error
    }
  }

  async send(letter: Letter): Promise<Sent> {
    let line: Conversation | undefined
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

  private async sendOver(line: Conversation, letter: Letter): Promise<Sent> {
    const sent = await line.send(letter)
    // A line is kept unless it broke; after a refusal it must have forgotten the letter.
    if (!line.broken && (sent.ok || (await line.reset()))) this.idle.push(line)
    else {
      line.quit()
      this.all.delete(line)
    }
    return sent
  }

  close(): void {
    for (const line of this.all) line.quit()
    this.all.clear()
    this.idle.length = 0
  }
}

/** What of a nodemailer connection its letters need; without the extensions they go as RFC 821 had it, a command at a time. */
type Inside = { _socket: Socket | false | null; _supportedExtensions?: string[] }

/** The open socket, to which nodemailer listens no more but for its end, and what the server announced in its last EHLO. */
function takeOver(connection: SMTPConnection): Conversation {
  // oxlint-disable-next-line no-underscore-dangle -- the socket is public by its documentation
  const { _socket: socket, _supportedExtensions: extensions = [] } = connection as unknown as Inside
  if (!socket) throw new Error('Connection closed unexpectedly')
  for (const event of ['data', 'timeout']) socket.removeAllListeners(event)
  return new Conversation(socket, extensions)
}
