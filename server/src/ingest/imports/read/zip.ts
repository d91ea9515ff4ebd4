import { posix } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { UnreadableFile } from './row.ts'

/** A workbook has a few dozen parts; sheets and pictures make some hundreds. */
const MAX_ENTRIES = 5000
/** XML of real tables packs to a tenth, of repetitive ones to a hundredth; a bomb of zeros to a thousandth. */
const MAX_RATIO = 200
const FREE_BYTES = 16 * 1024 * 1024

export type Package = {
  has(name: string): boolean
  open(name: string): Promise<Readable>
  close(): void
}

const broken = (detail: string) => new UnreadableFile('file_broken', `The file is not a workbook that can be read: ${detail}. Save it again as .xlsx, or as CSV.`)

/** Counts what really comes out, whatever the headers say. */
function guard(entry: Entry): Transform {
  const limit = Math.max(FREE_BYTES, entry.compressedSize * MAX_RATIO)
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      if (bytes > limit) done(new UnreadableFile('file_bomb', 'The file unpacks to far more than a table would: it is refused unread.'))
      else done(null, chunk)
    },
  })
}

/** Opens a ZIP package by its directory. Names serve for look-up only: nothing is ever written under them. */
export async function openPackage(path: string): Promise<Package> {
  let zip: ZipFile
  const entries = new Map<string, Entry>()
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true, validateEntrySizes: true, strictFileNames: false })
  } catch (error) {
    throw broken((error as Error).message)
  }
  try {
    if (zip.entryCount > MAX_ENTRIES) throw broken(`it has ${zip.entryCount} parts`)
    for await (const entry of zip.eachEntry()) entries.set(posix.normalize(entry.fileName).toLowerCase(), entry)
  } catch (error) {
    zip.close()
    throw error instanceof UnreadableFile ? error : broken((error as Error).message)
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    close: () => zip.close(),
    async open(name) {
      const entry = entries.get(name.toLowerCase())
      if (!entry) throw broken(`the part ${name} is missing`)
      if (entry.isEncrypted()) throw broken('it is encrypted')
      try {
        const raw = await zip.openReadStreamPromise(entry)
        const guarded = guard(entry)
        raw.on('error', (error) => guarded.destroy(error instanceof UnreadableFile ? error : broken(error.message)))
        guarded.on('close', () => raw.destroy())
        return raw.pipe(guarded)
      } catch (error) {
        throw broken((error as Error).message)
      }
    },
  }
}
