declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  export type Entry = { fileName: string; compressedSize: number; uncompressedSize: number; isEncrypted(): boolean }
  export type ZipFile = {
    entryCount: number
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
    close(): void
  }
  export function openPromise(path: string, options: { autoClose: boolean; lazyEntries: boolean; validateEntrySizes: boolean; strictFileNames: boolean }): Promise<ZipFile>
}
