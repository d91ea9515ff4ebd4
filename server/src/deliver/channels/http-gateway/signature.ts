import { createHmac, timingSafeEqual } from 'node:crypto'
import { sha256 } from '../../../platform/ids.ts'
import { fail } from '../../../platform/problem.ts'

/** How far a caller's clock may be from ours (standardwebhooks.com, "Verifying webhook authenticity"). */
const TOLERANCE_S = 300

/** A secret may be written as the standard does, `whsec_` and base64; any other text is its own bytes. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
}

function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** The three headers of Standard Webhooks for one request of ours. */
export function signedHeaders(secret: string, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatureOf(secret, id, timestamp, body) }
}

/** Refuses a call that the holder of the secret did not sign, or signed long ago; a header may carry several signatures. */
export function requireSignature(secret: string, headers: Record<string, string | string[] | undefined>, body: string): void {
  const [id, timestamp, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => String(headers[name] ?? '')) as [string, string, string]
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp || Number.NaN)) <= TOLERANCE_S)) fail('forbidden', 'webhook-timestamp is missing or more than five minutes off.')
  const expected = sha256(signatureOf(secret, id, timestamp, body))
  const genuine = given.split(' ').some((each) => timingSafeEqual(sha256(each), expected))
  if (!genuine) fail('forbidden', 'webhook-signature is not one of this connection\'s secret over this body.')
}
