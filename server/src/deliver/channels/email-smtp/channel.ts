import { Type } from 'typebox'
import { ABILITIES } from '../../media.ts'
import type { Channel, ConnectionFacts, Session } from '../contract.ts'
import { writeLetter } from './letter.ts'
import { Lines } from './lines.ts'
import { outcomeOf, type SmtpError } from './outcome.ts'

type Settings = { host: string; port: number; security: 'tls' | 'starttls' | 'none'; user?: string; password?: string; from: string; dkim_domain?: string; dkim_selector?: string; dkim_private_key?: string; verify_certificate: boolean }

const settings = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253, title: 'Host', description: 'smtp.example.com' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535, default: 587, title: 'Port' }),
  security: Type.Unsafe<string>({ type: 'string', enum: ['starttls', 'tls', 'none'], default: 'starttls', title: 'Encryption', description: 'starttls: 587, tls: 465' }),
  user: Type.Optional(Type.String({ maxLength: 254, title: 'User' })),
  password: Type.Optional(Type.String({ maxLength: 500, title: 'Password', 'x-secret': true })),
  from: Type.String({ format: 'email', maxLength: 254, title: 'From', description: 'Where no sender of its own is chosen' }),
  verify_certificate: Type.Boolean({ default: true, title: 'Verify the certificate' }),
  dkim_domain: Type.Optional(Type.String({ maxLength: 253, title: 'DKIM domain' })),
  dkim_selector: Type.Optional(Type.String({ maxLength: 63, title: 'DKIM selector' })),
  dkim_private_key: Type.Optional(Type.String({ maxLength: 8000, title: 'DKIM private key (PEM)', 'x-secret': true })),
}, { additionalProperties: false })

async function linesTo(connection: ConnectionFacts): Promise<Lines> {
  const s = connection.settings as Settings
  const { default: Connection } = await import('nodemailer/lib/smtp-connection') // read with the first connection
  return new Lines(Connection, {
    host: s.host, port: s.port, secure: s.security === 'tls', requireTLS: s.security === 'starttls', ignoreTLS: s.security === 'none',
    tls: { rejectUnauthorized: s.verify_certificate }, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, logger: false,
  }, s.user ? { user: s.user, pass: s.password ?? '' } : undefined)
}

/** Signs letters for a domain (RFC 6376), where this connection has a key. */
async function signerOf(s: Settings): Promise<(bytes: Buffer) => Promise<Buffer>> {
  if (!s.dkim_domain || !s.dkim_selector || !s.dkim_private_key) return async (bytes) => bytes
  const { default: Dkim } = await import('nodemailer/lib/dkim')
  const dkim = new Dkim({ domainName: s.dkim_domain, keySelector: s.dkim_selector, privateKey: s.dkim_private_key })
  return async (bytes) => {
    const parts: Buffer[] = []
    for await (const chunk of dkim.sign(bytes)) parts.push(Buffer.from(chunk as Buffer))
    return Buffer.concat(parts)
  }
}

async function open({ connection }: { connection: ConnectionFacts }): Promise<Session> {
  const s = connection.settings as Settings
  const [lines, sign] = await Promise.all([linesTo(connection), signerOf(s)])
  return {
    async send(message) {
      const { envelope, bytes } = writeLetter(message, s.from, new Date())
      const sent = await lines.send({ envelope, bytes: await sign(bytes) })
      if (!sent.ok) return outcomeOf(sent.error, sent.started)
      return { status: 'accepted', provider_ref: (message.message_id ?? message.ref).replaceAll(/[<>]/g, '') }
    },
    close: async () => lines.close(),
  }
}

function smtpFault(code: string | undefined): { code: string; remedy: string } {
  if (code === 'EAUTH') return { code: 'smtp_refuses', remedy: 'Check user and password; many providers want a password made for programs.' }
  if (code === 'EDNS') return { code: 'smtp_unknown_host', remedy: 'Check the spelling of the host.' }
  return { code: 'smtp_silent', remedy: 'Check host, port and encryption: 587 goes with STARTTLS, 465 with TLS.' }
}

/** Any SMTP server. It accepts or refuses; what becomes of a letter later it does not report. */
export const emailSmtp: Channel = {
  id: 'email-smtp',
  name: 'E-mail (SMTP)',
  media: ['email'],
  address: 'email',
  can: ABILITIES.email,
  dedupe: 'none',
  settings,
  default_limits: { concurrency: 5 },
  reports: false,
  listens: false,
  open,
  async check(connection) {
    const s = connection.settings as Settings
    const server = await linesTo(connection)
    try {
      await server.open()
      const lines = [{ ok: true, code: s.user ? 'smtp_signed_in' : 'smtp_answers', text: `${s.host}:${s.port} answers${s.user ? ` and knows ${s.user}` : ''}.` }]
      const dkim = Boolean(s.dkim_domain && s.dkim_private_key)
      return { ok: true, lines: [...lines, { ok: dkim, code: dkim ? 'dkim_signs' : 'dkim_missing', text: dkim ? `Letters are signed for ${s.dkim_domain}.` : 'Letters are not signed here.', ...(dkim ? {} : { remedy: 'Fill in the DKIM fields, unless your mail server signs by itself.' }) }] }
    } catch (error) {
      const { code, message } = error as SmtpError
      return { ok: false, lines: [{ ok: false, ...smtpFault(code), text: `${s.host}:${s.port}: ${message}` }] }
    } finally {
      server.close()
    }
  },
}
