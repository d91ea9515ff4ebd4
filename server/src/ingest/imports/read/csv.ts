import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Encoding } from '../sniff/encoding.ts'
import { LIMITS, tooManyColumns, UnreadableFile, type FileRow } from './row.ts'

/** Bytes of any encoding as UTF-8 without a byte order mark; what is no character becomes U+FFFD. */
function toUtf8(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding)
  return new Transform({
    transform(chunk: Buffer, _, done) {
      done(null, Buffer.from(decoder.decode(chunk, { stream: true })))
    },
    flush(done) {
      done(null, Buffer.from(decoder.decode()))
    },
  })
}

/** A record that only grows: the parser counts what stands in its cells, and a gigabyte of commas is cells without end. */
class Endless extends Error {}
/** What one record can take in UTF-8, and the chunks that are on their way. */
const MOST_BYTES = 4 * LIMITS.record_chars + 2 * 1024 * 1024

/** Passes bytes on while records come out of the parser. */
function watch(records: () => number): Transform {
  let [seen, bytes] = [0, 0]
  return new Transform({
    transform(chunk: Buffer, _, done) {
      if (records() > seen) [seen, bytes] = [records(), 0]
      bytes += chunk.length
      if (bytes > MOST_BYTES) done(new Endless())
      else done(null, chunk)
    },
  })
}

function explain(error: unknown, row: number): never {
  if (error instanceof Endless || (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')) throw new UnreadableFile('record_too_long', `Row ${row} is longer than a megabyte: a quotation mark that opens there is probably never closed.`, row)
  if (!(error instanceof CsvError)) throw error
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw new UnreadableFile('quote_not_closed', `A quotation mark opens in row ${row} and is never closed.`, row)
  throw new UnreadableFile('csv_invalid', `Row ${row} cannot be read as CSV: ${error.message}`, row)
}

/**
 * The records of a CSV file, one at a time, in memory for one record and one chunk. Quotes inside a value without quotes
 * around it are taken as they are; empty lines count as rows and are passed over.
 */
export async function* readCsv(bytes: Readable, options: { encoding: Encoding; delimiter: string }): AsyncGenerator<FileRow> {
  const parser = parse({ delimiter: options.delimiter, relax_column_count: true, relax_quotes: true, max_record_size: LIMITS.record_chars, bom: true })
  const source = bytes.pipe(toUtf8(options.encoding))
  const watched = source.pipe(watch(() => parser.info.records))
  const stop = (error: Error) => parser.destroy(error)
  bytes.on('error', stop)
  source.on('error', stop)
  watched.on('error', stop)
  watched.pipe(parser)
  let row = 0
  let named = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1
      if (row === 1 && cells.length <= 2 && /^sep=/i.test(cells[0]!)) {
        row = 0 // Excel's line that names the delimiter is no row
        named = 1
        continue
      }
      if (cells.length === 1 && cells[0] === '') continue
      if (cells.length > LIMITS.columns && cells.findLastIndex((cell) => cell !== '') >= LIMITS.columns) throw tooManyColumns(row, cells.length)
      yield { row, cells }
    }
  } catch (error) {
    explain(error, Math.max(row, parser.info.records - named) + 1) // rows before it may be lost on their way here
  } finally {
    bytes.destroy()
    source.destroy()
    watched.destroy()
    parser.destroy()
  }
}
