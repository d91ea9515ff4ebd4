const random = (letters: number) => {
  const bytes = crypto.getRandomValues(new Uint8Array(letters / 2))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A browser's number. `crypto.randomUUID` exists on pages with https only. */
export function newAnonymousId(): string {
  const hex = random(32)
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${'89ab'[parseInt(hex[16]!, 16) % 4]}${hex.slice(17, 20)}`, hex.slice(20)].join('-')
}

let last = ''
let made = 0

/** A call's number: those of one browser sort in the order of making, those of two tabs never meet. */
export function newMessageId(now: number): string {
  const time = now.toString(36).padStart(9, '0')
  made = time === last ? made + 1 : 0
  last = time
  return `${time}-${made.toString(36).padStart(4, '0')}-${random(16)}`
}
