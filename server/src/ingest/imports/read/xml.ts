import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { UnreadableFile } from './row.ts'

export type XmlHandlers = { open(name: string, attributes: Record<string, string>): void; text(text: string): void; close(name: string): void }

/** The longest run of bytes without a tag: Excel's own limit is 32,767 characters a cell. */
const MAX_RUN = 4 * 1024 * 1024
const MAX_DEPTH = 64

const broken = (detail: string) => new UnreadableFile('file_broken', `The workbook holds XML that cannot be read: ${detail}. Save it again as .xlsx, or as CSV.`)

/**
 * Feeds one part of a workbook through a SAX parser, yielding after every chunk so that the caller can hand on what it
 * has collected. Names come without their prefix. A DOCTYPE has no business there and is refused unread.
 */
export async function* walkXml(bytes: Readable, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const decoder = new TextDecoder('utf-8')
  let silent = 0
  let depth = 0
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('error', (error) => {
    throw broken(error.message.slice(0, 200))
  })
  parser.on('doctype', () => {
    throw broken('it declares a document type')
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    silent = 0
    depth += 1
    if (depth > MAX_DEPTH) throw broken('it is nested too deeply')
    handlers.open(local(tag.name), tag.attributes)
  })
  parser.on('text', (text) => handlers.text(text))
  parser.on('cdata', (text) => handlers.text(text))
  parser.on('closetag', (tag: SaxesTagPlain) => {
    silent = 0
    depth -= 1
    handlers.close(local(tag.name))
  })
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      silent += chunk.length
      parser.write(decoder.decode(chunk, { stream: true }))
      if (silent > MAX_RUN) throw broken('one value is longer than four megabytes')
      yield
    }
    parser.write(decoder.decode())
    parser.close()
    yield
  } finally {
    bytes.destroy()
  }
}
