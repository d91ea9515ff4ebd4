import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Webhook } from './gateway.ts'
import type { Entry } from './ledger.ts'
import type { Receipt } from './receipts.ts'
import type { ChannelName, Script } from './script.ts'

export type Order = { seed?: number; channel?: ChannelName; script?: Partial<Script>; cut?: ChannelName; down?: ChannelName; up?: ChannelName; webhook?: Webhook; receipt?: Receipt; clock_ms?: number }
export type Providers = {
  ports: Record<ChannelName, number>
  order(order: Order): Promise<void>
  /** Everything that was taken so far. */
  ledger(): Promise<Entry[]>
  deeds(): Promise<Record<ChannelName, Record<string, number>>>
  close(): void
}

/** The providers in their own process, and the way to them. */
export async function startProviders(seed: number): Promise<Providers> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'world.ts'), String(seed)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const first = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the providers ended with ${code}`)))
  })
  const ports = JSON.parse(first) as Record<ChannelName | 'control', number>
  const ask = async <T>(what: string, body?: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${ports.control}${what}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
    return (await answer.json()) as T
  }
  const known: Entry[] = []
  return {
    ports,
    order: (order) => ask('/order', order),
    async ledger() {
      known.push(...(await ask<Entry[]>(`/ledger/${known.length}`)))
      return known
    },
    deeds: () => ask('/deeds'),
    close: () => void child.kill('SIGKILL'),
  }
}
