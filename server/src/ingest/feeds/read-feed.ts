import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { SaxesParser } from 'saxes'

/** A feed that cannot be read as a whole; `code` is for programs, the message for people, `named` what the other side said: a status, an address. */
export class FeedRefused extends Error {
  readonly code: string
  readonly named: string | null
  constructor(code: string, message: string, named: string | null = null) {
    super(message)
    this.code = code
    this.named = named
  }
}

/** One product as the feed has it: its fields by Google's names, without a prefix, in lower case with underscores. */
export type RawProduct = Record<string, string>

const MAX_RECORD = 256 * 1024
const MAX_DEPTH = 32
const ITEMS = new Set(['item', 'entry'])

/**
 * The products of a feed, one at a time, in memory for one of them: RSS 2.0 or Atom with Google's namespace, or its text
 * form with a header line and tabs, commas or semicolons between. What it is shows by its first character, not by its name.
 * @see https://support.google.com/merchants/answer/7052112 the fields
 */
export async function* readFeed(bytes: Readable): AsyncGenerator<RawProduct> {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const decoder = new TextDecoder('utf-8')
  let head = ''
  while (head.trim() === '') {
    const { value, done } = await chunks.next()
    if (done) throw new FeedRefused('feed_empty', 'The feed is empty.')
    head += decoder.decode(value, { stream: true })
    if (head.length > MAX_RECORD) throw new FeedRefused('feed_unknown', 'The feed begins with nothing but blanks.')
  }
  async function* text(): AsyncGenerator<string> {
    yield head.replace(/^\uFEFF/, '')
    for (;;) {
      const { value, done } = await chunks.next()
      if (done) break
      yield decoder.decode(value, { stream: true })
    }
    yield decoder.decode()
  }
  yield* head.replace(/^\uFEFF/, '').trimStart().startsWith('<') ? readXml(text()) : readLines(text(), head.split('\n')[0]!)
}

const local = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase()

async function* readXml(text: AsyncIterable<string>): AsyncGenerator<RawProduct> {
  const parser = new SaxesParser()
  const made: RawProduct[] = []
  let item: RawProduct | undefined
  let path: string[] = []
  let value = ''
  let size = 0
  let seen = false
  const broken = (detail: string): never => {
    throw new FeedRefused('feed_broken', `The feed is no XML that can be read: ${detail}.`)
  }
  parser.on('error', (error) => broken(error.message.slice(0, 200)))
  parser.on('doctype', () => broken('it declares a document type'))
  parser.on('opentag', (tag) => {
    const name = local(tag.name)
    path.push(name)
    if (path.length > MAX_DEPTH) broken('it is nested too deeply')
    if (!item && ITEMS.has(name)) {
      item = {}
      path = [name]
      size = 0
      seen = true
    }
    value = ''
    // Atom says an address as an attribute.
    if (item && path.length === 2 && name === 'link' && typeof tag.attributes.href === 'string') item.link ??= tag.attributes.href
  })
  const add = (part: string) => {
    value += part
    size += part.length
    if (size > MAX_RECORD) broken('one product is longer than a quarter of a megabyte')
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const name = path.pop()!
    if (!item) {
      size = 0
      return
    }
    // What stands deeper (shipping, tax, instalments) has prices of its own.
    if (path.length === 1 && value.trim() !== '') item[name] ??= value.trim()
    if (path.length === 0) {
      made.push(item)
      item = undefined
      size = 0
    }
    value = ''
  })
  for await (const part of text) {
    parser.write(part)
    yield* made.splice(0)
  }
  parser.close()
  yield* made.splice(0)
  if (!seen) throw new FeedRefused('feed_unknown', 'The feed has neither <item> nor <entry>: it is no product feed.')
}

async function* readLines(text: AsyncIterable<string>, first: string): AsyncGenerator<RawProduct> {
  const delimiter = ['\t', ';', ','].find((each) => first.includes(each)) ?? '\t'
  const columns = (names: string[]) => {
    const known = names.map((name) => local(name.trim()).replaceAll(' ', '_'))
    if (!known.includes('id')) throw new FeedRefused('feed_unknown', 'The first line of the feed names no column "id".')
    return known
  }
  const parser = parse({ delimiter, columns, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, max_record_size: MAX_RECORD, trim: true, ...(delimiter === '\t' ? { quote: null } : {}) })
  // Its callback hears of an error as well; the loop below is who tells.
  pipeline(Readable.from(text), parser, () => {})
  try {
    for await (const row of parser as AsyncIterable<RawProduct>) yield Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))
  } catch (error) {
    if (error instanceof CsvError) throw new FeedRefused('feed_broken', `The feed cannot be read after line ${parser.info.lines}: ${error.message.slice(0, 200)}.`)
    throw error
  } finally {
    parser.destroy()
  }
}
