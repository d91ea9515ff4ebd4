import { Type } from 'typebox'
import { ABILITIES } from '../../media.ts'
import type { Channel, ConnectionFacts, OutboundMessage, Session } from '../contract.ts'
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

async function transportOf(connection: ConnectionFacts, maxConnections: number) {
  const s = connection.settings as Settings
  const dkim = s.dkim_domain && s.dkim_selector && s.dkim_private_key ? { dkim: { domainName: s.dkim_domain, keySelector: s.dkim_selector, privateKey: s.dkim_private_key } } : {}
  const { createTransport } = await import('nodemailer') // read with the first connection
  return createTransport({
    pool: true, host: s.host, port: s.port, secure: s.security === 'tls', requireTLS: s.security === 'starttls', ignoreTLS: s.security === 'none', maxConnections, maxMessages: Number.POSITIVE_INFINITY,
    // The pool would send again by itself after a broken line; whether that is allowed is decided elsewhere.
    maxRequeues: 0,
    tls: { rejectUnauthorized: s.verify_certificate }, ...(s.user ? { auth: { user: s.user, pass: s.password ?? '' } } : {}), ...dkim,
    connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, disableFileAccess: true, disableUrlAccess: true,
  })
}

/** One letter as nodemailer takes it: addresses as objects and an envelope of one, so that no string can become two recipients. */
export function toMail(message: OutboundMessage, fallback_from: string) {
  if (message.form.medium !== 'email') throw new Error('not a letter')
  const { subject, html, text } = message.form
  const from = message.from?.address ?? fallback_from
  const { list } = message
  return {
    from: { name: message.from?.display_name ?? '', address: from },
    to: { name: message.to_name ?? '', address: message.to },
    ...(message.from?.reply_to ? { replyTo: { name: '', address: message.from.reply_to } } : {}),
    envelope: { from, to: [message.to] },
    subject, html, text,
    messageId: message.message_id ?? undefined,
    headers: {
      // RFC 8058 §3.1 wants both, and RFC 2919 a name of the list that filters can go by.
      ...(list ? { 'List-Unsubscribe': `<${list.unsubscribe_url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'List-Id': `<${list.list_id}>` } : {}),
      ...(message.class === 'marketing' ? { Precedence: 'bulk' } : { 'Auto-Submitted': 'auto-generated' }),
      'Content-Language': message.locale,
    },
    textEncoding: 'quoted-printable' as const,
  }
}

async function open({ connection }: { connection: ConnectionFacts }): Promise<Session> {
  const transport = await transportOf(connection, Math.min(connection.limits.concurrency ?? 5, 50))
  const { from } = connection.settings as Settings
  return {
    async send(message) {
      try {
        const info = await transport.sendMail(toMail(message, from))
        if (info.rejected.length > 0) return { status: 'rejected', reason: 'bad_address', detail: info.response, permanent: true }
        return { status: 'accepted', provider_ref: (message.message_id ?? info.messageId).replaceAll(/[<>]/g, '') }
      } catch (error) {
        return outcomeOf(error as SmtpError)
      }
    },
    close: async () => transport.close(),
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
  listens: false,
  open,
  async check(connection) {
    const s = connection.settings as Settings
    const transport = await transportOf(connection, 1)
    try {
      await transport.verify()
      const lines = [{ ok: true, code: s.user ? 'smtp_signed_in' : 'smtp_answers', text: `${s.host}:${s.port} answers${s.user ? ` and knows ${s.user}` : ''}.` }]
      const dkim = Boolean(s.dkim_domain && s.dkim_private_key)
      return { ok: true, lines: [...lines, { ok: dkim, code: dkim ? 'dkim_signs' : 'dkim_missing', text: dkim ? `Letters are signed for ${s.dkim_domain}.` : 'Letters are not signed here.', ...(dkim ? {} : { remedy: 'Fill in the DKIM fields, unless your mail server signs by itself.' }) }] }
    } catch (error) {
      const { code, message } = error as SmtpError
      return { ok: false, lines: [{ ok: false, ...smtpFault(code), text: `${s.host}:${s.port}: ${message}` }] }
    } finally {
      transport.close()
    }
  },
}
