import { parseEmail } from '../../../customers/index.ts'
import { cleanCell } from './text.ts'

export type EmailRepair = { emails: string[]; repaired: boolean; /** some of the cell could not be read */ invalid: boolean }

/** `Anna <anna@example.com>`, `mailto:`, full-width letters, a stop at the end: what is meant is plain. */
function readOne(part: string): string | undefined {
  const bare = part.replace(/^mailto:/i, '').replace(/^.*<([^<>]+)>$/, '$1').replace(/^["'(]+|["').,;:]+$/g, '').replaceAll(/\s*@\s*/g, '@').trim()
  return parseEmail(bare)
}

/** The addresses of one cell, lower-case. */
export function repairEmails(cell: string): EmailRepair {
  const text = cleanCell(cell).normalize('NFKC')
  const whole = readOne(text)
  const parts = whole ? [text] : text.split(/[\s,;|/]+(?=[^@]*@)|[,;|]+/).filter(Boolean)
  const read = parts.map(readOne)
  const emails = [...new Set(read.filter((email) => email !== undefined))].slice(0, 5)
  return { emails, invalid: read.some((email) => email === undefined), repaired: emails.length > 0 && cell.trim().toLowerCase() !== emails[0] }
}
