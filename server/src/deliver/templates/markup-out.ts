import { escapeHtml } from './escape.ts'
import type { Block, Inline, Line } from './markdown.ts'
import type { Weave } from './weave.ts'

/** How one place writes the markup. */
export type Writer = {
  text: (text: string) => string
  bold: (inner: string) => string
  italic: (inner: string) => string
  link: (inner: string, slot: number, bare: boolean) => string
  lineBreak: string
  paragraph: (inner: string) => string
  list: (items: string, ordered: boolean) => string
  item: (inner: string, number: number | undefined) => string
}

export function writeBlocks(blocks: Block[], writer: Writer): string {
  return blocks.map((block) => writeBlock(block, writer)).join('')
}

function writeBlock(block: Block, writer: Writer): string {
  if (block.t === 'tags') return block.tags
  if (block.t === 'paragraph') return writer.paragraph(writeLines(block.lines, writer))
  let n = 0
  const items = block.items.map((item) =>
    item.t === 'tags' ? item.tags : writer.item(writeInline(item.of, writer), block.ordered ? ++n : undefined),
  )
  return writer.list(items.join(''), block.ordered)
}

/** A break stands before every line but the first, so that a condition around a line takes its break along. */
function writeLines(lines: Line[], writer: Writer): string {
  let first = true
  return lines
    .map((line) => {
      if (line.t === 'tags') return line.tags
      const written = (first ? '' : writer.lineBreak) + writeInline(line.of, writer)
      first = false
      return written
    })
    .join('')
}

export function writeInline(inlines: Inline[], writer: Writer): string {
  return inlines
    .map((inline) => {
      if (inline.t === 'text') return writer.text(inline.text)
      const inner = writeInline(inline.of, writer)
      if (inline.t === 'link') return writer.link(inner, inline.slot, inline.bare)
      return inline.t === 'bold' ? writer.bold(inner) : writer.italic(inner)
    })
    .join('')
}

export function emailWriter(weave: Weave, linkColour: string): Writer {
  return {
    text: escapeHtml,
    bold: (inner) => `<strong>${inner}</strong>`,
    italic: (inner) => `<em>${inner}</em>`,
    link: (inner, slot) =>
      `<a href="${weave.token('L', slot)}" class="link" style="color:${linkColour};text-decoration:underline">${inner}</a>`,
    lineBreak: '<br>',
    paragraph: (inner) => `<p style="margin:0 0 16px">${inner}</p>`,
    list: (items, ordered) =>
      ordered
        ? `<ol style="margin:0 0 16px;padding-left:24px;padding-inline-start:24px">${items}</ol>`
        : `<ul style="margin:0 0 16px;padding-left:24px;padding-inline-start:24px">${items}</ul>`,
    item: (inner) => `<li style="margin:0 0 6px">${inner}</li>`,
  }
}

/** Telegram's HTML mode: b, i, a, and plain line ends (core.telegram.org/bots/api#html-style). */
export function telegramWriter(weave: Weave): Writer {
  return {
    ...textWriter(weave),
    text: escapeHtml,
    bold: (inner) => `<b>${inner}</b>`,
    italic: (inner) => `<i>${inner}</i>`,
    link: (inner, slot) => `<a href="${weave.token('L', slot)}">${inner}</a>`,
  }
}

/** Viber and WhatsApp show *bold* and _italic_; SMS, push and the plain part of a mail show words only. */
export function textWriter(weave: Weave, stars = false, links: 'follow' | 'label' = 'follow'): Writer {
  return {
    text: (text) => text,
    bold: (inner) => (stars ? `*${inner}*` : inner),
    italic: (inner) => (stars ? `_${inner}_` : inner),
    link: (inner, slot, bare) => {
      if (links === 'label') return inner
      return bare ? weave.token('L', slot) : `${inner}: ${weave.token('L', slot)}`
    },
    lineBreak: '\n',
    paragraph: (inner) => `${inner}\n\n`,
    list: (items) => `${items}\n`,
    item: (inner, number) => `${number === undefined ? '-' : `${number}.`} ${inner}\n`,
  }
}
