import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** One key for each purpose, all derived from SECRET_KEY, so that a leak of one opens nothing else. */
export type Secrets = {
  session: string
  /** Keyed hash of an address: what suppression keeps when the address itself is gone. */
  hashAddress(medium: string, address: string): Buffer
  /** AES-256-GCM for provider credentials. The first byte names the key, so that keys can be rotated. */
  encrypt(plain: string): Buffer
  decrypt(sealed: Buffer): string
  /** A short URL-safe token around a few bytes; unreadable and unforgeable without the key. */
  seal(payload: Buffer): string
  open(token: string): Buffer | undefined
}

const KEY_ID = 1

export function makeSecrets(secret_key: string): Secrets {
  const derive = (purpose: string, length = 32) => Buffer.from(hkdfSync('sha256', secret_key, 'carillon', purpose, length))
  // A key object, because an HMAC by a Buffer imports it at each call: 17 µs in place of 4, four times for each row of an import and for each letter.
  const addressKey = createSecretKey(derive('address-hash'))
  const credentialKey = derive('credentials')
  const linkMacKey = createSecretKey(derive('link-mac'))
  const linkKey = createSecretKey(derive('link-cipher'))
  // A synthetic IV (in the manner of RFC 5297): the tag over the plain text is the IV, so a token needs no nonce.
  const linkTag = (payload: Buffer) => createHmac('sha256', linkMacKey).update(payload).digest().subarray(0, 12)
  const linkCipher = (tag: Buffer) => [linkKey, Buffer.concat([tag, Buffer.alloc(4)])] as const

  return {
    session: derive('session').toString('base64url'),
    hashAddress: (medium, address) => createHmac('sha256', addressKey).update(`${medium}\n${address}`).digest().subarray(0, 16),
    encrypt(plain) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', credentialKey, iv)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([KEY_ID]), iv, cipher.getAuthTag(), body])
    },
    decrypt(sealed) {
      if (sealed[0] !== KEY_ID) throw new Error(`sealed with key ${sealed[0]}, which this SECRET_KEY does not hold`)
      const cipher = createDecipheriv('aes-256-gcm', credentialKey, sealed.subarray(1, 13))
      cipher.setAuthTag(sealed.subarray(13, 29))
      return Buffer.concat([cipher.update(sealed.subarray(29)), cipher.final()]).toString('utf8')
    },
    seal(payload) {
      const tag = linkTag(payload)
      const cipher = createCipheriv('aes-256-ctr', ...linkCipher(tag))
      return Buffer.concat([tag, cipher.update(payload), cipher.final()]).toString('base64url')
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length < 13) return undefined
      const tag = bytes.subarray(0, 12)
      const cipher = createDecipheriv('aes-256-ctr', ...linkCipher(tag))
      const payload = Buffer.concat([cipher.update(bytes.subarray(12)), cipher.final()])
      return timingSafeEqual(linkTag(payload), tag) ? payload : undefined
    },
  }
}
