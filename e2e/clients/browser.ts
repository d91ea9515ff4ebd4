import { createTracker, type Tracker } from '@carillon/tracker'
import { jitsuAnalytics } from '@jitsu/js'
import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
import { AnalyticsBrowser } from '@segment/analytics-next'

export type Method = 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias' | 'reset'
/** `alone`: each call by itself. `batches`: gathered, and sent when enough or when the page is left. */
export type Way = 'alone' | 'batches'
export type SiteClient = { anonymousId(): string | undefined; call(method: Method, ...args: unknown[]): unknown }

type Callable = Record<string, (...args: unknown[]) => unknown>
const callable = (client: unknown) => (method: Method, ...args: unknown[]) => (client as Callable)[method]!(...args)

/** Each client as its manual says to start it, with the server's address where its own maker's would be. */
const clients = {
  async carillon(url: string, key: string, way: Way): Promise<SiteClient> {
    const tracker = createTracker(window)
    await tracker.init({ write_key: key, host: url, ...(way === 'batches' ? { flush_after_ms: 600_000 } : {}) })
    return { anonymousId: () => tracker.user().anonymousId, call: callable(tracker) }
  },
  async segment(url: string, key: string, way: Way): Promise<SiteClient> {
    const batching = { strategy: 'batching' as const, config: { size: 2, timeout: 60_000 } }
    const [analytics] = await AnalyticsBrowser.load({ writeKey: key, cdnURL: url }, way === 'batches' ? { integrations: { 'Segment.io': { deliveryStrategy: batching } } } : {})
    return { anonymousId: () => analytics.user().anonymousId() ?? undefined, call: callable(analytics) }
  },
  async rudderstack(url: string, key: string, way: Way): Promise<SiteClient> {
    const analytics = new RudderAnalytics()
    await new Promise<void>((resolve) => {
      analytics.ready(() => resolve())
      analytics.load(key, url, { configUrl: url, ...(way === 'batches' ? { useBeacon: true, beaconQueueOptions: { flushQueueInterval: 600_000 } } : {}) })
    })
    return { anonymousId: () => analytics.getAnonymousId(), call: callable(analytics) }
  },
  async jitsu(url: string, key: string): Promise<SiteClient> {
    const analytics = jitsuAnalytics({ host: url, writeKey: `carillon:${key}` })
    return { anonymousId: () => analytics.user().anonymousId, call: callable(analytics) }
  },
}

export type ClientName = keyof typeof clients
declare global {
  interface Window { carillon: Tracker & { push(...calls: [keyof Tracker, ...unknown[]][]): void }; start(name: ClientName, url: string, key: string, way: Way): Promise<void>; client: SiteClient }
}
window.start = async (name, url, key, way) => {
  window.client = await clients[name](url, key, way)
}
