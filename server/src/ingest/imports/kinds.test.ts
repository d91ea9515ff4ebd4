import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import type { ImportKind, Settings, Tallied } from './contract.ts'
import { IMPORT_TASKS } from './jobs.ts'

type Made = { id: string; kind: ImportKind; state: string; error: string | null; sniffed: { encoding: string; delimiter: string; columns: { name: string; suggestion: { target: string } }[]; suggested_settings: Settings }; settings: Settings; counts: { dry: Tallied; run: Tallied; preview: { problems: { code: string }[] }[]; reach: { contacts: number } | null } }

let t: TestApp
let shop: TestWorkspace
let other: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  other = await t.workspace('GE')
})
afterAll(() => t.close())

async function upload(content: string | Buffer, query = ''): Promise<Made> {
  const answer = await shop.call('POST', `/v1/imports?file_name=file.csv${query}`, content, { 'content-type': 'text/csv' })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}
async function act(id: string, verb: 'check' | 'run', settings?: Settings): Promise<Made> {
  const answer = await shop.call('POST', `/v1/imports/${id}/${verb}`, settings ? { settings } : {})
  expect(answer.statusCode, answer.body).toBe(202)
  await runJobs(t.house, IMPORT_TASKS)
  return (await shop.call('GET', `/v1/imports/${id}`)).json<Made>()
}
/** The dry run and the run of a file, which must count alike. */
async function bring(content: string | Buffer, change: Partial<Settings> = {}, query = ''): Promise<Made> {
  const made = await upload(content, query)
  const checked = await act(made.id, 'check', { ...made.sniffed.suggested_settings, ...change })
  expect(checked.state, String(checked.error)).toBe('checked')
  const done = await act(made.id, 'run')
  expect(done.counts.run).toEqual(checked.counts.dry)
  return done
}
const targets = (made: Made) => made.sniffed.columns.map((column) => column.suggestion.target)
const person = async (kind: string, value: string) => (await shop.call('GET', `/v1/contacts/by/${kind}/${encodeURIComponent(value)}`)).json<{ id: string; name: string | null; imports: object[] }>()
const orders = async (contact_id: string) => (await shop.call('GET', `/v1/orders?contact_id=${contact_id}`)).json<{ data: Record<string, unknown>[] }>().data
const events = async (contact_id: string, type: string) => (await shop.call('GET', `/v1/events?contact_id=${contact_id}&type=${encodeURIComponent(type)}`)).json<{ data: { at: string; source: string; properties: Record<string, unknown> }[] }>().data
const count = async (rule: object) => (await shop.call('POST', '/v1/segments/count', { rule })).json<{ count: number }>().count

/** As Shopify exports orders: what is said of the order stands in its first row, each line has one of its own. */
const SHOPIFY = `Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Phone,Refunded Amount,Phone,Id
#1001,anna@example.com,paid,2024-03-05 12:35:10 +0300,fulfilled,UAH,1250.00,50.00,0.00,1300.00,SPRING,2024-03-05 12:33:10 +0300,1,Desk lamp,1000.00,LAMP-1,Anna Koval,+380671110011,0.00,,5001
#1001,anna@example.com,,,,,,,,,,2024-03-05 12:33:10 +0300,2,Mug,125.00,MUG-1,,,,,
#1002,borys@example.com,refunded,2024-04-01 09:00:00 +0300,fulfilled,UAH,500.00,0.00,0.00,500.00,,2024-04-01 09:00:00 +0300,1,Kettle,500.00,KET-1,Borys,,500.00,,5002
#1003,anna@example.com,partially_refunded,2024-05-01 09:00:00 +0300,fulfilled,UAH,300.00,0.00,0.00,300.00,,2024-05-01 09:00:00 +0300,3,Spoon,100.00,SPO-1,Anna Koval,,100.00,,5003
#1004,,voided,2024-05-02 09:00:00 +0300,,UAH,10.00,0.00,0.00,10.00,,2024-05-02 09:00:00 +0300,1,Spoon,10.00,SPO-1,,,0.00,0671110044,5004
#1005,,paid,2024-05-02 09:00:00 +0300,,UAH,10.00,0.00,0.00,10.00,,2024-05-02 09:00:00 +0300,1,Spoon,10.00,SPO-1,,,0.00,,5005
#1006,vera@example.com,paid,2024-05-02 09:00:00 +0300,,UAH,,,,oops,,2024-05-02 09:00:00 +0300,1,Spoon,10.00,SPO-1,,,0.00,,5006
#1006,vera@example.com,,,,,,,,,,2024-05-02 09:00:00 +0300,1,Fork,10.00,FORK-1,,,,,
`

describe('orders', () => {
  let done: Made
  test('a shop\'s export is known for what it is, and its columns with it', async () => {
    const made = await upload(SHOPIFY)
    expect(made.kind).toBe('orders')
    expect(targets(made)).toEqual(['order_id', 'email', 'order_state', 'ignore', 'ignore', 'currency', 'ignore', 'ignore', 'ignore', 'total', 'coupon', 'order_at', 'item_quantity', 'item_name', 'item_price', 'item_id', 'name', 'ignore', 'refund', 'phone', 'ignore'])
    const preview = (await shop.call('POST', `/v1/imports/${made.id}/preview`, { settings: made.sniffed.suggested_settings })).json<{ rows: { made: object; problems: { code: string }[] }[] }>()
    expect(preview.rows[0]).toMatchObject({ made: { external_id: '#1001', total_micro: 1_300_000_000, at: '2024-03-05T09:33:10.000Z', customer: { email: 'anna@example.com', name: 'Anna Koval' }, line: { product_id: 'LAMP-1', quantity: 1, price_micro: 1_000_000_000 } } })
    expect(preview.rows[6]!.problems).toMatchObject([{ code: 'price_invalid', severity: 'refused', column: 9 }])
  })
  test('the run makes orders, customers and what they bought; a row at fault takes its whole order out', async () => {
    done = await bring(SHOPIFY)
    expect(done.counts.run).toMatchObject({ rows: 8, create: 4, update: 0, unchanged: 0, lines: 1, refused: { identity_missing: 1, price_invalid: 1, order_incomplete: 1 } })
    expect(done.counts.reach).toMatchObject({ contacts: 3 })
    const anna = await person('email', 'anna@example.com')
    expect(anna).toMatchObject({ name: 'Anna Koval', imports: [{ id: done.id }] })
    expect(await orders(anna.id)).toMatchObject([
      { external_id: '#1003', total_micro: 300_000_000, refunded_micro: 100_000_000, state: 'completed', source: 'import' },
      { external_id: '#1001', at: '2024-03-05T09:33:10.000Z', total_micro: 1_300_000_000, coupon: 'SPRING', state: 'completed', items: [{ product_id: 'LAMP-1', price_micro: 1_000_000_000 }, { product_id: 'MUG-1', quantity: 2 }] },
    ])
    expect(await orders((await person('email', 'borys@example.com')).id)).toMatchObject([{ state: 'refunded', refunded_micro: 500_000_000 }])
    expect(await orders((await person('phone', '+380671110044')).id)).toMatchObject([{ state: 'cancelled' }])
    expect((await shop.call('GET', '/v1/contacts/by/email/vera@example.com')).statusCode).toBe(404)
    expect((await shop.call('GET', `/v1/contacts/${anna.id}/commerce`)).json()).toMatchObject({ orders: 2, revenue_micro: 1_500_000_000 })
    expect(await events(anna.id, 'Order Completed')).toMatchObject([{ source: 'import', at: '2024-05-01T06:00:00.000Z' }, { source: 'import', at: '2024-03-05T09:33:10.000Z' }])
    expect(await count({ import: done.id })).toBe(3)
  })
  test('the refused rows come with their reasons, in the language asked for', async () => {
    const file = (await shop.call('GET', `/v1/imports/${done.id}/refused.csv?locale=uk`)).body.split('\r\n')
    expect(file.slice(1, 4).map((line) => line.split(',').slice(0, 2).join())).toEqual(['7,identity_missing', '8,price_invalid', '9,order_incomplete'])
    expect(file[2]).toContain('Це не сума грошей')
  })
  test('the same file again changes nothing', async () => {
    const before = await t.house.db.system.selectFrom('event').select(['type', 'at']).where('workspace_id', '=', shop.id).orderBy('id').execute()
    const again = await bring(SHOPIFY)
    expect(again.counts.run).toMatchObject({ create: 0, update: 0, unchanged: 4, lines: 1 })
    expect(await t.house.db.system.selectFrom('event').select(['type', 'at']).where('workspace_id', '=', shop.id).orderBy('id').execute()).toEqual(before)
  })
  test('lines of an order that stand apart are put together; the sum is that of its lines where no column has it', async () => {
    const rows = Array.from({ length: 1100 }, (_, n) => `N-${n};15.03.2024;scattered${n}@example.com;item ${n};2;1 234,50`)
    const made = await bring(`Номер замовлення;Дата;E-mail;Товар;Кількість;Ціна\nN-5;15.03.2024;scattered5@example.com;first;1;10,00\n${rows.join('\n')}\nN-7;15.03.2024;scattered7@example.com;last;1;0,50 ₴\n`)
    expect(made).toMatchObject({ kind: 'orders', counts: { run: { create: 1100, lines: 2, refused: {} } } })
    expect(await orders((await person('email', 'scattered5@example.com')).id)).toMatchObject([{ external_id: 'N-5', total_micro: 2_479_000_000 }])
    expect(await orders((await person('email', 'scattered7@example.com')).id)).toMatchObject([{ external_id: 'N-7', total_micro: 2_469_500_000, items: [{ name: 'item 7' }, { name: 'last' }] }])
  })
  test('one row per order, told further: a state moves on, never back, and a sum is put right', async () => {
    const file = (state: string, total: string) => `order_id,date,status,total,customer_id,store\nW-1,2024-01-02,${state},${total},cust-9,nowhere\n`
    expect((await bring(file('pending', '12.50 GEL'))).counts.run).toMatchObject({ create: 1, warnings: { store_unknown: 1 } })
    const buyer = await person('external_id', 'cust-9')
    expect(await orders(buyer.id)).toMatchObject([{ state: 'placed', total_micro: 12_500_000, currency: 'GEL' }])
    expect((await bring(file('оплачено', '"12,50 GEL"'), { decimal: ',' })).counts.run).toMatchObject({ update: 1 })
    expect((await bring(file('pending', '13 GEL'))).counts.run).toMatchObject({ update: 1 })
    expect(await orders(buyer.id)).toMatchObject([{ state: 'completed', total_micro: 13_000_000, at: '2024-01-02T00:00:00.000Z' }])
  })
  test('two who share a phone keep their orders, and whoever has a name keeps it', async () => {
    await shop.call('POST', '/v1/contacts', { email: 'wife@example.com', phone: '+380671119001', name: 'Olena' })
    const made = await bring('Order ID,Created at,Total,Email,Phone,Customer name\nS-1,2024-02-02,10,husband@example.com,+380671119001,Petro\nS-2,2024-02-02,10,wife@example.com,,Somebody Else\n')
    expect(made.counts.run).toMatchObject({ create: 2, refused: {} })
    expect((await person('email', 'wife@example.com')).name).toBe('Olena')
  })
})

/** As a WooCommerce shop exports orders: one a row, everything of it in a cell; customer 0 is whoever has no account. */
const WOO = `order_id,order_number,date,status,order_total,order_currency,customer_id,billing_first_name,billing_last_name,billing_email,billing_phone,line_items,shipping_items,fee_items,tax_items
8001,8001,2024-03-05 12:35:10,completed,80.00,GEL,0,Nino,Kapanadze,nino.w@example.com,555123501,id:8|name:Blue lamp; large|product_id:12|sku:LAMP-1|quantity:2|subtotal:40.00|total:36.00|meta:Color=Blue;id:9|name:Mug|product_id:13|sku:MUG-1|quantity:1|total:39.00|meta:;id:10|name:Blue lamp; large|product_id:12|sku:LAMP-1|quantity:1|total:18.00|meta:,id:11|method_id:flat_rate|method_title:Flat rate|total:5.00,id:12|title:Wrapping|total:1.00,id:13|rate_id:1|code:GE|title:VAT|total:2.00
8002,8002,2024-03-06 09:00:00,processing,10.00,GEL,0,Gio,Beridze,gio.w@example.com,,id:14|name:Spoon|product_id:0|sku:unknown_product|quantity:4|total:10.00|meta:,,,
8003,8003,2024-03-06 09:00:00,completed,10.00,GEL,0,Eka,,eka.w@example.com,,id:15|name:Spoon|product_id:14|quantity:1|total:5.00;id:16|name:Fork|product_id:15|quantity:-1|total:5.00,,,
`

describe('orders of several items in a cell', () => {
  const undo = async (id: string) => {
    expect((await shop.call('POST', `/v1/imports/${id}/undo`)).statusCode).toBe(202)
    await runJobs(t.house, IMPORT_TASKS)
  }
  test('a WooCommerce export is known by its columns; each item of a cell is a line of the order', async () => {
    const made = await upload(WOO)
    expect(made).toMatchObject({ kind: 'orders', sniffed: { delimiter: ',' } })
    expect(targets(made)).toEqual(['order_id', 'ignore', 'order_at', 'order_state', 'total', 'currency', 'external_id', 'given_name', 'family_name', 'email', 'phone', 'items', 'ignore', 'ignore', 'ignore'])
    const preview = (await shop.call('POST', `/v1/imports/${made.id}/preview`, { settings: made.sniffed.suggested_settings })).json<{ rows: { made: object; problems: object[] }[] }>()
    expect(preview.rows[0]!.made).toMatchObject({ items: [{ column: 11, lines: [{ product_id: '12', name: 'Blue lamp; large', quantity: 2, price_micro: 18_000_000 }, { product_id: '13' }, { product_id: '12', quantity: 1 }] }] })
    expect(preview.rows[2]!.problems).toMatchObject([{ code: 'quantity_invalid', severity: 'refused', column: 11, place: '2: "id:16|name:Fork|product_id:15|quantity:-1|total:5.00"' }])
    const done = await bring(WOO)
    expect(done.counts.run).toMatchObject({ rows: 3, create: 2, refused: { quantity_invalid: 1 } })
    const nino = await person('email', 'nino.w@example.com')
    expect(nino).toMatchObject({ name: 'Nino Kapanadze' })
    expect(await orders(nino.id)).toMatchObject([{ external_id: '8001', total_micro: 80_000_000, currency: 'GEL', items: [{ product_id: '12', sku: 'LAMP-1', quantity: 2 }, { product_id: '12', quantity: 1 }, { product_id: '13', price_micro: 39_000_000 }] }])
    expect(await orders((await person('email', 'gio.w@example.com')).id)).toMatchObject([{ external_id: '8002', state: 'placed', items: [{ product_id: 'Spoon', quantity: 4, price_micro: 2_500_000 }] }])
    expect((await shop.call('GET', '/v1/contacts/by/external_id/0')).statusCode).toBe(404)
    expect((await shop.call('GET', `/v1/imports/${done.id}/refused.csv?locale=uk`)).body).toContain('Це не кількість: потрібне число, більше за нуль. (2: ""id:16')
    expect((await bring(WOO)).counts.run).toMatchObject({ create: 0, update: 0, unchanged: 2 })
    await undo(done.id)
    expect(await orders(nino.id)).toEqual([])
    expect((await bring(WOO)).counts.run).toMatchObject({ create: 2 })
  })
  test('an item a column, and a mapping that is remembered', async () => {
    const file = 'order_number,order_date,order_total,customer_email,line_item_1,line_item_2,line_item_3\nT-1,2024-01-02 10:00,30,toffee@example.com,name:Tea|product_id:5|sku:|quantity:2|total:20.00|sub_total:20.00,name:Cup|product_id:6|sku:|quantity:1|total:10.00|sub_total:10.00,\n'
    const done = await bring(file)
    expect(targets(done)).toEqual(['order_id', 'order_at', 'total', 'email', 'items', 'items', 'items'])
    expect(await orders((await person('email', 'toffee@example.com')).id)).toMatchObject([{ total_micro: 30_000_000, items: [{ product_id: '5', quantity: 2, price_micro: 10_000_000 }, { product_id: '6', quantity: 1 }] }])
    expect(await upload(file)).toMatchObject({ remembered: { settings: { columns: [{}, {}, {}, {}, { target: 'items' }, { target: 'items' }, { target: 'items' }] } } })
  })
  test('people\'s own lists and JSON: the sum is that of the items where no column has it', async () => {
    const made = await bring('Номер замовлення;Дата;E-mail;Сума;Товари\nL-1;15.03.2024;list1@example.com;100,50;"2 x Чай, 1x Чашка"\nL-2;15.03.2024;list2@example.com;80;"Чай x2; Ложка"\nL-3;15.03.2024;list3@example.com;80;"Чай x2, Ложка"\n')
    expect(targets(made)).toEqual(['order_id', 'order_at', 'email', 'total', 'items'])
    expect(made.counts.run).toMatchObject({ create: 2, refused: { items_invalid: 1 } })
    expect(await orders((await person('email', 'list1@example.com')).id)).toMatchObject([{ total_micro: 100_500_000, items: [{ product_id: 'Чай', name: 'Чай', quantity: 2 }, { product_id: 'Чашка', quantity: 1 }] }])
    const json = await bring('order_id,date,email,items\nJ-1,2024-01-02,json1@example.com,"[{""sku"":""A"",""name"":""Tea"",""qty"":2,""price"":""10.5""},{""sku"":""B"",""qty"":1,""total"":9}]"\nJ-2,2024-01-02,json2@example.com,"[{""sku"":""A"",""qty"":1}]"\n')
    expect(json.counts.run).toMatchObject({ create: 1, refused: { total_missing: 1 } })
    expect(await orders((await person('email', 'json1@example.com')).id)).toMatchObject([{ total_micro: 30_000_000, items: [{ product_id: 'A', name: 'Tea' }, { product_id: 'B', name: null }] }])
  })
  test('prices within a list: the order\'s total says whether an amount was of one or of all; a currency beside it counts, and the preview shows both', async () => {
    const made = await bring('Order ID,Created at,Total,Email,Items\nP-1,2024-03-15,33,priced1@example.com,"Tea x2 (12.50 GEL); Cup x1 (8.00 GEL)"\nP-2,2024-03-15,33,priced2@example.com,Tea x2 (25.00); Cup x1 (8.00)\nP-3,2024-03-15,30,priced3@example.com,Tea x2 (12.50); Cup x1 (8.00)\nP-4,2024-03-15,33,priced4@example.com,Tea x2 (12)\n')
    expect(made.counts.run).toMatchObject({ create: 3, refused: { items_invalid: 1 } })
    const priced = async (n: number) => (await orders((await person('email', `priced${n}@example.com`)).id)).map((order) => [order.currency, (order.items as { price_micro: number }[]).map((item) => item.price_micro)])
    expect([await priced(1), await priced(2), await priced(3)]).toEqual([[['GEL', [12_500_000, 8_000_000]]], [['UAH', [12_500_000, 8_000_000]]], [['UAH', [12_500_000, 8_000_000]]]])
    const summed = await upload('Order ID,Created at,Email,Items\nQ-1,2024-03-15,summed1@example.com,2 x Tea @ 12.50; Cup x3 = 9.00\n', '&kind=orders')
    expect((await shop.call('POST', `/v1/imports/${summed.id}/preview`, { settings: summed.sniffed.suggested_settings })).json<{ rows: { made: object }[] }>().rows[0]!.made).toMatchObject({ items: [{ lines: [{ name: 'Tea', quantity: 2, price_micro: 12_500_000 }, { name: 'Cup', quantity: 3, price_micro: 3_000_000 }] }] })
  })
  test('a column of one item, or of how many there are, is none of lists', async () => {
    const of = async (header: string, ...cells: string[]) => targets(await upload(`Order ID,Created at,Total,Email,${header}\n${cells.map((cell, n) => `${n},2024-01-01,5,a@example.com,${cell}`).join('\n')}\n`, '&kind=orders')).slice(4)
    expect(await of('Items', '3', '1', '12')).toEqual(['ignore'])
    expect(await of('Product', 'Tea (40)', 'Cola x6')).toEqual(['item_name'])
    expect(await of('Product', 'Tea (2); Cup (1)', 'Cola x6')).toEqual(['items'])
    expect(await of('What they took', 'Tea x2; Cup x1', 'Cup x1')).toEqual(['items'])
    expect(await of('Remark', 'call before 10', 'leave at door; ring')).toEqual(['ignore'])
    expect(await of('Products,Price,Quantity', 'Tea,5,1', 'Cup,5,1')).toEqual(['item_name', 'item_price', 'item_quantity'])
  })
  test('a list beside columns of one item would count twice; a cell of a megabyte is no list', async () => {
    const made = await upload('Order ID,Created at,Total,Email,Items,Product\n1,2024-01-01,5,twice@example.com,Tea x2; Cup x1,Tea\n')
    expect(targets(made).slice(4)).toEqual(['items', 'ignore'])
    const columns = made.sniffed.suggested_settings.columns.map((column) => (column.index === 5 ? { index: 5, target: 'item_name' as const } : column))
    expect((await shop.call('POST', `/v1/imports/${made.id}/check`, { settings: { ...made.sniffed.suggested_settings, columns } })).json()).toMatchObject({ errors: [{ pointer: '/settings/columns', code: 'items_beside_line' }] })
    const rows = ['a;'.repeat(10_000), 'a;'.repeat(60_000), `${'['.repeat(45_000)}${']'.repeat(45_000)}`, Array.from({ length: 400 }, (_, n) => `name:Item number ${n}|product_id:${n}|quantity:1|total:1.00`).join(';')]
    const done = await bring(`order_id,date,total,email,line_items\n${rows.map((cell, n) => `H-${n},2024-01-01,400,hostile${n}@example.com,${cell}`).join('\n')}\n`)
    expect(done.counts.run).toMatchObject({ create: 1, refused: { order_too_long: 1, row_too_long: 1, items_invalid: 1 } })
    expect((await orders((await person('email', 'hostile3@example.com')).id))[0]!.items).toHaveLength(400)
  })
})

describe('events', () => {
  const FILE = `event,timestamp,user_id,email,plan,seats,insert_id
Signed Up,2024-01-05T10:00:00Z,u-1,u1@example.com,pro,3,m-1
Signed Up,1704448800,u-2,,free,1,m-2
Invited,1704448800123,u-2,,,2,
Invited,1704448800123,u-2,,,2,
message.delivered,2024-01-05T10:00:00Z,u-2,,,,
Signed Up,not a time,u-3,,,,
Signed Up,2024-01-05T10:00:00Z,,,,,
`
  test('a file of events becomes history: times of every kind, properties, each once', async () => {
    const made = await bring(FILE)
    expect(made.kind).toBe('events')
    expect(targets(made)).toEqual(['event_name', 'event_at', 'external_id', 'email', 'property', 'property', 'event_id'])
    expect(made.counts.run).toMatchObject({ rows: 7, create: 3, duplicates: 1, refused: { event_reserved: 1, time_invalid: 1, identity_missing: 1 } })
    const [one, two] = [await person('external_id', 'u-1'), await person('external_id', 'u-2')]
    expect(await events(one.id, 'Signed Up')).toMatchObject([{ at: '2024-01-05T10:00:00.000Z', source: 'import', properties: { plan: 'pro', seats: 3 } }])
    expect(await events(two.id, 'Signed Up')).toMatchObject([{ at: '2024-01-05T10:00:00.000Z' }])
    expect(await events(two.id, 'Invited')).toMatchObject([{ at: '2024-01-05T10:00:00.123Z', properties: { seats: 2 } }])
    expect((await bring(FILE)).counts.run).toMatchObject({ create: 0, unchanged: 3, duplicates: 1 })
    expect(await events(two.id, 'Invited')).toHaveLength(1)
    // The API and a file know an event of the same number for the same.
    expect((await shop.call('POST', '/v1/events', { events: [{ contact_id: one.id, type: 'Signed Up', message_id: 'm-1' }] })).json()).toEqual({ recorded: 0, repeated: 1 })
  })
  test('one name for the whole file, orders and interest from what they tell, and no basket of long ago', async () => {
    const made = await bring('when,email,product_id,name,price\n2024-02-01 10:00,shopper@example.com,P-1,Chair,50\n', { event: 'Product Added', columns: [
      { index: 0, target: 'event_at' }, { index: 1, target: 'email' }, ...['product_id', 'name', 'price'].map((name, n) => ({ index: n + 2, target: 'property' as const, trait: { name, type: name === 'price' ? 'number' as const : 'text' as const } }))] }, '&kind=events')
    expect(made.counts.run).toMatchObject({ create: 1 })
    const shopper = await person('email', 'shopper@example.com')
    expect((await shop.call('GET', `/v1/contacts/${shopper.id}/commerce`)).json()).toMatchObject({ cart: null, interests: [{ product_key: 'P-1', adds: 1 }] })
  })
})

/** windows-1251, as 1C writes it. */
const cp1251 = (text: string) => Buffer.from([...text].map((letter) => {
  const code = letter.codePointAt(0)!
  return code >= 0x410 && code <= 0x44f ? code - 0x350 : { ё: 0xb8, Ё: 0xa8, '№': 0xb9, '\u00a0': 0xa0 }[letter] ?? code
}))

describe('products', () => {
  const FILE = 'Код;Артикул;Наименование;Группа;Производитель;Цена;Остаток;Валюта\n00-0001;L-1;Лампа настольная;Освещение;Свет;"1\u00a0234,50";5;UAH\n00-0002;C-1;Кружка белая;Посуда;Дом;125,00;0;UAH\n00-0003;;Чайник;Посуда;Дом;дорого;1;UAH\n;X;Безымянный;Посуда;Дом;1,00;1;UAH\n00-0002;C-1;Кружка ещё раз;Посуда;Дом;1,00;0;UAH\n'
  test('a list out of 1C, in windows-1251', async () => {
    const made = await bring(cp1251(FILE))
    expect(made).toMatchObject({ kind: 'products', sniffed: { encoding: 'windows-1251', delimiter: ';' }, counts: { reach: null } })
    expect(targets(made)).toEqual(['product_id', 'ignore', 'product_name', 'category', 'brand', 'price', 'availability', 'currency'])
    expect(made.counts.run).toMatchObject({ create: 2, duplicates: 1, refused: { price_invalid: 1, id_missing: 1 } })
    const found = (await shop.call('GET', '/v1/products?search=лампа')).json<{ data: object[] }>().data
    expect(found).toMatchObject([{ external_id: '00-0001', name: 'Лампа настольная', category: 'Освещение', brand: 'Свет', price_micro: 1_234_500_000, availability: 'in_stock', currency: 'UAH', source: 'import' }])
    expect((await bring(cp1251(FILE))).counts.run).toMatchObject({ create: 0, update: 0, unchanged: 2, duplicates: 1 })
  })
  test('what no column has stays, and nobody is told that something is back', async () => {
    const buyer = (await shop.call('POST', '/v1/contacts', { email: 'waiting@example.com' })).json<{ id: string }>()
    await shop.call('POST', '/v1/events', { events: [{ contact_id: buyer.id, type: 'Product Added to Wishlist', properties: { product_id: '00-0002' } }] })
    await shop.call('POST', '/v1/products', { products: [{ external_id: '00-0001', name: 'Лампа настольная', price_micro: 1_234_500_000, sale_price_micro: 999_000_000, currency: 'UAH' }] })
    const made = await bring('SKU,Name,Price,Stock\n00-0002,Кружка белая,100,7\n00-0001,Лампа настольная,1234.50,5\n')
    expect(made.counts.run).toMatchObject({ update: 2 })
    const product = (await shop.call('GET', '/v1/products?search=лампа')).json<{ data: object[] }>().data
    expect(product).toMatchObject([{ sale_price_micro: 999_000_000, category: 'Освещение' }])
    expect(await events(buyer.id, 'product.back_in_stock')).toEqual([])
    expect(await events(buyer.id, 'product.price_dropped')).toEqual([])
  })
})

describe('what a file is', () => {
  test('the guess can be changed, and its settings must fit it', async () => {
    const made = await upload('Order ID,Created at,Total,Email\n1,2024-01-01,5,a.kind@example.com\n')
    expect(made.kind).toBe('orders')
    const people = (await shop.call('POST', `/v1/imports/${made.id}/reread`, { kind: 'contacts' })).json<Made>()
    expect(people.kind).toBe('contacts')
    expect(targets(people)).toContain('email')
    const wrong = await shop.call('POST', `/v1/imports/${made.id}/check`, { settings: made.sniffed.suggested_settings })
    expect(wrong.json()).toMatchObject({ errors: [{ pointer: '/settings/columns/0/target', code: 'target_of_other_kind' }] })
    expect((await shop.call('POST', '/v1/imports?file_name=x.csv&kind=ufos', 'a,b\n1,2\n', { 'content-type': 'text/csv' })).statusCode).toBe(422)
  })
  test.each([
    ['orders', [{ index: 0, target: 'email' }], 'order_id_unmapped'],
    ['orders', [{ index: 0, target: 'order_id' }], 'time_unmapped'],
    ['orders', [{ index: 0, target: 'order_id' }, { index: 1, target: 'order_at' }], 'total_unmapped'],
    ['events', [{ index: 1, target: 'event_at' }], 'event_unnamed'],
    ['products', [{ index: 1, target: 'product_id' }], 'product_name_unmapped'],
  ])('%s with %j: %s', async (kind, columns, code) => {
    const made = await upload('a,b,c\n1,2,3\n', `&kind=${kind}`)
    const answer = await shop.call('POST', `/v1/imports/${made.id}/check`, { settings: { ...made.sniffed.suggested_settings, columns } })
    expect(answer.json()).toMatchObject({ errors: [{ code }] })
  })
  test('lists of people with a total or a date stay lists of people', async () => {
    for (const header of ['ID;ПІБ;E-mail;Телефон;Сума;Дата', 'email,name,total,status,date', 'Код;Назва;E-mail;Ціна', 'Имя,Телефон,Заказ,Сумма'])
      expect((await upload(`${header}\n1;2;3;4;5\n`)).kind, header).toBe('contacts')
  })
  test('another workspace sees nothing of it', async () => {
    const made = await upload(SHOPIFY)
    for (const [method, path, body] of [['GET', '', undefined], ['POST', '/reread', { kind: 'contacts' }], ['POST', '/run', {}]] as const)
      expect((await other.call(method, `/v1/imports/${made.id}${path}`, body)).statusCode).toBe(404)
  })
})
