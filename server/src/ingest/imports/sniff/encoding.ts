export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'gb18030'] as const
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

/** The encoding of a text file by its beginning: a byte order mark, else what it could be without an error. */
export function sniffEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  return utf16(head) ?? (isUtf8(head) ? 'utf-8' : isGb(head) ? 'gb18030' : 'windows-1251')
}
