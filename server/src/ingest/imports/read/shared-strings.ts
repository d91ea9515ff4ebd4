import fs from 'node:fs'
import { LIMITS, UnreadableFile } from './row.ts'
import { walkXml } from './xml.ts'
import type { Package } from './zip.ts'

const BLOCK = 256 * 1024
const KEPT_BLOCKS = 64
/** An index entry costs eight bytes: this many strings keep the index below 160 MB, twenty for each row a sheet can have. */
const MAX_STRINGS = 20_000_000

export type SharedStrings = {
  /** The string with this number, reading on in the workbook as far as needed; '' when there is none. */
  get(index: number): Promise<string>
  /** Without reading on: undefined when it is not there yet. */
  peek(index: number): string | undefined
  close(): void
}

/**
 * The texts of a workbook, which its cells name by number. They are spilled to a file beside the upload and read back by
 * blocks, so that a million distinct phones do not live in memory; sheets name them nearly in order, so a few blocks do.
 */
export function openSharedStrings(pack: Package, part: string | undefined, spill_path: string): SharedStrings {
  const fd = fs.openSync(spill_path, 'wx+', 0o600)
  fs.rmSync(spill_path, { force: true }) // the open file lives on without its name, and dies with the process
  let ends = new Float64Array(4096)
  let count = 0
  let written = 0
  let pending: Buffer[] = []
  let pendingBytes = 0
  const blocks = new Map<number, Buffer>()

  function flush(): void {
    if (pendingBytes === 0) return
    fs.writeSync(fd, Buffer.concat(pending), 0, pendingBytes, written)
    written += pendingBytes
    pending = []
    pendingBytes = 0
    blocks.delete(Math.floor((written - 1) / BLOCK))
  }

  function add(text: string): void {
    if (count >= MAX_STRINGS) throw new UnreadableFile('too_many_strings', 'The workbook holds more than 20 million texts. Save the sheet as CSV.')
    if (text.length > LIMITS.record_chars) throw new UnreadableFile('file_broken', 'A text of the workbook is longer than a megabyte.')
    if (count === ends.length) {
      const larger = new Float64Array(ends.length * 2)
      larger.set(ends)
      ends = larger
    }
    const bytes = Buffer.from(text)
    pending.push(bytes)
    pendingBytes += bytes.length
    ends[count] = written + pendingBytes
    count += 1
    if (pendingBytes > 4 * BLOCK) flush()
  }

  function block(number: number): Buffer {
    let found = blocks.get(number)
    if (found) blocks.delete(number)
    else {
      const buffer = Buffer.allocUnsafe(BLOCK)
      found = buffer.subarray(0, fs.readSync(fd, buffer, 0, BLOCK, number * BLOCK))
      if (blocks.size >= KEPT_BLOCKS) blocks.delete(blocks.keys().next().value!)
    }
    // A block at the end of the file is still growing.
    if (found.length === BLOCK) blocks.set(number, found)
    return found
  }

  function peek(index: number): string | undefined {
    if (!(index >= 0) || index >= count) return undefined
    const from = index === 0 ? 0 : ends[index - 1]!
    const to = ends[index]!
    if (to > written) flush()
    const parts: Buffer[] = []
    for (let at = from; at < to; ) {
      const number = Math.floor(at / BLOCK)
      const part = block(number).subarray(at - number * BLOCK, Math.min(to - number * BLOCK, BLOCK))
      if (part.length === 0) break
      parts.push(part)
      at += part.length
    }
    return parts.length === 1 ? parts[0]!.toString() : Buffer.concat(parts).toString()
  }

  async function* load(): AsyncGenerator<void> {
    if (part === undefined || !pack.has(part)) return
    let text: string | undefined
    let phonetic = 0
    let inT = false
    yield* walkXml(await pack.open(part), {
      open(name) {
        if (name === 'si') text = ''
        else if (name === 'rPh') phonetic += 1
        else if (name === 't') inT = phonetic === 0
      },
      text(more) {
        if (inT && text !== undefined) text += more
      },
      close(name) {
        if (name === 't') inT = false
        else if (name === 'rPh') phonetic -= 1
        else if (name === 'si' && text !== undefined) {
          add(text)
          text = undefined
        }
      },
    })
  }
  const loading = load()

  return {
    peek,
    async get(index) {
      for (;;) {
        const text = peek(index)
        if (text !== undefined) return text
        if ((await loading.next()).done) return peek(index) ?? ''
      }
    },
    close() {
      void loading.return(undefined).catch(() => undefined)
      fs.closeSync(fd)
    },
  }
}
