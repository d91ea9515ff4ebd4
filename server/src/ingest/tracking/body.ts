import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { fail } from '../../platform/problem.ts'

/** A batch may have so many bytes, as it is after unpacking. */
export const BATCH_BYTES = 512_000

const UNPACK: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: BATCH_BYTES }),
  'x-gzip': (bytes) => gunzipSync(bytes, { maxOutputLength: BATCH_BYTES }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: BATCH_BYTES }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: BATCH_BYTES }),
}

/** The text of a body, whatever its content type says: clients name plain text or a form for what is JSON, so that a browser asks no leave. */
export function bodyText(bytes: Buffer, encoding: string | undefined): string {
  const coding = encoding?.trim().toLowerCase() ?? 'identity'
  if (coding === 'identity' || coding === '') return bytes.toString('utf8')
  const unpack = UNPACK[coding]
  if (!unpack) return fail('unsupported_media_type', `Content-Encoding "${coding.slice(0, 40)}" is not known; send gzip, deflate, br or none.`)
  try {
    return unpack(bytes).toString('utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return fail('too_large', `A batch may have ${BATCH_BYTES} bytes after unpacking. Send it in parts.`)
    return fail('malformed', `The body is not ${coding}.`)
  }
}

type Json = Record<string, unknown>
export type Body = { calls: unknown[]; write_key: string | undefined }

/** The calls of a body: one, or a batch whose time of sending holds for each. `type` is what the path says of a single one. */
export function readBody(text: string, type: string | undefined, sent_at_header: string | undefined): Body {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return fail('malformed', `The body is not JSON that can be read: ${(error as Error).message}`)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return fail('malformed', 'The body is not a JSON object.')
  const body = parsed as Json
  const write_key = typeof body.writeKey === 'string' ? body.writeKey : undefined
  const sentAt = body.sentAt ?? sent_at_header
  const stamped = (call: unknown) => (typeof call === 'object' && call !== null && !Array.isArray(call) && !('sentAt' in call) && sentAt !== undefined ? { ...call, sentAt } : call)
  if (type === undefined) {
    if (!Array.isArray(body.batch)) return fail('malformed', 'A batch has its calls in "batch".')
    const shared = typeof body.context === 'object' && body.context !== null ? (body.context as Json) : undefined
    return { calls: body.batch.map((call) => stamped(shared && typeof call === 'object' && call !== null ? { ...(call as Json), context: { ...shared, ...((call as Json).context as Json) } } : call)), write_key }
  }
  const { writeKey: _, ...call } = body
  return { calls: [stamped({ ...call, type: typeof call.type === 'string' ? call.type : type })], write_key }
}
