import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    patience: Patience
  }
  interface FastifyContextConfig {
    /** A body that may take as long as its bytes keep coming: a file over a slow line. */
    long_upload?: boolean
  }
}

type Patience = {
  /** From the end of the headers to the end of the body. */
  body_ms: number
  /** Of a long upload: without a single byte. */
  stall_ms: number
}

/** The time that headers may take; with a body's it makes two minutes for a whole request. */
export const HEADERS_MS = 20_000

function giveUp(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): void {
  const { complete, socket } = request.raw
  if (complete || socket.destroyed) return
  if (reply.raw.headersSent) return void socket.destroy()
  // Node's own word for a request that took too long: answered with 408, and the connection is closed.
  app.server.emit('clientError', Object.assign(new Error('the body took too long'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket)
}

/**
 * Ends requests whose body does not come. Node's `requestTimeout` is one for all routes and cuts a file of a gigabyte off
 * after two minutes; so it is off, and each request has its own limit: of time, or, where a route asks for it, of silence.
 */
export function limitBodies(app: FastifyInstance): void {
  app.decorate('patience', { body_ms: 100_000, stall_ms: 30_000 })
  app.addHook('onRequest', async (request, reply) => {
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers
    if ((length === undefined || length === '0') && coding === undefined) return
    const { body_ms, stall_ms } = app.patience
    const { socket } = request.raw
    let bytes = socket.bytesRead
    let heard = performance.now()
    const watch = () => {
      if (socket.bytesRead === bytes && performance.now() - heard >= stall_ms) return giveUp(app, request, reply)
      if (socket.bytesRead !== bytes) {
        bytes = socket.bytesRead
        heard = performance.now()
      }
    }
    const timer = request.routeOptions.config.long_upload ? setInterval(watch, stall_ms / 6) : setTimeout(() => giveUp(app, request, reply), body_ms)
    timer.unref()
    reply.raw.once('close', () => clearTimeout(timer))
  })
}
