import type { RejectReason, SendResult } from '../contract.ts'
import { ours } from '../own-words.ts'

/** Why a line did not open, as nodemailer says it, or a letter was not taken. */
export type SmtpError = Error & { code?: string; response?: string; responseCode?: number }

/** Enhanced status codes (RFC 3463) say more than the three digits; where there are none the digits must do. */
function reasonOf(code: number, enhanced: string | undefined, text: string): { reason: RejectReason; permanent: boolean } {
  if (enhanced?.startsWith('5.1.') || [550, 551, 553].includes(code)) {
    const blocked = enhanced?.startsWith('5.7.') || /spam|block|blacklist|reputation|denied|policy/i.test(text)
    return blocked ? { reason: 'blocked', permanent: false } : { reason: 'bad_address', permanent: true }
  }
  if (enhanced?.startsWith('5.7.') || code === 554) return { reason: 'blocked', permanent: false }
  if (enhanced?.startsWith('5.2.') || code === 552) return { reason: 'other', permanent: false }
  return { reason: 'other', permanent: false }
}

/**
 * A failure as a result. A permanent answer rejects; a temporary one (RFC 5321 §4.2.1) may be tried again, and so may a
 * letter that the server had not asked for yet. A line that broke later leaves it unknown whether the server has it.
 */
export function outcomeOf(error: SmtpError, started: boolean): SendResult {
  const words = (error.response ?? error.message).replaceAll(/\s+/g, ' ').slice(0, 500)
  const detail = error.response ? words : ours(error.code === 'EENVELOPE' || error.code === 'EMESSAGE' ? 'broke_inside' : started ? 'line_broke' : 'no_line', words)
  if (error.code === 'EAUTH') return { status: 'rejected', reason: 'auth', detail }
  const code = error.responseCode ?? 0
  if (code >= 500) {
    if (code === 535 || code === 530) return { status: 'rejected', reason: 'auth', detail }
    const { reason, permanent } = reasonOf(code, /\b5\.\d{1,3}\.\d{1,3}\b/.exec(detail)?.[0], detail)
    return { status: 'rejected', reason, detail, permanent }
  }
  if (code >= 400) return { status: 'retry', after_s: code === 421 ? 60 : 300, detail, ...(code === 421 ? { line: true } : {}) }
  return started ? { status: 'unknown', detail } : { status: 'retry', after_s: 30, detail, line: true }
}
