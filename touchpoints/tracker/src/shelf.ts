/** Where a browser keeps things: its local storage, else a cookie, else nothing but this page. */
export type Shelf = {
  read(key: string): string | null
  /** False where it could not be kept. */
  write(key: string, value: string): boolean
  remove(key: string): void
  keys(): string[]
  /** Room for more than a few ids. */
  roomy: boolean
}

const YEAR_S = 31_536_000
/** Browsers drop a cookie beyond 4096 bytes. */
const COOKIE_BYTES = 3800

export function memoryShelf(): Shelf {
  const kept = new Map<string, string>()
  return { read: (key) => kept.get(key) ?? null, write: (key, value) => !!kept.set(key, value), remove: (key) => void kept.delete(key), keys: () => [...kept.keys()], roomy: true }
}

function localShelf(page: Window): Shelf {
  const store = page.localStorage
  return {
    read: (key) => store.getItem(key), remove: (key) => store.removeItem(key), keys: () => Object.keys(store), roomy: true,
    write(key, value) {
      try {
        store.setItem(key, value)
        return true
      } catch {
        return false
      }
    },
  }
}

function cookieShelf(page: Window): Shelf {
  const { document, location } = page
  const read = (key: string) => {
    const found = document.cookie.split('; ').find((each) => each.startsWith(`${key}=`))
    return found ? decodeURIComponent(found.slice(key.length + 1)) : null
  }
  const put = (key: string, value: string, seconds: number) => void (document.cookie = `${key}=${value}; path=/; max-age=${seconds}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`)
  return {
    read, keys: () => [], roomy: false,
    write(key, value) {
      const encoded = encodeURIComponent(value)
      if (encoded.length > COOKIE_BYTES) return false
      put(key, encoded, YEAR_S)
      return read(key) === value
    },
    remove: (key) => put(key, '', 0),
  }
}

/** Whether something written is there to be read; a store that is blocked throws at the first touch, or forgets. */
function works(open: () => Shelf): Shelf | undefined {
  try {
    const shelf = open()
    const fine = shelf.write('carillon_try', '1') && shelf.read('carillon_try') === '1'
    shelf.remove('carillon_try')
    return fine ? shelf : undefined
  } catch {
    return undefined
  }
}

export const openShelf = (page: Window): Shelf => works(() => localShelf(page)) ?? works(() => cookieShelf(page)) ?? memoryShelf()

/** Takes away what earlier visits left, without trying whether anything can be kept. */
export function clearShelves(page: Window, isOurs: (key: string) => boolean): void {
  for (const open of [localShelf, cookieShelf]) {
    try {
      const shelf = open(page)
      for (const key of ['carillon', ...shelf.keys()]) if (isOurs(key)) shelf.remove(key)
    } catch {
      // Blocked: then nothing is there.
    }
  }
}
