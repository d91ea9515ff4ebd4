/**
 * The identities that a file has named so far, as 64-bit hashes in one flat table: 8 to 16 bytes for each, so that a
 * million rows cost some 32 MB whatever their text. Two different ones meet with a chance of 1 in 10⁶ at three million;
 * the later row would then only add to its contact and not rename it.
 */
export type Seen = { has(key: string): boolean; add(key: string): void }

/** Two 32-bit mixes of one pass (cyrb53's rounds, by bryc, public domain). */
function hash(text: string): [number, number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [a >>> 0 || 1, b >>> 0] // 0 in the first half marks an empty slot
}

export function makeSeen(): Seen {
  let size = 4096
  let table = new Uint32Array(size * 2)
  let count = 0

  function slot(a: number, b: number): number {
    let at = b & (size - 1)
    while (table[2 * at] !== 0 && !(table[2 * at] === a && table[2 * at + 1] === b)) at = (at + 1) & (size - 1)
    return at
  }
  function put(a: number, b: number): void {
    const at = slot(a, b)
    if (table[2 * at] === 0) count += 1
    table[2 * at] = a
    table[2 * at + 1] = b
  }
  return {
    has(key) {
      const [a, b] = hash(key)
      return table[2 * slot(a, b)] !== 0
    },
    add(key) {
      put(...hash(key))
      if (count * 2 < size) return
      const before = table
      size *= 2
      table = new Uint32Array(size * 2)
      count = 0
      for (let n = 0; n < before.length; n += 2) if (before[n] !== 0) put(before[n]!, before[n + 1]!)
    },
  }
}
