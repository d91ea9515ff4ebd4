import { hash, randomFillSync } from 'node:crypto'

let lastMs = 0
let counter = 0

/** Random bytes are drawn 4 KiB at a time: one call of the generator costs 6 to 20 µs, an import takes fifteen ids a row and an SMS four codes. */
const pool = Buffer.alloc(4096)
let drawn = pool.length

/** `count` random bytes that nobody else gets, to be read before the next call. */
function drawBytes(count: number): Buffer {
  if (drawn + count > pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  drawn += count
  return pool.subarray(drawn - count, drawn)
}

/**
 * A prefix and the hex of a UUIDv7 (RFC 9562 §5.7): the same layout as `new_id(prefix)` in SQL. Ids of one process sort
 * in the order they were made: within a millisecond the 12 bits of rand_a count up (RFC 9562 §6.2, method 1).
 */
export function newId(prefix: string): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
  const random = drawBytes(8)
  random[0] = (random[0]! & 0x3f) | 0x80
  return `${prefix}_${lastMs.toString(16).padStart(12, '0')}7${counter.toString(16).padStart(3, '0')}${random.toString('hex')}`
}

/** The 16 bytes of an id, for what is sealed; its prefix is known from the place. */
export const bytesOfId = (id: string): Buffer => Buffer.from(id.slice(id.indexOf('_') + 1), 'hex')
export const idOfBytes = (prefix: string, bytes: Buffer): string => `${prefix}_${bytes.toString('hex')}`

/** `count` random characters of base64url: 6 bits each. */
export function randomToken(count: number): string {
  return drawBytes(Math.ceil((count * 3) / 4)).toString('base64url').slice(0, count)
}

export function sha256(value: string | Buffer): Buffer {
  return hash('sha256', value, 'buffer')
}
