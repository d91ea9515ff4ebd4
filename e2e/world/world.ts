import type { AddressInfo, Server, Socket } from 'node:net'
import { httpGateway, type Webhook } from './gateway.ts'
import { answer, httpServer } from './http.ts'
import { makeLedger } from './ledger.ts'
import type { Receipt } from './receipts.ts'
import { CHANNELS, type ChannelName, type Script } from './script.ts'
import { smsCentre } from './smpp.ts'
import { mailServer } from './smtp.ts'
import { botApi } from './telegram.ts'

// The providers, in a process of their own: whoever kills the product does not kill them. The first line says their ports.
const ledger = makeLedger(Number(process.argv[2] ?? 1))
const sockets = Object.fromEntries(CHANNELS.map((name) => [name, new Set<Socket>()])) as Record<ChannelName, Set<Socket>>
const gateway = httpGateway(ledger, sockets.gateway)
type Listener = { listen(port: number, host: string, done: () => void): unknown; close(): unknown; address(): unknown }
const servers: Record<ChannelName, Listener> = {
  smtp: mailServer(ledger, sockets.smtp) as Server, smpp: smsCentre(ledger, sockets.smpp), telegram: botApi(ledger, sockets.telegram), gateway: gateway.server,
}
const ports: Record<string, number> = {}

const listen = (server: Listener, port = 0) => new Promise<number>((resolve) => void server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
const cut = (name: ChannelName) => {
  for (const socket of sockets[name]) socket.destroy()
}

type Order = { seed?: number; channel?: ChannelName; script?: Partial<Script>; cut?: ChannelName; down?: ChannelName; up?: ChannelName; webhook?: Webhook; receipt?: Receipt; clock_ms?: number }

async function obey(order: Order): Promise<void> {
  if (order.seed !== undefined) ledger.seed = order.seed
  if (order.clock_ms !== undefined) gateway.shift(order.clock_ms)
  if (order.webhook) gateway.report(order.webhook)
  if (order.receipt) gateway.tell(order.receipt)
  if (order.channel && order.script) Object.assign(ledger.scripts[order.channel], order.script)
  if (order.cut) cut(order.cut)
  if (order.down) {
    servers[order.down].close()
    cut(order.down)
  }
  if (order.up) await listen(servers[order.up], ports[order.up])
}

const control = httpServer(new Set(), async ({ path, text }, response) => {
  if (path === '/order') {
    await obey(JSON.parse(text) as Order)
    return answer(response, 200, {})
  }
  if (path === '/deeds') return answer(response, 200, ledger.deeds)
  return answer(response, 200, ledger.entries.slice(Number(path.slice('/ledger/'.length))))
})

for (const name of CHANNELS) ports[name] = await listen(servers[name])
ports.control = await listen(control)
console.log(JSON.stringify(ports))
// Nobody should outlive the one who asked for it.
process.stdin.on('end', () => process.exit(0)).resume()
