import { createHash, randomBytes } from 'node:crypto'

/** A prefix and the hex of a UUIDv7 (RFC 9562 §5.7): the same layout as `new_id(prefix)` in SQL. */
export function newId(prefix: string): string {
  const hex = randomBytes(16).toString('hex')
  const time = Date.now().toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
  return `${prefix}_${time}7${hex.slice(13, 16)}${variant}${hex.slice(17)}`
}

/** `count` random characters of base64url: 6 bits each. */
export function randomToken(count: number): string {
  return randomBytes(Math.ceil((count * 3) / 4)).toString('base64url').slice(0, count)
}

export function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
