import type { FastifyReply } from 'fastify'

/** Tells when the caller closes the connection before the answer is written. */
export function leaving({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort()
  })
  return left.signal
}
