import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readItems } from './items.ts'

const read = (cell: string, decimal: '.' | ',' = '.') => {
  const items = readItems(cell, decimal)
  if ('refused' in items) throw new Error(`${items.refused.code}: ${items.refused.message} ${items.refused.place ?? ''}`)
  return items
}
const refused = (cell: string) => {
  const items = readItems(cell, '.')
  return 'refused' in items ? items.refused : undefined
}
const short = (cell: string, decimal: '.' | ',' = '.') => read(cell, decimal).lines.map((line) => `${line.quantity} ${line.product_id}`)

describe('lists that people write', () => {
  test.each([
    ['2 x Tea, 1x Cup', ['2 Tea', '1 Cup']], ['Tea x2; Cup', ['2 Tea', '1 Cup']], ['LAMP-1*2; MUG-2', ['2 LAMP-1', '1 MUG-2']], ['Tea (2), Cup (1)', ['2 Tea', '1 Cup']],
    ['2 шт Чай; Чашка - 3 шт.', ['2 Чай', '3 Чашка']], ['2 pcs Tea\nCup: 4 pcs', ['2 Tea', '4 Cup']], ['Чай, 2 шт; Чашка, 1 шт', ['2 Чай', '1 Чашка']], ['2 х Чай, 1х Чашка', ['2 Чай', '1 Чашка']],
    ['ჩაი x 2; ფინჯანი', ['2 ჩაი', '1 ფინჯანი']], ['2 ცალი ჩაი', ['2 ჩაი']], ['茶×2；杯子', ['2 茶', '1 杯子']], ['T恤2件，杯子1件', ['2 T恤', '1 杯子']], ['2件 茶', ['2 茶']], ['2xTea', ['2 Tea']], ['2×7UP', ['2 7UP']],
    ['Tea (x2) | Cup', ['2 Tea', '1 Cup']], ['- Tea x2\r\n- Cup\r\n', ['2 Tea', '1 Cup']], ['10233*2; 10555', ['2 10233', '1 10555']], ['2 x 10233', ['2 10233']], ['1,5 x Tea; Cup', ['2 Tea', '1 Cup']], ['1,5 x Tea, 2 x Cup', ['2 Tea', '2 Cup']],
    // What only looks like a count, or like a border.
    ['Wine (2019); Saperavi (2020) x2', ['1 Wine (2019)', '2 Saperavi (2020)']], ['3XL shirt; Box2', ['1 3XL shirt', '1 Box2']], ['2x4 board', ['1 2x4 board']], ['Nuts, salted', ['1 Nuts, salted']], ['Sneakers, 42', ['1 Sneakers, 42']], ['2 x Tea, green; 1 x Cup', ['2 Tea, green', '1 Cup']], ['Tea (40.00)', ['1 Tea (40.00)']], ['[SALE] Tea x2', ['2 [SALE] Tea']], ['Tea: green', ['1 Tea: green']],
    ['', []], [' ; ', []], ['Tea x2;;Cup;', ['2 Tea', '1 Cup']],
  ] as const)('%j', (cell, items) => expect(short(cell)).toEqual(items))
  test.each([
    ['Tea x2 (12.50); Cup x1 (8.00)', ['2 Tea 12.5', '1 Cup 8'], []], ['Tea x2 (12,50), Cup x1 (8,00)', ['2 Tea 12.5', '1 Cup 8'], []], ['2 x Tea @ 12.50', ['2 Tea 12.5'], []], ['2 x Tea @ 12,50, 1 x Cup @ 8', ['2 Tea 12.5', '1 Cup 8'], []], ['Tea × 2 — 12,50 ₴', ['2 Tea 12.5'], ['UAH']],
    ['Чай 2 шт по 12,50 грн; Чашка - 1 шт - 8 грн', ['2 Чай 12.5', '1 Чашка 8'], ['UAH']], ['Tea x2 at 12.50 ₴/шт', ['2 Tea 12.5'], ['UAH']], ['Tea x2 (по 12,50)', ['2 Tea 12.5'], []], ['Tea (12.50 UAH) x2', ['2 Tea 12.5'], ['UAH']], ['2 x Tea, green @ 3.20; Cup', ['2 Tea, green 3.2', '1 Cup'], []],
    ['Tea x2, 12.50 ₴', ['2 Tea 12.5'], ['UAH']], ['Tea x2 - 1 250,00 ₴', ['2 Tea 1250'], ['UAH']], ['2 x Tea @ 1,234.50 USD', ['2 Tea 1234.5'], ['USD']], ['T恤2件 30元; 杯子1件 ¥8', ['2 T恤 30', '1 杯子 8'], []], ['ჩაი x 2 - 12,50 ₾', ['2 ჩაი 12.5'], ['GEL']], ['Tea x2 = 25.00', ['2 Tea 12.5'], []],
    ['2 x 10233 @ 5.00', ['2 10233 5'], []], ['Wine (2019) x2 (12.50)', ['2 Wine (2019) 12.5'], []], ['Tea x3 (0.00)', ['3 Tea 0'], []], ['Gift card (500 UAH)', ['1 Gift card 500'], ['UAH']],
    // A size, a year, a number of an article, a card of an amount: parts of the name.
    ['Tea (40.00)', ['1 Tea (40.00)'], []], ['2 x Pipe (12.50)', ['2 Pipe (12.50)'], []], ['2 x Pipe - 12.50', ['2 Pipe - 12.50'], []], ['Box 3x4 (12.50)', ['1 Box 3x4 (12.50)'], []], ['Show @ 19', ['1 Show @ 19'], []], ['Gift card 500 грн x2', ['2 Gift card 500 грн'], []], ['2 x Gift card $50', ['2 Gift card $50'], []], ['Paper 80 × 120 (50)', ['50 Paper 80 × 120'], []], ['Cable 2.50 m x2', ['2 Cable 2.50 m'], []],
  ] as const)('with prices: %j', (cell, items, currencies) => {
    const found = read(cell)
    expect([found.lines.map((line) => `${line.quantity} ${line.name}${line.price_micro === null ? '' : ` ${line.price_micro! / 1e6}`}`), found.currencies]).toEqual([items, currencies])
  })
  test('an amount beside a count may be of one or of all: it says so', () => {
    expect(read('Tea x2 (12.50); Cup x1 (8.00); Hat x2 @ 3; Bag x2 = 9.00; Pin x3 - 1.00 ₴').unsure).toEqual([0, 4])
  })
  test('a price stands nowhere, so there is none', () => expect(read('Tea x2').lines).toEqual([{ product_id: 'Tea', name: 'Tea', quantity: 2, price_micro: null, sku: null }]))
  test.each([
    ['Tea x2, Cup', 'items_invalid', '1: "Tea x2, Cup"'], ['2 x Tea, Cup', 'items_invalid', '1: "2 x Tea, Cup"'], ['Tea, 2 шт, Cup, 1 шт', 'items_invalid', '1: "Tea, 2 шт, Cup, 1 шт"'], ['Tea; x2', 'items_invalid', '2: "x2"'], ['3', 'items_invalid', '1: "3"'], ['Tea; ---', 'items_invalid', '2: "---"'],
    ['Tea; -1 x Cup', 'quantity_invalid', '2: "-1 x Cup"'], ['Tea x0', 'quantity_invalid', '1: "Tea x0"'], ['1e9 x Tea', 'quantity_invalid', '1: "1e9 x Tea"'], ['Tea (-1)', 'quantity_invalid', '1: "Tea (-1)"'], [`Tea; ${'a'.repeat(1001)}`, 'items_invalid', `2: "${'a'.repeat(60)}"`],
    // Two numbers of which neither says what it is.
    ...['Tea x2 (12)', 'Wine x2 (2019)', 'Tea x2 (10233)', 'Tea x2 - 12', '2 x Tea (3)', 'Tea x2 (12.50) (8.00)', 'Tea x2 1 250,00 ₴'].map((cell) => [cell, 'items_invalid', `1: "${cell}"`] as [string, string, string]), ['Tea; 12.50 ₴', 'items_invalid', '2: "12.50 ₴"'], ['x2 @ 12.50', 'items_invalid', '1: "x2 @ 12.50"'],
    ['a;'.repeat(10_000), 'order_too_long', undefined],
  ])('lists that cannot be read: %#', (cell, code, place) => expect(refused(cell)).toMatchObject({ code, ...(place ? { place } : {}) }))
})

describe('exports of shops', () => {
  test('fields between bars, items between semicolons', () => {
    expect(read('id:8|name:Blue lamp; large|product_id:12|sku:LAMP-1|quantity:2|subtotal:40.00|total:36.00|meta:Color=Blue; size: L;id:9|name:Mug|product_id:0|sku:unknown_product|quantity:1|total:5.00|meta:', ',')).toEqual({
      counted: true, currencies: [], unsure: [],
      lines: [{ product_id: '12', name: 'Blue lamp; large', quantity: 2, price_micro: 18_000_000, sku: 'LAMP-1' }, { product_id: 'Mug', name: 'Mug', quantity: 1, price_micro: 5_000_000, sku: null }],
    })
  })
  test('one item a cell, a bar and a colon in its name', () => {
    expect(read('name:Tea | green: 100 g|product_id:31|sku:|quantity:3|total:10.00|sub_total:12.00|meta:pa_size:L|_variation_id:9').lines).toEqual([{ product_id: '31', name: 'Tea | green: 100 g', quantity: 3, price_micro: 3_333_333, sku: null }])
    expect(read(String.raw`id:1|name:A\|name\:B\;C|sku:X|quantity:1`).lines).toMatchObject([{ product_id: 'X', name: 'A|name:B;C' }])
  })
  test('JSON: a line\'s own number is the product\'s where it has no other; what is not asked about is passed over', () => {
    expect(read('[{"id":7,"name":"Tea 2&quot;","qty":2,"price":"10.50 GEL","meta":{"a":[1]}},{"sku":"MUG","title":"Mug","quantity":"1","total":5},{"id":1,"productId":44,"sku":"S"}, "Cup x3"]')).toEqual({
      counted: false, currencies: ['GEL'], unsure: [],
      lines: [
        { product_id: '7', name: 'Tea 2"', quantity: 2, price_micro: 10_500_000, sku: null }, { product_id: 'MUG', name: 'Mug', quantity: 1, price_micro: 5_000_000, sku: null },
        { product_id: '44', name: null, quantity: 1, price_micro: null, sku: 'S' }, { product_id: 'Cup', name: 'Cup', quantity: 3, price_micro: null, sku: null },
      ],
    })
    expect(short('[]')).toEqual([])
    expect(short('{"name":"Tea"}')).toEqual(['1 Tea'])
  })
  test.each([
    ['name:Tea|quantity:1;sku:X|quantity:2', 'items_invalid', '1: "name:Tea|quantity:1;sku:X|quantity:2"'], ['id:1|name:Tea|quantity:-1', 'quantity_invalid', '1: "id:1|name:Tea|quantity:-1"'], ['id:1|name:A|total:1;id:2|name:B|total:x', 'price_invalid', '2: "id:2|name:B|total:x"'], ['id:1|quantity:2', undefined, undefined],
    ['[{"name":"Tea","qty":1e9}]', 'quantity_invalid', '1: "{"name":"Tea","qty":1000000000}"'], ['[{"qty":1}]', 'items_invalid', '1: "{"qty":1}"'], ['[{"name":"Tea","price":{"amount":1}}]', 'items_invalid', undefined], ['[{"name":"Tea"},[1]]', 'items_invalid', '2'], ['[{\'sku\': 1}]', 'items_invalid', undefined], ['[{"name":"Tea"', 'items_invalid', undefined],
    ['['.repeat(90_000), 'items_invalid', undefined], [`${'['.repeat(40_000)}${']'.repeat(40_000)}`, 'items_invalid', undefined], [`[${'{"name":"a"},'.repeat(501)}{"name":"a"}]`, 'order_too_long', undefined], [`[{"sku":"${'a'.repeat(201)}"}]`, 'items_invalid', undefined], ['[{"__proto__":{"name":"x"}}]', 'items_invalid', undefined],
  ])('fields and JSON that cannot be read: %#', (cell, code, place) => {
    const why = refused(cell)
    expect(why?.code).toBe(code)
    if (place) expect(why?.place).toBe(place)
  })
})

const name = fc.stringMatching(/^[A-Z][a-z]{2,8}( [a-z]{2,6}){0,2}$/)
const item = fc.record({ id: fc.integer({ min: 1, max: 1e9 }), name: fc.oneof(name, fc.constantFrom('Чай зелений', 'ფინჯანი', '绿茶', 'Crème "brûlée"')), sku: fc.stringMatching(/^[A-Z]{2,5}-[A-Z]{1,3}$/), quantity: fc.integer({ min: 1, max: 1_000_000 }), cents: fc.integer({ min: 0, max: 1e9 }) })
const items = fc.array(item, { minLength: 1, maxLength: 20 })

describe('what is written in a shape is read back', () => {
  test('fields, JSON', () => {
    fc.assert(fc.property(items, fc.boolean(), (all, json) => {
      const cell = json ? JSON.stringify(all.map((each, n) => ({ id: n, name: each.name, product_id: each.id, sku: each.sku, quantity: each.quantity, total: (each.cents / 100).toFixed(2) })))
        : all.map((each, n) => `id:${n}|name:${each.name}|product_id:${each.id}|sku:${each.sku}|quantity:${each.quantity}|subtotal:1.00|total:${(each.cents / 100).toFixed(2)}|meta:`).join(';')
      expect(read(cell)).toEqual({ counted: true, currencies: [], unsure: [], lines: all.map((each) => ({ product_id: String(each.id), name: each.name, quantity: each.quantity, price_micro: Math.round((each.cents * 10_000) / each.quantity), sku: each.sku })) })
    }))
  })
  test('lists, in every way of saying how many', () => {
    const ways = [(n: string, q: number) => `${q} x ${n}`, (n: string, q: number) => `${q}х ${n}`, (n: string, q: number) => `${n} x${q}`, (n: string, q: number) => `${n}*${q}`, (n: string, q: number) => (q < 1000 ? `${n} (${q})` : `${n} (×${q})`), (n: string, q: number) => `${q} шт ${n}`, (n: string, q: number) => `${n} - ${q} pcs`, (n: string, q: number) => `${n} × ${q}`]
    fc.assert(fc.property(fc.array(fc.record({ name, quantity: fc.integer({ min: 1, max: 1_000_000 }), way: fc.constantFrom(...ways) }), { minLength: 1, maxLength: 20 }), fc.constantFrom('; ', ';', '\n', ' | ', ', '), (all, between) => {
      expect(read(all.map((each) => each.way(each.name, each.quantity)).join(between)).lines.map((line) => [line.name, line.quantity])).toEqual(all.map((each) => [each.name, each.quantity]))
    }))
  })
  test('lists with prices, in every way of writing one', () => {
    const counts = [(n: string, q: number) => `${n} x${q}`, (n: string, q: number) => `${n} × ${q}`, (n: string, q: number) => `${n} (×${q})`, (n: string, q: number) => `${n} - ${q} шт`, (n: string, q: number) => `${n}*${q}`]
    const first = [(n: string, q: number) => `${q} x ${n}`, (n: string, q: number) => `${q} шт ${n}`, ...counts]
    const bare = [(p: string) => ` (${p})`, (p: string) => ` - ${p}`, (p: string) => `: ${p}`, (p: string) => ` ${p}`]
    const signed = [(p: string) => ` (${p} UAH)`, (p: string) => ` — ${p} ₴`, (p: string) => ` - ${p} грн`, (p: string) => ` @ ${p}`, (p: string) => ` по ${p} грн`]
    const written = fc.oneof(fc.record({ count: fc.constantFrom(...counts), price: fc.constantFrom(...bare, ...signed) }), fc.record({ count: fc.constantFrom(...first), price: fc.constantFrom(...signed) }))
    const line = fc.record({ name, quantity: fc.integer({ min: 1, max: 1_000_000 }), cents: fc.integer({ min: 0, max: 1e9 }), written })
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.constantFrom('; ', ';', '\n', ' | ', ', '), fc.boolean(), (all, between, comma) => {
      const cell = all.map((each) => each.written.count(each.name, each.quantity) + each.written.price((each.cents / 100).toFixed(2).replace('.', comma ? ',' : '.'))).join(between)
      expect(read(cell).lines.map((each) => [each.name, each.quantity, each.price_micro])).toEqual(all.map((each) => [each.name, each.quantity, each.cents * 10_000]))
    }))
  })
  test('nothing at all makes it fall over, nor take long', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: fc.constantFrom('x', '2', ' ', ';', '|', ':', 'name', ',', '(', ')', '*', '-', '{', '[', '"', 'шт', '@', '=', '.', '₴', 'UAH', 'по') })), (cell) => {
      const found = readItems(cell, '.')
      if ('lines' in found) for (const line of found.lines) expect((line.price_micro ?? 0) >= 0 && line.quantity > 0 && line.product_id.length > 0 && line.product_id.length <= 200).toBe(true)
    }))
    for (const unit of ['- ', ' (1.00', '@1', '1 000 ', ' по 1', ': ', '*1', ' x1', '-', '2 ', 'x ', '(2', ', ', 'a,', '|a:', ';', '2x', '\\', '1,'] as const) {
      const began = performance.now()
      readItems(unit.repeat(100_000 / unit.length), '.')
      readItems(`${unit.repeat(300)}\n`.repeat(100), '.')
      expect(performance.now() - began, unit).toBeLessThan(2000)
    }
  })
})
