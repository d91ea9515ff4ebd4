import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { createFormat } from '../i18n/format.ts'
import { languages } from '../i18n/languages.ts'
import { type Found, figureIn } from './figure.ts'
import { groupOf, type Leaf } from './rule.ts'
import { sentenceIn, type Telling } from './sentence.ts'

const tellings: Record<string, Telling> = {}

beforeAll(async () => {
  for (const { code } of languages) {
    const words = JSON.parse(readFileSync(join(import.meta.dirname, `../i18n/${code}/segments.json`), 'utf8')) as object
    const own = i18next.createInstance()
    await own.init({ lng: code, ns: ['segments'], defaultNS: 'segments', resources: { [code]: { segments: words } }, interpolation: { escapeValue: false } })
    tellings[code] = { t: own.t as unknown as TFunction<'segments'>, format: createFormat(code, 'UTC', 'UAH', code), mediumName: (medium) => medium, topicName: ({ name }) => name, segments: [{ id: 'seg_1', name: 'VIP' }] }
  }
})

const say = (code: string, rule: object) => sentenceIn(tellings[code]!)(groupOf(rule as Leaf))
const bought = { type: 'Order Completed', where: [{ property: 'total', op: 'gte', value: 100 }] }
const rules = {
  event: { event: { ...bought, did: true, times: { op: 'at_least', n: 3 }, in_last_days: 30 } },
  never: { event: { type: 'Order Completed', did: false } },
  notSo: { event: { type: 'Order Completed', did: false, times: { op: 'exactly', n: 2 } } },
  sequence: { sequence: { first: { type: 'Product Viewed' }, next: bought, within_days: 2, in_last_days: 21, did: true } },
  aggregate: { aggregate: { type: 'Order Completed', fn: 'sum', property: 'total', op: 'gt', value: 1000, where: [{ property: 'shop', op: 'is', value: 'Lviv' }] } },
  number: { aggregate: { type: 'Order Completed', fn: 'count', op: 'lte', value: 5, in_last_days: 1 } },
  both: { interest: { sign: 'bought', product: 'lamp', category: 'Light', did: true, in_last_days: 5 } },
  notBoth: { interest: { sign: 'viewed', did: false } },
  basket: { unfinished: { what: 'basket', has: true, product: 'lamp', at_least: 700, idle_hours: 3, in_last_days: 7 } },
  noForm: { unfinished: { what: 'form', has: false, form: 'loan' } },
  chat: { unfinished: { what: 'chat', has: true } },
  next: { trait: 'ends', op: 'in_next_days', value: 21 },
  birthday: { anniversary: { trait: 'birthday', in_days: 7 } },
  past: { anniversary: { trait: 'birthday', in_days: -1 } },
} as const

test('filters, windows and counts are spelled out', () => {
  expect(say('en', rules.event)).toBe('People for whom this holds: “Order Completed” happened at least 3 times in the last 30 days, where total is at least 100.')
  expect(say('en', rules.never)).toBe('People for whom this holds: “Order Completed” did not happen ever.')
  expect(say('en', rules.notSo)).toBe('People for whom this holds: “Order Completed” did not happen exactly 2 times ever.')
  expect(say('en', rules.sequence)).toBe('People for whom this holds: “Product Viewed” in the last 21 days, then “Order Completed” (total is at least 100) within 2 days.')
  expect(say('en', rules.aggregate)).toBe('People for whom this holds: sum of “total” over “Order Completed” (shop is Lviv) of all time is more than 1,000.')
  expect(say('en', rules.number)).toBe('People for whom this holds: number of “Order Completed” in the last 1 day is at most 5.')
  expect(say('en', rules.both)).toBe('People for whom this holds: bought the product “lamp” of “Light” in the last 5 days.')
  expect(say('en', rules.basket)).toBe('People for whom this holds: has an open basket (the product “lamp”, worth at least UAH\u00a0700.00, untouched for 3 hours, and touched in the last 7 days).')
  expect(say('en', rules.noForm)).toBe('People for whom this holds: has no form begun (form “loan”).')
  expect(say('uk', rules.basket)).toContain('без змін 3 години')
  expect(say('en', rules.birthday)).toContain('birthday comes round in 7 days')
  expect(say('en', rules.past)).toContain('birthday came round 1 day ago')
})

test('clauses with commas of their own are parted by semicolons', () => {
  const both = { all: [rules.event, { any: [rules.sequence, { tag: 'vip' }] }] }
  expect(say('en', both)).toBe('People for whom this holds: “Order Completed” happened at least 3 times in the last 30 days, where total is at least 100; and (“Product Viewed” in the last 21 days, then “Order Completed” (total is at least 100) within 2 days; or tag “vip”).')
  expect(say('en', { all: [{ tag: 'a' }, { tag: 'b' }] })).toBe('People for whom this holds: tag “a” and tag “b”.')
  expect(say('zh', both)).toContain('；且')
  // 和 joins nouns; clauses without commas are no nouns either.
  expect(say('zh', { all: [{ tag: 'a' }, { tag: 'b' }] })).toBe('满足以下条件的人：有标签“a”；且有标签“b”。')
})

test('days and times have the form that the number asks for', () => {
  expect(say('uk', rules.event)).toContain('щонайменше 3 рази за останні 30 днів')
  expect(say('uk', rules.sequence)).toContain('за останній 21 день, а потім «Order Completed» (total не менше ніж 100) протягом 2 днів')
  expect(say('uk', rules.next)).toContain('у наступний 21 день')
  expect(say('uk', { sequence: { ...rules.sequence.sequence, within_days: 0.5 } })).toContain('протягом 0,5 дня')
  expect(say('ru', rules.event)).toContain('не менее 3 раз за последние 30 дней')
  expect(say('ru', { event: { ...rules.event.event, times: { op: 'exactly', n: 3 }, in_last_days: 2 } })).toContain('ровно 3 раза за последние 2 дня')
  expect(say('ru', rules.both)).toContain('купили товар «lamp» из категории «Light» за последние 5 дней')
  expect(say('ka', rules.sequence)).toContain('ბოლო 21 დღეში „Product Viewed“, შემდეგ კი „Order Completed“')
  expect(say('zh', rules.sequence)).toContain('最近 21 天“Product Viewed”之后 2 天内“Order Completed”')
})

describe.each(languages.map(({ code }) => code))('%s', (code) => {
  test('every rule is one sentence without gaps, marks or words of another', () => {
    const all = Object.values(rules).map((rule) => say(code, rule))
    for (const sentence of all) expect(sentence).not.toMatch(/\{\{|undefined|say\.|why\.| {2}| [,.;)]|…/)
    expect(new Set(all).size).toBe(all.length)
  })

  test('every figure of why is told, and told apart', () => {
    const figures: [Leaf, Found][] = [
      [rules.event, { times: 2, at: '2026-11-20T10:00:00.000Z' }], [rules.never, { times: 0, at: null }], [rules.sequence, { times: 1, at: '2026-11-20T10:00:00.000Z', days: 2.5 }],
      [rules.sequence, { times: 1, at: '2026-11-20T10:00:00.000Z', days: null }], [rules.aggregate, { value: 900, times: 21 }], [rules.birthday, { at: '1990-11-25T00:00:00.000Z', days: 1, ago: 364 }],
      [{ rfm: { in: ['champion'] } }, { kind: 'loyal', times: 2, at: '2026-11-20T10:00:00.000Z' }], [{ sample: { percent: 10, salt: 'a', inside: true } }, { percent: 37.42 }], [{ purchases: 'orders', op: 'gte', value: 3 }, { value: 2 }],
    ]
    const all = figures.map(([leaf, found]) => figureIn(tellings[code]!, leaf, found))
    for (const words of all) expect(words).not.toMatch(/^$|\{\{|undefined|say\.|why\.| {2}/)
    expect(new Set(all).size).toBe(all.length)
  })
})

test('what was found stands against what is asked', () => {
  const tell = (code: string, leaf: object, found: Found | null) => figureIn(tellings[code]!, leaf as Leaf, found)
  expect(tell('en', rules.event, { times: 2, at: '2026-11-20T10:00:00.000Z' })).toBe('2 times, last on Nov 20, 2026; asked: at least 3 times')
  expect(tell('en', rules.event, { times: 0, at: null })).toBe('never; asked: at least 3 times')
  expect(tell('en', rules.never, { times: 1, at: '2026-11-20T10:00:00.000Z' })).toBe('1 time, last on Nov 20, 2026; asked: never')
  expect(tell('en', rules.notSo, { times: 2, at: null })).toBe('2 times; asked: not exactly 2 times')
  expect(tell('en', rules.sequence, { times: 1, at: '2026-11-20T10:00:00.000Z', days: 2.5 })).toBe('1 time, last on Nov 20, 2026, the second followed after 2.5 days at the soonest; asked: within 2 days')
  expect(tell('en', rules.aggregate, { value: 900, times: 21 })).toBe('900, over 21 events; asked: is more than 1,000')
  expect(tell('uk', rules.aggregate, { value: 900, times: 21 })).toContain('за 21 подією')
  expect(tell('en', { purchases: 'last_order_at', op: 'in_last_days', value: 30 }, { at: null })).toBe('nothing known; asked: in the last 30 days')
  expect(tell('en', { sample: { percent: 10, salt: 'a', inside: false } }, { percent: 7 })).toBe('drawn at 7%; asked: from 10% on')
  expect(tell('en', { tag: 'vip' }, null)).toBe('')
})
