import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { build, type Rolldown } from 'vite'

export type Site = { url: string; close(): Promise<void> }

async function bundle(): Promise<string> {
  const [made] = (await build({
    configFile: false, logLevel: 'error', root: import.meta.dirname, define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: false, lib: { entry: path.join(import.meta.dirname, 'browser.ts'), formats: ['iife'], name: 'site' } },
  })) as Rolldown.RolldownOutput[]
  return made!.output[0].code
}

/**
 * A shop's site, on an origin of its own: so what it sends is asked for first, and answered with leave or without.
 * `head` is what stands in the head of the page at an address.
 */
export async function openSite(head: (url: URL) => string): Promise<Site> {
  const script = await bundle()
  const server = http.createServer((request, response) => {
    const url = new URL(request.url!, 'http://127.0.0.1')
    if (url.pathname === '/clients.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><title>Shop</title>${head(url)}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    }),
  }
}
