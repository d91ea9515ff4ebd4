import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import zlib from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TASKS } from '../../app.ts'
import { runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { startDueFeeds } from './read-task.ts'
import { readFeed, type RawProduct } from './read-feed.ts'
import { toProduct } from './to-product.ts'

const NOW = new Date('2026-11-24T10:00:00Z')
async function all(text: string | Buffer, size = 7): Promise<RawProduct[]> {
  const bytes = Buffer.from(text)
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
  const found: RawProduct[] = []
  for await (const each of readFeed(Readable.from(parts))) found.push(each)
  return found
}
const rss = (items: string) => `<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Лавка</title>${items}</channel></rss>`
const item = (id: string, more = '') => `<item><g:id>${id}</g:id><g:title><![CDATA[Лампа & ${id}]]></g:title><g:price>1 250,50 UAH</g:price><g:availability>in stock</g:availability><g:link>https://shop.example/${id}?a=1&amp;b=2</g:link><g:shipping><g:price>99 UAH</g:price></g:shipping>${more}</item>`

describe('a feed', () => {
  test('of RSS, whatever the chunks: fields without their prefix, entities, nothing of what stands deeper', async () => {
    expect(await all(rss(item('1') + item('2', '<g:product_type>Дім &gt; Лампи</g:product_type>')))).toEqual([
      { id: '1', title: 'Лампа & 1', price: '1 250,50 UAH', availability: 'in stock', link: 'https://shop.example/1?a=1&b=2' },
      { id: '2', title: 'Лампа & 2', price: '1 250,50 UAH', availability: 'in stock', link: 'https://shop.example/2?a=1&b=2', product_type: 'Дім > Лампи' }])
  })
  test('of Atom, and of lines with tabs or semicolons', async () => {
    expect(await all('<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><g:id xmlns:g="urn:g">7</g:id><title>Mug</title><link href="https://shop.example/7"/></entry></feed>')).toEqual([{ id: '7', title: 'Mug', link: 'https://shop.example/7' }])
    expect(await all('\uFEFFid\ttitle\timage link\tprice\n7\tMug "big"\thttps://x.example/7.png\t5 EUR\n\n8\tCup\t\t6 EUR\n')).toEqual([{ id: '7', title: 'Mug "big"', image_link: 'https://x.example/7.png', price: '5 EUR' }, { id: '8', title: 'Cup', price: '6 EUR' }])
    expect(await all('id;title\n7;"Mug; big"\n')).toEqual([{ id: '7', title: 'Mug; big' }])
  })
  test.each([
    ['', 'feed_empty'], ['   \n ', 'feed_empty'], ['<html><body>404</body></html>', 'feed_unknown'], ['<rss><channel><item><id>1</id>', 'feed_broken'], ['name,price\nx,1', 'feed_unknown'],
    ['<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><item><id>&a;</id></item></rss>', 'feed_broken'], [`<rss>${'<a>'.repeat(40)}`, 'feed_broken'], [rss(`<item><id>1</id><d>${'x'.repeat(300_000)}</d></item>`), 'feed_broken'], [`id\ttitle\n1\t${'x'.repeat(300_000)}\n`, 'feed_broken'],
  ])('that cannot be read is refused by its reason: %.30s', async (text, code) => {
    await expect(all(text, 4096)).rejects.toMatchObject({ code })
  })
  test.each([
    [{ price: '15.00 USD' }, { currency: 'USD', price_micro: 15_000_000 }], [{ price: 'EUR 1.234,5' }, { currency: 'EUR', price_micro: 1_234_500_000 }], [{ price: '1,234.50 GEL' }, { price_micro: 1_234_500_000 }], [{ price: '1.000 UAH' }, { price_micro: 1_000_000_000 }], [{ price: '0' }, { price_micro: 0 }],
    [{ price: 'call us' }, { code: 'price_invalid', value: 'call us' }], [{ price: '-1 UAH' }, { code: 'price_invalid' }], [{ availability: 'Out of Stock' }, { availability: 'out_of_stock' }], [{ availability: 'maybe' }, { code: 'availability_invalid' }],
    [{ price: '10 UAH', sale_price: '8 UAH' }, { sale_price_micro: 8_000_000 }], [{ price: '10 UAH', sale_price: '8 UAH', sale_price_effective_date: '2026-11-01T00:00+0200/2026-11-30T23:59+0200' }, { sale_price_micro: 8_000_000 }],
    [{ price: '10 UAH', sale_price: '8 UAH', sale_price_effective_date: '2026-12-01T00:00+0200/2026-12-30T23:59+0200' }, { sale_price_micro: null }], [{ price: '10 UAH', sale_price: '8 EUR' }, { code: 'price_invalid' }],
    [{ link: 'javascript:alert(1)' }, { code: 'link_invalid' }], [{ google_product_category: '632', product_type: 'Lamps' }, { category: 'Lamps' }], [{ google_product_category: '632' }, { category: null }], [{ id: '' }, { code: 'id_missing' }], [{ title: ' ' }, { code: 'title_missing' }],
  ])('%j is %j', (raw, expected) => {
    expect(toProduct({ id: 'p1', title: 'Lamp', ...raw } as RawProduct, 3, NOW)).toMatchObject(expected)
  })
})

describe('read into the catalogue', () => {
  let t: TestApp
  let shop: TestWorkspace
  let site: http.Server
  let url = ''
  let answer: { status: number; headers?: Record<string, string>; body: string | Buffer }
  beforeAll(async () => {
    t = await testApp({ ALLOW_PRIVATE_NETWORK: 'true' })
    site = http.createServer((_, response) => response.writeHead(answer.status, answer.headers).end(answer.body))
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/feed.xml`
  })
  afterAll(async () => {
    site.close()
    await t.close()
  })
  beforeEach(async () => {
    shop = await t.workspace('UA')
  })
  type Feed = { id: string; state: string; result: Record<string, number> | null; problems: object[]; error: { code: string; detail: string } | null; next_at: string | null }
  const feed = async () => (await shop.call('GET', '/v1/product-feeds')).json<{ data: Feed[] }>().data[0]!
  const products = async (query = '') => (await shop.call('GET', `/v1/products?limit=100${query}`)).json<{ data: { external_id: string; name: string; price_micro: number; source: string }[] }>().data.toSorted((a, b) => (a.external_id < b.external_id ? -1 : 1))
  const readAgain = async (id: string) => {
    expect((await shop.call('POST', `/v1/product-feeds/${id}/read`)).statusCode).toBe(200)
    await runJobs(t.house, TASKS)
    return feed()
  }

  test('from its address: new, changed, gone; who is interested hears of a lower price; a feed that lost most is not believed', async () => {
    answer = { status: 200, body: rss(['a', 'b', 'c'].map((id) => item(id)).join('') + '<item><g:title>nameless</g:title></item>') }
    const made = await shop.call('POST', '/v1/product-feeds', { name: 'Shop', url, every_hours: 6 })
    expect(made.statusCode, made.body).toBe(201)
    await runJobs(t.house, TASKS)
    expect(await feed()).toMatchObject({ state: 'idle', error: null, result: { rows: 4, created: 3, refused: 1, gone: 0 }, problems: [{ row: 4, code: 'id_missing' }], next_at: new Date(t.time.now.getTime() + 6 * 3_600_000).toISOString() })
    expect(await products()).toMatchObject([{ external_id: 'a', name: 'Лампа & a', price_micro: 1_250_500_000, source: 'feed' }, { external_id: 'b' }, { external_id: 'c' }])
    const { id } = (await shop.call('POST', '/v1/contacts', { email: 'a@example.com' })).json<{ id: string }>()
    await shop.call('POST', '/v1/events', { events: [{ contact_id: id, type: 'Product Viewed', properties: { product_id: 'a', name: 'Лампа & a' } }] })

    t.time.now = new Date(t.time.now.getTime() + 7 * 3_600_000)
    answer = { status: 200, headers: { 'content-encoding': 'gzip' }, body: zlib.gzipSync(rss(item('a').replace('1 250,50', '999') + item('b') + item('d'))) }
    await startDueFeeds(t.house)
    await runJobs(t.house, TASKS)
    const later = await feed()
    expect(later).toMatchObject({ error: null, result: { rows: 3, created: 1, changed: 1, unchanged: 1, gone: 1, told: 1 } })
    expect((await products()).map((each) => each.external_id)).toEqual(['a', 'b', 'd'])
    expect((await products('&archived=true')).map((each) => each.external_id)).toEqual(['c'])
    const lamp = (await shop.call('GET', '/v1/products?search=a')).json<{ data: { id: string; external_id: string }[] }>().data.find((each) => each.external_id === 'a')!
    expect((await shop.call('GET', `/v1/products/${lamp.id}/interested`)).json()).toMatchObject({ data: [{ contact_id: id, name: 'a@example.com', views: 1, wished: false }] })
    expect((await shop.call('GET', `/v1/events?contact_id=${id}&type=product.price_dropped`)).json<{ data: object[] }>().data).toHaveLength(1)

    t.time.now = new Date(t.time.now.getTime() + 60_000)
    answer = { status: 200, body: rss(item('a')) }
    expect(await readAgain(later.id)).toMatchObject({ result: { rows: 1, gone: 0, kept: 2 } })
    expect(await products()).toHaveLength(3)
    expect((await shop.call('DELETE', `/v1/product-feeds/${later.id}`)).statusCode).toBe(204)
    expect(await products()).toHaveLength(3)
  })

  test('what is wrong with an address is said, the catalogue stays, and it is tried again within the hour', async () => {
    answer = { status: 200, body: rss(item('a')) }
    await shop.call('POST', '/v1/product-feeds', { name: 'Shop', url })
    await runJobs(t.house, TASKS)
    const { id } = await feed()
    answer = { status: 404, body: 'no' }
    expect(await readAgain(id)).toMatchObject({ error: { code: 'feed_status', detail: 'The address answers 404.', named: '404' }, result: { created: 1 }, next_at: new Date(t.time.now.getTime() + 3_600_000).toISOString() })
    answer = { status: 302, headers: { location: 'https://shop.example/new.xml' }, body: '' }
    expect(await readAgain(id)).toMatchObject({ error: { code: 'feed_moved', named: 'https://shop.example/new.xml' } })
    answer = { status: 200, body: rss(item('a') + item('b')).slice(0, -30) }
    expect(await readAgain(id)).toMatchObject({ error: { code: 'feed_broken' } })
    await shop.call('PATCH', `/v1/product-feeds/${id}`, { url: 'http://127.0.0.1:1/x' })
    expect(await readAgain(id)).toMatchObject({ error: { code: 'feed_unreachable' } })
    expect(await products()).toHaveLength(1)
    expect((await shop.call('POST', '/v1/product-feeds', { name: 'x', url: 'ftp://x/y' })).json()).toMatchObject({ errors: [{ pointer: '/url', code: 'url_invalid' }] })
    expect((await shop.call('POST', '/v1/product-feeds', { name: 'x', url: 'https://me:secret@x.example/y' })).json()).toMatchObject({ errors: [{ code: 'url_with_password' }] })
  })

  test('from a file, into a feed without an address', async () => {
    const { id } = (await shop.call('POST', '/v1/product-feeds', { name: 'By hand' })).json<{ id: string }>()
    expect((await shop.call('POST', `/v1/product-feeds/${id}/read`)).json()).toMatchObject({ errors: [{ code: 'feed_without_url' }] })
    const form = new FormData()
    form.set('file', new Blob(['id\ttitle\tprice\nx\tMug\t5 UAH\n']), 'feed.tsv')
    const sent = new Request('http://x', { method: 'POST', body: form })
    const answered = await t.app.inject({ method: 'POST', url: `/v1/product-feeds/${id}/file`, headers: { authorization: `Bearer ${shop.secret_key}`, 'content-type': sent.headers.get('content-type')! }, payload: Buffer.from(await sent.arrayBuffer()) })
    expect(answered.statusCode, answered.body).toBe(200)
    await runJobs(t.house, TASKS)
    expect(await feed()).toMatchObject({ state: 'idle', result: { rows: 1, created: 1 }, next_at: null })
    expect(await products()).toMatchObject([{ external_id: 'x', price_micro: 5_000_000 }])
  })
})
