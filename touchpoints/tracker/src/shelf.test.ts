import { expect, test } from 'vitest'
import { readKept, writeKept } from './kept.ts'
import { clearShelves, openShelf } from './shelf.ts'

/** A page's stores: local storage, or none that works; cookies as a browser keeps them, or blocked. */
function pageWith({ local, cookies }: { local: boolean; cookies: boolean }) {
  const jar = new Map<string, string>()
  const kept = new Map<string, string>()
  const storage = new Proxy({}, {
    ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_, name) => ({ getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) })[name as 'getItem'],
  })
  const document = {
    get cookie() { return [...jar].map(([key, value]) => `${key}=${value}`).join('; ') },
    set cookie(text: string) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(text)!
      if (cookies && text.includes('max-age=0')) jar.delete(key!)
      else if (cookies) jar.set(key!, value!)
    },
  }
  const page = { document, location: { protocol: 'https:' }, get localStorage() { if (!local) throw new Error('blocked'); return storage } }
  return { page: page as unknown as Window, jar, kept }
}

const ids = { anonymous_id: 'a-1', user_id: 'olena@example.com' }

test('local storage where it works, and no cookie beside it', () => {
  const { page, jar, kept } = pageWith({ local: true, cookies: true })
  writeKept(openShelf(page), ids)
  expect(readKept(openShelf(page))).toEqual(ids)
  expect([[...kept.keys()], [...jar.keys()]]).toEqual([['carillon'], []])
})

test('a cookie where local storage is blocked; when it is too small, the ids stay', () => {
  const { page, jar } = pageWith({ local: false, cookies: true })
  expect(openShelf(page).roomy).toBe(false)
  writeKept(openShelf(page), { ...ids, first_touch: { at: '', url: 'ї'.repeat(4000), referrer: '' } })
  expect(readKept(openShelf(page))).toEqual(ids)
  expect([...jar.keys()]).toEqual(['carillon'])
})

test('this page alone where both are blocked, and nothing throws', () => {
  const { page } = pageWith({ local: false, cookies: false })
  const shelf = openShelf(page)
  writeKept(shelf, ids)
  expect(readKept(shelf)).toEqual(ids)
  expect(readKept(openShelf(page))).toBeUndefined()
  clearShelves(page, () => true)
})

test('what is cleared is ours alone, in both places', () => {
  const { page, jar, kept } = pageWith({ local: true, cookies: true })
  for (const key of ['carillon', 'carillon_q.1', 'theirs']) kept.set(key, '{}')
  for (const key of ['carillon', 'theirs']) jar.set(key, '1')
  clearShelves(page, (key) => key.startsWith('carillon'))
  expect([[...kept.keys()], [...jar.keys()]]).toEqual([['theirs'], ['theirs']])
})
