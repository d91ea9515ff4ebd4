import fs from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { randomToken } from './ids.ts'

/** Files that are too large for a row, under names of our own making only. */
export type Blobs = {
  /** Streams `from` to disk; rejects and leaves nothing when the stream fails. */
  put(from: Readable): Promise<{ name: string; size_bytes: number }>
  path(name: string): string
  read(name: string): Readable
  remove(name: string): Promise<void>
}

export function makeBlobs(data_dir: string): Blobs {
  const dir = path.join(data_dir, 'blobs')
  const file = (name: string) => {
    if (!/^[\w-]{24}$/.test(name)) throw new Error('not a blob name')
    return path.join(dir, name)
  }
  return {
    path: file,
    read: (name) => fs.createReadStream(file(name)),
    async put(from) {
      fs.mkdirSync(dir, { recursive: true })
      const name = randomToken(24)
      const part = `${file(name)}.part`
      try {
        await pipeline(from, fs.createWriteStream(part, { flags: 'wx', mode: 0o600 }))
        await fs.promises.rename(part, file(name))
      } catch (error) {
        await fs.promises.rm(part, { force: true })
        throw error
      }
      return { name, size_bytes: (await fs.promises.stat(file(name))).size }
    },
    remove: (name) => fs.promises.rm(file(name), { force: true }),
  }
}
