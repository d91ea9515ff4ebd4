import { describe, expect, test } from 'vitest'
import { georgianFormats, georgianRelative } from './formats.ts'

const zone = 'Asia/Tbilisi'
const ours = georgianFormats(zone, 'GEL')
const moments = ['2026-01-01T00:00:00Z', '2026-02-28T21:30:05Z', '2026-07-04T09:05:00Z', '2026-12-31T20:00:00Z']

describe('against the complete Intl of Node', () => {
  test.each(moments)('writes %s the same way', (at) => {
    const intl = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat('ka', { timeZone: zone, ...options }).format(new Date(at))
    expect(ours.date(at)).toBe(intl({ dateStyle: 'medium' }))
    expect(ours.time(at)).toBe(intl({ timeStyle: 'short' }))
    expect(ours.dateTime(at)).toBe(intl({ dateStyle: 'medium', timeStyle: 'short' }))
    expect(ours.exact(at)).toBe(intl({ dateStyle: 'full', timeStyle: 'long' }))
  })

  test('names every month and weekday the same way', () => {
    for (let day = 1; day <= 365; day += 9) {
      const at = new Date(Date.UTC(2026, 0, day, 9))
      expect(ours.date(at)).toBe(new Intl.DateTimeFormat('ka', { timeZone: zone, dateStyle: 'medium' }).format(at))
      expect(ours.exact(at)).toContain(new Intl.DateTimeFormat('ka', { timeZone: zone, month: 'long' }).format(at))
      expect(ours.exact(at)).toContain(new Intl.DateTimeFormat('ka', { timeZone: zone, weekday: 'long' }).format(at))
    }
  })

  test('tells spans of time the same way', () => {
    const intl = new Intl.RelativeTimeFormat('ka', { numeric: 'auto' })
    for (const unit of ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const)
      for (const value of [-5, -2, -1, 0, 1, 2, 5]) expect(georgianRelative(value, unit)).toBe(intl.format(value, unit))
  })

  test('writes numbers, money and lists the same way', () => {
    const number = (value: number, options: Intl.NumberFormatOptions = {}) => new Intl.NumberFormat('ka', options).format(value)
    for (const value of [0, 7, 1234, 12_345, 1_234_567, -0.5]) {
      expect(ours.number(value)).toBe(number(value))
      expect(ours.money(value * 1_000_000)).toBe(number(value, { style: 'currency', currency: 'GEL' }))
    }
    expect(ours.percent(0.256)).toBe(number(0.256, { style: 'percent', maximumFractionDigits: 1 }))
    for (const value of [12_345, 1_234_567])
      expect(ours.compact(value)).toBe(number(value, { notation: 'compact', maximumFractionDigits: 1 }))
    for (const items of [[], ['ა'], ['ა', 'ბ'], ['ა', 'ბ', 'გ']]) {
      expect(ours.list(items)).toBe(new Intl.ListFormat('ka').format(items))
      expect(ours.eitherOf(items)).toBe(new Intl.ListFormat('ka', { type: 'disjunction' }).format(items))
    }
  })
})
