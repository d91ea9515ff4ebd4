import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export type Asked = { method: string; path: string; headers: IncomingMessage['headers']; text: string }

export function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  if (!response.destroyed && !response.headersSent) response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** A server that reads the whole request before anything is decided about it. */
export function httpServer(sockets: Set<Socket>, serve: (asked: Asked, response: ServerResponse) => unknown): http.Server {
  const server = http.createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    request.on('end', () => serve({ method: request.method!, path: request.url!, headers: request.headers, text }, response))
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  return server
}
