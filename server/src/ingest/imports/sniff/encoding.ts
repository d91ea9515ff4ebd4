import { cyrillicShare, eastAsianShare, type EastAsian } from './evidence.ts'

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-u', 'windows-1252', 'gb18030', 'big5', 'shift_jis', 'euc-kr'] as const
export type Encoding = (typeof ENCODINGS)[number]

function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }) // streaming: the last character may be cut
    return true
  } catch {
    return false
  }
}

/** UTF-16 without a mark: in every script of ours one byte of a pair is mostly 0x00, 0x04 (Cyrillic) or 0x10 (Georgian). */
function utf16(head: Buffer): Encoding | undefined {
  const pairs = Math.min(head.length >> 1, 4096)
  if (pairs < 4) return undefined
  let even = 0
  let odd = 0
  let ascii = 0
  for (let n = 0; n < pairs; n += 1) {
    const [a, b] = [head[2 * n]!, head[2 * n + 1]!]
    if (a === 0 || a === 4 || a === 0x10) even += 1
    if (b === 0 || b === 4 || b === 0x10) odd += 1
    if (a === 0 || b === 0) ascii += 1
  }
  if (ascii < pairs * 0.02) return undefined
  if (odd > pairs * 0.7 && even < pairs * 0.3) return 'utf-16le'
  if (even > pairs * 0.7 && odd < pairs * 0.3) return 'utf-16be'
  return undefined
}

/** Letters that windows-1251 keeps between 0xA1 and 0xBF, and its commonest signs there. */
const CYRILLIC_EXTRAS = new Set([0xa5, 0xa8, 0xaa, 0xab, 0xaf, 0xb2, 0xb3, 0xb4, 0xb8, 0xb9, 0xba, 0xbb, 0xbf])

/** Excel in China saves GBK: its second bytes are spread evenly, where windows-1251 has next to nothing from 0xA1 to 0xBF. */
function isGb(head: Buffer): boolean {
  let pairs = 0
  let odd = 0
  let spread = 0
  for (let n = 0; n < head.length; n += 1) {
    if (head[n]! < 0x80) continue
    let end = n
    while (end < head.length && head[end]! >= 0x80) end += 1
    if ((end - n) % 2 === 1) odd += 1
    for (let at = n; at + 1 < end; at += 2) {
      pairs += 1
      const second = head[at + 1]!
      if (second >= 0xa1 && second <= 0xbf && !CYRILLIC_EXTRAS.has(second)) spread += 1
    }
    n = end
  }
  return pairs >= 2 && spread / pairs > 0.08 && odd / pairs < 0.15
}

/** Enough to tell languages apart. */
const EVIDENCE_BYTES = 256 * 1024
const EAST_ASIAN: readonly EastAsian[] = ['gb18030', 'big5', 'shift_jis', 'euc-kr']

/** KOI8-U is rare today, and a few letters of windows-1251 make sense in it as well. */
const RARE = 0.25

/** Text of one byte or two a character, by what each reading makes of it: characters of real lists, or rare ones and none. */
function byEvidence(head: Buffer): Encoding {
  const line = head.indexOf(10)
  const read = (encoding: Encoding, end: number) => new TextDecoder(encoding).decode(head.subarray(0, end), { stream: true })
  // The names of the columns weigh as much as all that stands below them: those are few words, and the same everywhere.
  const weigh = (encoding: Encoding, share: (text: string) => number) => {
    const [whole, first] = [read(encoding, EVIDENCE_BYTES), read(encoding, line < 0 ? EVIDENCE_BYTES : line)]
    return /[^\0-\x7f]/.test(first) ? (share(whole) + share(first)) / 2 : share(whole)
  }
  const [windows, koi] = [weigh('windows-1251', cyrillicShare), weigh('koi8-u', cyrillicShare)]
  const letters = koi > windows + RARE ? 'koi8-u' : 'windows-1251'
  const best = EAST_ASIAN.map((encoding) => ({ encoding, share: weigh(encoding, (text) => eastAsianShare(text, encoding)) })).reduce((a, b) => (b.share > a.share ? b : a))
  const share = Math.max(windows, koi)
  if (best.share > 0.15 && best.share > share - 0.35) return best.encoding
  return share < 0.4 && isGb(head) ? 'gb18030' : letters
}

/** The encoding of a text file by its beginning: a byte order mark, else what it could be without an error, else the evidence. */
export function sniffEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  return utf16(head) ?? (isUtf8(head) ? 'utf-8' : byEvidence(head))
}
