import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type Gate = {
  url: string
  /** What passed, in order: "POST /v1/batch". */
  passed: string[]
  opensTo(server_url: string): void
  /** The next so many POSTs are answered as a server under load answers, and do not reach it. */
  refuse(requests: number): void
  refusing(): number
  close(): Promise<void>
}

/** The proxy that stands before the server, as before most: it passes everything on, and can be told to say 503. */
export async function openGate(): Promise<Gate> {
  let server_url = ''
  let to_refuse = 0
  const passed: string[] = []
  const server = http.createServer((request, response) => {
    const origin = request.headers.origin
    if (request.method === 'POST' && to_refuse > 0) {
      to_refuse -= 1
      request.resume()
      response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1', ...(origin ? { 'access-control-allow-origin': origin } : {}) }).end('{"code":"unavailable"}')
      return
    }
    passed.push(`${request.method} ${request.url!.split('?')[0]}`)
    const onward = http.request(new URL(request.url!, server_url), { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`, passed,
    opensTo: (url) => void (server_url = url),
    refuse: (requests) => void (to_refuse = requests),
    refusing: () => to_refuse,
    close: () => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    }),
  }
}
