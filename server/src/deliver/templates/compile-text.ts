import type { CompileCx, CompiledForm, PartName } from './compiled.ts'
import type { Derived, DerivedButton } from './derive.ts'
import { escapeHtml } from './escape.ts'
import { parseMarkdown, parsePlain, type Block } from './markdown.ts'
import { telegramWriter, textWriter, writeBlocks, type Writer } from './markup-out.ts'
import type { Part } from './weave.ts'

/** An SMS carries text only: the buttons follow as "label: link", the picture as a link at the end. */
export function compileSms(d: Derived, cx: CompileCx): CompiledForm {
  const { weave } = cx
  if (d.text) {
    const blocks = parsePlain(weave.protect(d.text), { ...cx, pointer: d.text.pointer })
    return { parts: { text: weave.finish(writeBlocks(blocks, textWriter(weave)), d.text.pointer) }, buttons: [] }
  }
  const headline = d.headline.source.trim() === '' ? '' : `${weave.protect(d.headline)}\n`
  const body = writeBlocks(bodyBlocks(d, cx), textWriter(weave))
  const picture = d.picture ? weave.token('L', weave.link(weave.protect(d.picture.url), 'picture', d.picture.url.pointer)) : ''
  // one line end between the pieces: every character of an SMS is paid for
  const text = [headline + body.trimEnd(), buttonLines(d.spill, cx, (s) => s), picture].filter((s) => s.trim() !== '').join('\n')
  return { parts: { text: weave.finish(text, d.body.pointer) }, buttons: [] }
}

/** Viber, WhatsApp and Telegram: text, one picture, and as many buttons as fit; the rest become lines of the text. */
export function compileChat(d: Derived, cx: CompileCx): CompiledForm {
  const { weave } = cx
  const blocks = bodyBlocks(d, cx)
  const spill = d.spill.map((b) => ({ ...b, slot: weave.link(weave.protect(b.url), 'button', b.url.pointer) }))
  const write = (writer: Writer, escape: (text: string) => string) => {
    const headline = d.text || d.headline.source.trim() === '' ? '' : `${writer.bold(escape(weave.protect(d.headline)))}\n\n`
    const lines = spill.map((b) => `${escape(weave.protect(b.label))}: ${weave.token('L', b.slot)}\n`)
    return weave.finish(headline + writeBlocks(blocks, writer) + lines.join(''), (d.text ?? d.body).pointer)
  }
  const telegram = d.medium === 'telegram'
  const labels: [PartName, Part][] = d.buttons.map((b, i) => [`button_${i}`, weave.finish(weave.protect(b.label), b.label.pointer)])
  return {
    parts: {
      text: write(textWriter(weave, !telegram), (text) => text),
      ...(telegram && { html: write(telegramWriter(weave), escapeHtml) }),
      ...Object.fromEntries(labels),
    },
    buttons: d.buttons.map((b, i) => ({ label: `button_${i}`, slot: weave.link(weave.protect(b.url), 'button', b.url.pointer) })),
    ...pictureSlot(d, cx),
  }
}

/** A notification is one tap target: its own address, or the first button's. */
export function compilePush(d: Derived, cx: CompileCx): CompiledForm {
  const { weave } = cx
  const target = d.url ?? d.buttons[0]?.url
  const body = writeBlocks(bodyBlocks(d, cx), textWriter(weave, false, 'label'))
  return {
    parts: {
      title: weave.finish(weave.protect(d.headline), d.headline.pointer),
      body: weave.finish(body, (d.text ?? d.body).pointer),
    },
    buttons: [],
    ...pictureSlot(d, cx),
    ...(target && { url_slot: weave.link(weave.protect(target), 'push', target.pointer) }),
  }
}

function bodyBlocks(d: Derived, cx: CompileCx): Block[] {
  const { weave } = cx
  if (d.text) return parsePlain(weave.protect(d.text), { ...cx, pointer: d.text.pointer })
  return parseMarkdown(weave.protect(d.body), { ...cx, pointer: d.body.pointer })
}

function buttonLines(buttons: DerivedButton[], { weave }: CompileCx, escape: (text: string) => string): string {
  return buttons
    .map((b) => `${escape(weave.protect(b.label))}: ${weave.token('L', weave.link(weave.protect(b.url), 'button', b.url.pointer))}`)
    .join('\n')
}

function pictureSlot(d: Derived, { weave }: CompileCx): Pick<CompiledForm, 'picture_slot'> {
  if (!d.picture) return {}
  return { picture_slot: weave.link(weave.protect(d.picture.url), 'picture', d.picture.url.pointer, false) }
}
