import { encodeWord, encodeWords, foldLines } from 'nodemailer/lib/mime-funcs'
import { randomToken } from '../../../platform/ids.ts'
import type { OutboundMessage } from '../contract.ts'

export type Letter = { envelope: { from: string; to: [string] }; bytes: Buffer }

/** Nobody can write it into a text: it is drawn for each process, and base64 has no underscore (RFC 2046 §5.1.1). */
const BOUNDARY = `=_${randomToken(24)}`
/** What could begin another header field, or hide in one, becomes a space (RFC 5322 §2.2). */
// oxlint-disable-next-line no-control-regex
const clean = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()

const header = (name: string, value: string) => (name.length + value.length + 2 <= 76 ? `${name}: ${value}\r\n` : `${foldLines(`${name}: ${value}`, 76)}\r\n`)
// oxlint-disable-next-line no-control-regex
const isAscii = (text: string) => /^[\u0020-\u007e]*$/.test(text)
// oxlint-disable-next-line no-control-regex
const isAsciiText = (text: string) => /^[\u0009\u000a\u000d\u0020-\u007e]*$/.test(text)
const longestLine = (text: string) => text.split('\r\n').reduce((most, line) => Math.max(most, line.length), 0)

/** A mailbox as one header takes it: the name quoted or in encoded words, the address bare of anything that could end it. */
function mailbox(name: string, address: string): string {
  const bare = address.replaceAll(/[\s<>,;]/g, '')
  const shown = clean(name)
  if (shown === '') return bare
  return `${isAscii(shown) ? `"${shown.replaceAll(/["\\]/g, '\\$&')}"` : encodeWord(shown, 'B', 52)} <${bare}>`
}

/** 57 bytes are a line of 76 characters; cut by them it takes a third of what a regular expression over the whole does. */
function base64Lines(bytes: Buffer): string {
  let lines = bytes.toString('base64', 0, 57)
  for (let from = 57; from < bytes.length; from += 57) lines += `\r\n${bytes.toString('base64', from, Math.min(bytes.length, from + 57))}`
  return lines
}

/** RFC 2045 §2.7: what is ASCII in lines of up to 998 characters goes as it is. Base64 is the shortest and quickest for the rest: Cyrillic in quoted-printable takes six characters a letter. */
function part(type: string, text: string): string {
  const lines = text.includes('\r') || text.includes('\n') ? text.replaceAll(/\r\n?|\n/g, '\r\n') : text
  const plain = isAsciiText(lines) && longestLine(lines) <= 998
  const body = plain ? lines : base64Lines(Buffer.from(lines))
  return `--${BOUNDARY}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${plain ? '7bit' : 'base64'}\r\n\r\n${body}\r\n`
}

/**
 * A letter as bytes (RFC 5322, RFC 2045): plain text and HTML as alternatives, one recipient in its envelope. The one
 * place where headers of a letter are written.
 */
export function writeLetter(message: OutboundMessage, fallback_from: string, now: Date): Letter {
  if (message.form.medium !== 'email') throw new Error('not a letter')
  const { subject, html, text } = message.form
  const from = (message.from?.address ?? fallback_from).replaceAll(/[\s<>]/g, '')
  const to = message.to.replaceAll(/[\s<>]/g, '')
  const { list } = message
  const head = [
    header('From', mailbox(message.from?.display_name ?? '', from)),
    header('To', mailbox(message.to_name ?? '', to)),
    ...(message.from?.reply_to ? [header('Reply-To', mailbox('', message.from.reply_to))] : []),
    header('Subject', encodeWords(clean(subject), 'B', 52, true)),
    ...(message.message_id ? [`Message-ID: ${clean(message.message_id)}\r\n`] : []),
    header('Date', now.toUTCString().replace('GMT', '+0000')),
    // RFC 8058 §3.1 wants both, and RFC 2919 a name of the list that filters can go by. Signed links have no place to fold at.
    ...(list ? [`List-Unsubscribe: <${clean(list.unsubscribe_url)}>\r\n`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n', `List-Id: <${clean(list.list_id)}>\r\n`] : []),
    message.class === 'marketing' ? 'Precedence: bulk\r\n' : 'Auto-Submitted: auto-generated\r\n',
    `Content-Language: ${clean(message.locale)}\r\n`,
    `MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="${BOUNDARY}"\r\n\r\n`,
  ]
  const bytes = Buffer.from(`${head.join('')}${part('text/plain', text)}${part('text/html', html)}--${BOUNDARY}--\r\n`)
  return { envelope: { from, to: [to] }, bytes }
}
