import { expect, test } from 'vitest'
import { rememberAddress, rememberedAddress } from './addresses.ts'

function store() {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}

test('a letter goes to oneself until another address was used', () => {
  const own = store()
  expect(rememberedAddress('email', 'me@example.com', own)).toBe('me@example.com')
  rememberAddress('email', 'team@example.com', own)
  expect(rememberedAddress('email', 'me@example.com', own)).toBe('team@example.com')
})

test('a number serves the other media that go to numbers, and no chat', () => {
  const own = store()
  rememberAddress('viber', '+380671112233', own)
  expect(rememberedAddress('sms', 'me@example.com', own)).toBe('+380671112233')
  expect(rememberedAddress('telegram', 'me@example.com', own)).toBe('')
  rememberAddress('sms', '+380670000000', own)
  expect(rememberedAddress('viber', 'me@example.com', own)).toBe('+380671112233')
})
