import { CHORES, visitor } from '../app.ts'
import { upsertContacts, type ContactInput } from '../customers/index.ts'
import { startWorker } from '../deliver/index.ts'
import { system } from '../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from './app.ts'

export type RunningApp = TestApp & {
  /** Puts the clock of business forward; it goes on running from there. */
  forward(ms: number): void
  /** Adds contacts as an import would, straight through the set-based upsert. */
  bring(shop: TestWorkspace, people: ContactInput[]): Promise<void>
}

/** The application with a worker and a clock that runs: limits, schedules and the sandbox's crowd need time to pass. */
export async function runningApp(env: Record<string, string> = {}): Promise<RunningApp> {
  const t = await testApp(env)
  const started = Date.now()
  let base = t.time.now.getTime()
  Object.defineProperty(t.time, 'now', { get: () => new Date(base + (Date.now() - started)) })
  const worker = startWorker(t.house, visitor(t.app), CHORES)
  return {
    ...t,
    forward(ms) {
      base += ms
    },
    async bring(shop, people) {
      await system(t.house.db, 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, people, { now: t.time.now, origin: 'live' }))
    },
    async close() {
      await worker.stop()
      await t.close()
    },
  }
}

/** `n` customers in five languages with a phone, every second with an address, every tenth without any consent. */
export function customers(t: TestApp, n: number, tag: string): ContactInput[] {
  return Array.from({ length: n }, (_, i) => {
    const phone = `+38067${String(1_000_000 + i + tag.length * 10_000)}`
    const consents = (i % 10 === 0 ? [] : ['sms', 'viber', 'email']).map((medium) => ({ medium, topic_id: '*', state: 'opted_in' as const, at: t.time.now, source: 'form', proof: {} }))
    return { identities: [{ kind: 'phone', value: phone, country: 'UA' }, ...(i % 2 ? [{ kind: 'email', value: `${tag}${i}@example.com` }] : [])], name: `Людина ${i}`, call_name: `Люба${i}`, locale: ['uk', 'ru', 'ka', 'zh', 'en'][i % 5]!, tags: [tag], consents }
  })
}

/** Asks again and again until the answer will do. @throws with the last answer after `ms` */
export async function until<T>(read: () => Promise<T>, done: (value: T) => boolean, ms = 60_000): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const value = await read()
    if (done(value)) return value
    if (Date.now() > end) throw new Error(`not in ${ms} ms: ${JSON.stringify(value).slice(0, 1500)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
