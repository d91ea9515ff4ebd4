import type { Tracker } from '@carillon/tracker'
import { jitsuAnalytics } from '@jitsu/js'
import RudderNode from '@rudderstack/rudder-sdk-node'
import { Analytics as SegmentNode } from '@segment/analytics-node'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import type { ClientName, Method, Way } from './clients/browser.ts'
import { openGate, type Gate } from './clients/gate.ts'
import { heard, profilesOf, until, type Profiles } from './clients/profiles.ts'
import { openSite, type Site } from './clients/site.ts'
import { startServer, type RunningServer } from './server.ts'

// The clients that sites and servers have already, unchanged but for one address, against the real server.
let gate: Gate
let site: Site
let server: RunningServer
let browser: Browser
let profiles: Profiles
let secret_key = ''
let write_key = ''

async function makeKeys(): Promise<void> {
  const token = new URL(server.setup_link!).searchParams.get('token')
  const set_up = await fetch(`${gate.url}/v1/setup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, name: 'Olena', email: 'olena@example.com', password: 'a long password', company: 'Shop', country: 'UA' }) })
  const cookie = set_up.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
  const make = async (kind: string) => ((await (await fetch(`${gate.url}/v1/api-keys`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ name: kind, kind }) })).json()) as { key: string }).key
  secret_key = await make('secret')
  write_key = await make('write')
}

beforeAll(async () => {
  gate = await openGate()
  const [started, opened, launched] = await Promise.all([startServer(undefined, { PUBLIC_URL: gate.url }), openSite(head), launchBrowser()])
  server = started
  site = opened
  browser = launched
  gate.opensTo(server.url)
  await makeKeys()
  profiles = profilesOf(gate.url, secret_key)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await gate?.close()
  await server?.stop()
})

/** The clients' own page, or one with a tag of ours as a shop has it: the settings of the tag are the query. */
function head(url: URL): string {
  const tag = (file: string) => `<script src="${gate.url}/${file}" data-write-key="${file === 'p.js' ? 'carillon:' : ''}${write_key}" ${[...url.searchParams].filter(([name]) => name.startsWith('data-')).map(([name, value]) => `${name}="${value}"`).join(' ')} async></script>`
  if (url.pathname.startsWith('/shop')) return `<script>window.carillon = window.carillon || []; carillon.push(['track', 'Before It Came'])</script>${tag('carillon.js')}`
  if (url.pathname.startsWith('/jitsu')) return `<script>(window.jitsuQ = []).push((jitsu) => jitsu.identify('jitsu-tag', { plan: 'gold' }))</script>${tag('p.js')}`
  return '<script src="/clients.js"></script>'
}

/** A visitor who never was here, on the site with one client running. */
async function visit(name: ClientName, way: Way): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(site.url)
  await page.evaluate(([name, url, key, way]) => window.start(name, url, key, way), [name, gate.url, write_key, way] as const)
  return page
}
const call = (page: Page, method: Method, ...args: unknown[]) => page.evaluate(([method, args]) => void window.client.call(method, ...args), [method, args] as const)
const anonymousId = async (page: Page) => (await page.evaluate(() => window.client.anonymousId()))!
const passed = (from: number) => gate.passed.slice(from).filter((each) => each.startsWith('POST'))

const BROWSER: { name: ClientName; library: string; can: readonly Method[]; reset: unknown[]; batches: string | undefined; retries: boolean }[] = [
  { name: 'carillon', library: 'carillon.js', can: ['screen', 'alias'], reset: [], batches: 'POST /v1/batch', retries: true },
  { name: 'segment', library: 'analytics.js', can: ['screen', 'alias'], reset: [], batches: 'POST /v1/b', retries: true },
  { name: 'rudderstack', library: 'RudderLabs', can: ['alias'], reset: [true], batches: 'POST /beacon/v1/batch', retries: true },
  // It has no alias, gathers nothing, and says so in the console when a call failed.
  { name: 'jitsu', library: '@jitsu/js', can: [], reset: [], batches: undefined, retries: false },
]

describe.each(BROWSER)('$name in a browser', ({ name, library, can, reset, batches, retries }) => {
  const user = `${name}-web`

  test('a visitor, then a customer of a company: everything is on one profile, and after a reset somebody else is there', async () => {
    const page = await visit(name, 'alone')
    const first = await anonymousId(page)
    await call(page, 'page', 'Home', {})
    await call(page, 'track', 'Product Viewed', { product_id: 'p-1', price: 10 })
    await call(page, 'identify', user, { email: `${user}@example.com`, firstName: 'Olena', lastName: 'Koval', plan: 'gold' })
    await call(page, 'track', 'Order Completed', { order_id: `${user}-1`, revenue: 10, currency: 'UAH', products: [{ product_id: 'p-1', quantity: 1, price: 10 }] })
    await call(page, 'group', `${name}-company`, { name: 'Acme' })
    if (can.includes('screen')) await call(page, 'screen', 'Cart')
    const types = ['Order Completed', 'Page Viewed', 'Product Viewed', ...(can.includes('screen') ? ['Screen Viewed'] : []), 'contact.grouped', 'contact.identified']
    await heard(profiles, 'external_id', user, types.length)

    await call(page, 'reset', ...reset)
    const second = await until(() => anonymousId(page), (id) => id !== first && id !== undefined)
    await call(page, 'track', 'Looked Around')
    if (can.includes('alias')) await call(page, 'alias', `${user}-2`, second)
    else await call(page, 'identify', `${user}-2`)
    const next = await heard(profiles, 'external_id', `${user}-2`, 2)

    const { profile, events } = await heard(profiles, 'external_id', user, types.length)
    expect(events.map((event) => event.type).toSorted()).toEqual(types)
    expect(profile).toMatchObject({ name: 'Olena Koval', traits: { plan: 'gold' }, companies: [{ external_id: `${name}-company`, name: 'Acme' }], devices: [{ user_agent: expect.stringContaining('Chrome') }] })
    expect(profile.identities.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual([`anonymous_id ${first}`, `email ${user}@example.com`, `external_id ${user}`])
    expect(events.find((event) => event.type === 'Order Completed')).toMatchObject({ source: library, properties: { order_id: `${user}-1`, revenue: 10, $context: { url: `${site.url}/` } } })
    expect(events.find((event) => event.type === 'Page Viewed')!.properties).toMatchObject({ name: 'Home', url: `${site.url}/` })
    expect(events.find((event) => event.type === 'contact.identified')!.properties).toMatchObject({ traits: { email: `${user}@example.com`, plan: 'gold' } })
    for (const event of events) expect(event.properties.$context).not.toHaveProperty('referrer')

    expect(next.events.map((event) => event.type).toSorted()).toEqual(['Looked Around', can.includes('alias') ? 'contact.aliased' : 'contact.identified'])
    expect(next.profile.identities.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual([`anonymous_id ${second}`, `external_id ${user}-2`])
    expect(next.profile.person_id).not.toBe(profile.person_id)
    await page.context().close()
  })

  if (retries) test('what was answered 503 comes again, and once', async () => {
    const page = await visit(name, 'alone')
    const id = await anonymousId(page)
    gate.refuse(2)
    await call(page, 'track', 'In A Storm')
    await call(page, 'track', 'In The Same Storm')
    await until(async () => gate.refusing(), (left) => left === 0)
    const { events } = await heard(profiles, 'anonymous_id', id, 2)
    expect(events.map((event) => event.type).toSorted()).toEqual(['In A Storm', 'In The Same Storm'])
    await page.context().close()
  })

  if (batches) test('a batch comes whole, and what was still waiting comes when the page is left', async () => {
    const page = await visit(name, 'batches')
    const id = await anonymousId(page)
    const before = gate.passed.length
    for (let i = 1; i <= 3; i += 1) await page.evaluate(async (event) => void (await window.client.call('track', event)), `Step ${i}`)
    await page.goto('about:blank')
    const { events } = await heard(profiles, 'anonymous_id', id, 3)
    expect(events.map((event) => event.type).toSorted()).toEqual(['Step 1', 'Step 2', 'Step 3'])
    expect(new Set(passed(before))).toEqual(new Set([batches]))
    expect(passed(before).length).toBeLessThan(3)
    await page.context().close()
  })
})

/** A server's client: its calls as a shop's back end makes them. `end` sends what is left. */
type Call = { userId: string; event?: string; name?: string; groupId?: string; previousId?: string; traits?: Record<string, string>; properties?: Record<string, string | number> }
type NodeClient = { call(type: Method, call: Call): Promise<unknown>; end(): Promise<unknown> }
const NODE: { name: string; can: readonly Method[]; retries: boolean; make(key: string): NodeClient }[] = [
  { name: 'segment-node', can: ['screen', 'alias'], retries: true, make: (key) => {
    const analytics = new SegmentNode({ writeKey: key, host: gate.url, flushInterval: 100 })
    return { call: async (type, each) => (analytics as unknown as Record<string, (call: unknown) => void>)[type]!(each), end: () => analytics.closeAndFlush() }
  } },
  { name: 'rudderstack-node', can: ['screen', 'alias'], retries: true, make: (key) => {
    const analytics = new RudderNode(key, { dataPlaneUrl: gate.url, flushInterval: 100 })
    return { call: async (type, each) => (analytics as unknown as Record<string, (call: unknown) => void>)[type]!(each), end: () => analytics.flush() }
  } },
  { name: 'jitsu-node', can: [], retries: false, make: (key) => {
    const analytics = jitsuAnalytics({ host: gate.url, writeKey: `carillon:${key}`, s2s: true })
    return { end: async () => {}, call: async (type, each) => {
      if (type === 'identify') return analytics.identify(each.userId, each.traits)
      if (type === 'group') return analytics.group(each.groupId!, each.traits)
      if (type === 'page') return analytics.page(each.name!, each.properties)
      return analytics.track(each.event!, each.properties)
    } }
  } },
]

describe.each(NODE)('$name in Node', ({ name, can, retries, make }) => {
  test('what a back end knows ends on the right profile; it may say that two numbers are one person', async () => {
    const client = make(secret_key)
    const userId = `${name}-1`
    await client.call('identify', { userId, traits: { email: `${name}@example.com`, firstName: 'Olena', lastName: 'Koval', plan: 'gold' } })
    await client.call('track', { userId, event: 'Order Completed', properties: { order_id: `${name}-1`, revenue: 10 } })
    await client.call('page', { userId, name: 'Home', properties: { url: 'https://shop.example/' } })
    await client.call('group', { userId, groupId: `${name}-company`, traits: { name: 'Acme' } })
    if (can.includes('screen')) await client.call('screen', { userId, name: 'Cart' })
    if (can.includes('alias')) {
      await client.call('track', { userId: `${name}-old`, event: 'Bought Long Ago' })
      await client.call('alias', { userId, previousId: `${name}-old` })
    }
    await client.end()
    const types = ['Order Completed', 'Page Viewed', ...(can.includes('screen') ? ['Screen Viewed'] : []), ...(can.includes('alias') ? ['contact.aliased'] : []), 'contact.grouped', 'contact.identified', ...(can.includes('alias') ? ['contact.merged'] : [])]
    const { profile, events } = await heard(profiles, 'external_id', userId, types.length)
    expect(events.map((event) => event.type).toSorted()).toEqual(types)
    expect(profile).toMatchObject({ name: 'Olena Koval', traits: { plan: 'gold' }, companies: [{ external_id: `${name}-company`, name: 'Acme' }] })
    expect(profile.identities).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'email', value: `${name}@example.com` })]))
    expect(events.find((event) => event.type === 'Page Viewed')!.properties).toMatchObject({ name: 'Home', url: 'https://shop.example/' })
    if (!can.includes('alias')) return
    const old = (await profiles.by('external_id', `${name}-old`))!
    expect(await profiles.merges(profile.id)).toMatchObject([{ reason: 'alias', value: `${name}-old` }])
    expect(old.person_id).toBe(profile.person_id)
  })

  if (retries) test('many calls come in few requests, also through a storm', async () => {
    const client = make(write_key)
    const userId = `${name}-many`
    const before = gate.passed.length
    gate.refuse(1)
    const events = Array.from({ length: 30 }, (_, i) => `Step ${String(i).padStart(2, '0')}`)
    for (const event of events) await client.call('track', { userId, event })
    await client.end()
    const { events: got } = await heard(profiles, 'external_id', userId, events.length)
    expect(got.map((event) => event.type).toSorted()).toEqual(events)
    expect(passed(before).length).toBeLessThan(10)
    expect(new Set(passed(before))).toEqual(new Set(['POST /v1/batch']))
  })
})

describe('our own tracker by its script tag', () => {
  const mistakes: string[] = []
  /** A visitor of the shop, once the tracker runs there. */
  async function shop(query: string, before?: (page: Page) => Promise<unknown>): Promise<Page> {
    const page = await (await browser.newContext()).newPage()
    page.on('pageerror', (error) => mistakes.push(error.message))
    await before?.(page)
    await enter(page, query)
    return page
  }
  async function enter(page: Page, query: string): Promise<void> {
    await page.goto(`${site.url}/shop${query}`)
    await page.waitForFunction(() => typeof window.carillon.ready === 'function')
  }
  const own = (page: Page, method: keyof Tracker, ...args: unknown[]) => page.evaluate(([method, args]) => (window.carillon[method] as (...args: unknown[]) => Promise<void>)(...args), [method, args] as const)
  const user = (page: Page) => page.evaluate(() => window.carillon.user())
  const stored = (page: Page) => page.evaluate(() => [...Object.keys(localStorage), ...document.cookie.split('; ')].filter((each) => each.startsWith('carillon')))

  test('the file is kept by browsers, packed, and asked for by its tag afterwards', async () => {
    const first = await fetch(`${gate.url}/carillon.js`, { headers: { 'accept-encoding': 'br' } })
    expect([first.status, first.headers.get('content-encoding'), first.headers.get('content-type')]).toEqual([200, 'br', 'text/javascript; charset=utf-8'])
    expect(first.headers.get('cache-control')).toContain('max-age=86400')
    expect(await first.text()).toContain('carillon.js')
    for (const file of ['carillon.js', 'p.js']) expect((await fetch(`${gate.url}/${file}`, { headers: { 'if-none-match': first.headers.get('etag')! } })).status).toBe(304)
  })

  test('calls made before it came are made; it says each page by itself, also those without a load', async () => {
    const page = await shop('?data-pages=every')
    await page.evaluate(() => {
      history.pushState({}, '', '/shop/boots')
      document.title = 'Boots'
    })
    await own(page, 'flush')
    const { events } = await heard(profiles, 'anonymous_id', (await user(page)).anonymousId!, 3)
    expect(events.map((event) => event.type).toSorted()).toEqual(['Before It Came', 'Page Viewed', 'Page Viewed'])
    expect(events.filter((event) => event.type === 'Page Viewed').map(({ properties }) => [properties.path, properties.title, properties.referrer])).toEqual([['/shop/boots', 'Boots', `${site.url}/shop?data-pages=every`], ['/shop', 'Shop', '']])
    await page.context().close()
  })

  test('how somebody came at first and the last campaign go with them from page to page', async () => {
    const page = await shop('?utm_source=news&utm_medium=email&utm_campaign=autumn&gclid=g-1')
    await enter(page, '?page=2')
    await own(page, 'track', 'Looked Around')
    await enter(page, '?utm_source=ads')
    await enter(page, '')
    await own(page, 'identify', 'own-touch', { plan: 'gold' })
    const { events } = await heard(profiles, 'external_id', 'own-touch', 6)
    const context = (type: string) => events.find((event) => event.type === type)!.properties.$context
    expect(context('Looked Around')).toMatchObject({ client: 'carillon.js 0.1.0', campaign: { source: 'news', medium: 'email', name: 'autumn', gclid: 'g-1' } })
    expect(context('contact.identified')).toMatchObject({ campaign: { source: 'ads' }, first_touch: { url: expect.stringContaining('utm_source=news'), referrer: '', campaign: { source: 'news', gclid: 'g-1' } } })
    await page.context().close()
  })

  test('until consent is given nothing is stored or sent; what waited comes when it is', async () => {
    const before = gate.passed.length
    const page = await shop('?data-consent=pending&data-pages=first')
    await own(page, 'identify', 'own-pending', { plan: 'gold' })
    await own(page, 'flush')
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
    expect(await stored(page)).toEqual([])
    expect(passed(before)).toEqual([])
    await own(page, 'consent', 'granted')
    const { profile, events } = await heard(profiles, 'external_id', 'own-pending', 3)
    expect(events.map((event) => event.type).toSorted()).toEqual(['Before It Came', 'Page Viewed', 'contact.identified'])
    expect(profile.identities).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'anonymous_id', value: (await user(page)).anonymousId })]))
    expect(await stored(page)).toContain('carillon')

    // Taken back: what was stored goes, and so does what comes after.
    await own(page, 'consent', 'denied')
    expect(await stored(page)).toEqual([])
    const denied = gate.passed.length
    await own(page, 'track', 'Never Heard')
    await enter(page, '?data-consent=denied&data-pages=first')
    await own(page, 'track', 'Never Heard')
    await own(page, 'flush')
    await page.goto('about:blank')
    expect(passed(denied)).toEqual([])
    await page.context().close()
  })

  test('who comes back with consent pending is the same visitor once it is given', async () => {
    const page = await shop('')
    const { anonymousId: first } = await user(page)
    await heard(profiles, 'anonymous_id', first!, 1)
    await enter(page, '?data-consent=pending')
    expect((await user(page)).anonymousId).not.toBe(first)
    await own(page, 'consent', 'granted')
    expect((await user(page)).anonymousId).toBe(first)
    await heard(profiles, 'anonymous_id', first!, 2)
    await page.context().close()
  })

  test('what could not be sent survives a reload and comes in order', async () => {
    const page = await shop('')
    const { anonymousId: id } = await user(page)
    await heard(profiles, 'anonymous_id', id!, 1)
    await page.context().setOffline(true)
    await own(page, 'track', 'Offline 1')
    await own(page, 'track', 'Offline 2')
    await own(page, 'flush')
    expect((await stored(page)).filter((key) => key.startsWith('carillon_q.'))).toHaveLength(2)
    gate.refuse(Infinity)
    await page.context().setOffline(false)
    await page.reload()
    await page.waitForFunction(() => typeof window.carillon.ready === 'function')
    expect((await stored(page)).filter((key) => key.startsWith('carillon_q.'))).toHaveLength(3)
    gate.refuse(0)
    const { events } = await heard(profiles, 'anonymous_id', id!, 4)
    expect(events.map((event) => event.type).toReversed()).toEqual(['Before It Came', 'Offline 1', 'Offline 2', 'Before It Came'])
    await until(() => stored(page), (keys) => keys.length === 1)
    await page.context().close()
  })

  test('without local storage a cookie remembers who it is; without either the page is not troubled', async () => {
    const noLocal = (page: Page) => page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('blocked', 'SecurityError') } }))
    const page = await shop('', noLocal)
    const { anonymousId: id } = await user(page)
    await enter(page, '?page=2')
    expect((await user(page)).anonymousId).toBe(id)
    const blocked = await shop('', async (page) => {
      await noLocal(page)
      await page.addInitScript(() => Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} }))
    })
    await heard(profiles, 'anonymous_id', (await user(blocked)).anonymousId!, 1)
    for (const each of [page, blocked]) await each.context().close()
  })

  test('the tag of Jitsu\u2019s script is understood', async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${site.url}/jitsu`)
    const { profile, events } = await heard(profiles, 'external_id', 'jitsu-tag', 2)
    expect([profile.traits.plan, events.map((event) => event.type).toSorted()]).toEqual(['gold', ['Page Viewed', 'contact.identified']])
    await page.context().close()
  })

  test('wrong use never breaks a page', async () => {
    const page = await shop('')
    await page.evaluate(async () => {
      const circle: Record<string, unknown> = {}
      circle.self = circle
      const any = window.carillon as unknown as Record<string, (...given: unknown[]) => Promise<void>>
      for (const given of [[], [null], [undefined, 7], [circle], ['x', circle], [Symbol('x')]]) for (const method of ['init', 'identify', 'track', 'page', 'screen', 'group', 'alias', 'consent', 'ready', 'setAnonymousId']) await Promise.race([any[method]!(...given), 0])
      window.carillon.push(['nothing' as 'track'], null as never)
    })
    expect(mistakes).toEqual([])
    await page.context().close()
  })
})

test('a post by hand, as the manual has it, with the type that curl gives it', async () => {
  const body = { batch: [
    { type: 'identify', userId: '42', messageId: 'a1', traits: { email: 'olena@example.com', firstName: 'Olena' } },
    { type: 'track', userId: '42', messageId: 'a2', event: 'Order Completed', properties: { order_id: '1042', revenue: 25, currency: 'UAH' } }] }
  const headers = { authorization: `Basic ${Buffer.from(`${secret_key}:`).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' }
  const post = () => fetch(`${gate.url}/v1/batch`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(await (await post()).json()).toEqual({ success: true })
  expect((await post()).status).toBe(200)
  const { profile, events } = await heard(profiles, 'external_id', '42', 2)
  expect([profile.name, events.map((event) => event.type).toSorted()]).toEqual(['Olena', ['Order Completed', 'contact.identified']])
})

test('nothing of all this was refused', async () => {
  expect(await profiles.list('/v1/events/rejected?limit=500')).toEqual([])
})
