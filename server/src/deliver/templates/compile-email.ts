import type { Brand } from '../brand/index.ts'
import type { CompileCx, CompiledForm } from './compiled.ts'
import type { ContentProblem } from './contract.ts'
import type { Derived } from './derive.ts'
import { emailColours, emailDocument, textFooter } from './email.ts'
import { escapeHtml } from './escape.ts'
import { parseMarkdown, type Block } from './markdown.ts'
import { emailWriter, textWriter, writeBlocks } from './markup-out.ts'
import { TOKEN } from './weave.ts'
import { compileAuthorMjml, compileMjml } from './mjml.ts'

type Prepared = { blocks: Block[]; button_slots: number[] }

/** A letter: subject, preheader, HTML and always a plain-text part. Both parts share their link slots. */
export async function compileEmail(d: Derived, brand: Brand, cx: CompileCx): Promise<{ form: CompiledForm; problems: ContentProblem[] }> {
  const { weave } = cx
  const blocks = parseMarkdown(weave.protect(d.body), { ...cx, pointer: d.body.pointer })
  const button_slots = d.buttons.map((b) => weave.link(weave.protect(b.url), 'button', b.url.pointer))
  const prepared = { blocks, button_slots }
  const { html, problems } = d.mjml ? await compileAuthorMjml(d.mjml, d.locale, weave) : { html: await ownHtml(d, brand, cx, prepared), problems: [] }
  const subject = d.subject ?? d.headline
  const form: CompiledForm = {
    parts: {
      subject: weave.finish(weave.protect(subject), subject.pointer),
      preheader: preheader(d, cx, blocks),
      html: weave.finish(withPreheader(html, cx), d.mjml?.pointer ?? d.body.pointer),
      text: weave.finish(plainPart(d, brand, cx, prepared), d.text?.pointer ?? d.body.pointer),
    },
    buttons: [],
  }
  return { form, problems }
}

async function ownHtml(d: Derived, brand: Brand, cx: CompileCx, { blocks, button_slots }: Prepared): Promise<string> {
  const { weave } = cx
  const source = emailDocument(
    {
      locale: d.locale,
      headline: escapeHtml(weave.protect(d.headline)),
      body: writeBlocks(blocks, emailWriter(weave, emailColours(brand).link)),
      ...(d.picture && {
        picture: {
          src: weave.token('P', weave.link(weave.protect(d.picture.url), 'picture', d.picture.url.pointer, false)),
          alt: escapeHtml(weave.protect(d.picture.alt)),
          // the picture leads where the first button leads
          ...(button_slots[0] !== undefined && { link: weave.token('L', button_slots[0]) }),
        },
      }),
      buttons: d.buttons.map((b, i) => ({
        label: escapeHtml(weave.protect(b.label)),
        href: weave.token('L', button_slots[i] as number),
      })),
    },
    brand,
    weave,
  )
  return (await compileMjml(source)).html
}

/** Its own, or the first words of the letter: else clients show "View in browser" or the logo's alt text there. */
function preheader(d: Derived, cx: CompileCx, blocks: Block[]) {
  if (d.preheader) return cx.weave.finish(cx.weave.protect(d.preheader), d.preheader.pointer)
  return cx.weave.finish(opening(blocks, cx), d.body.pointer)
}

/** The first blocks that fill a preview and whose tags are closed: rendering the whole body again would double its cost. */
function opening(blocks: Block[], { weave, tagDepth }: CompileCx): string {
  for (let i = 1; i < blocks.length; i++) {
    const text = writeBlocks(blocks.slice(0, i), textWriter(weave, false, 'label'))
    const depth = (text.match(TOKEN) ?? []).reduce((sum, token) => sum + (tagDepth(token) || 0), 0)
    if (depth === 0 && text.replaceAll(TOKEN, '').trim().length >= 60) return text
  }
  return writeBlocks(blocks, textWriter(weave, false, 'label'))
}

const HIDDEN = 'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all'
/** Invisible characters behind the preheader keep the letter's first lines out of the preview. */
const FILLER = '&#847;&zwnj;&nbsp;'.repeat(30)

function withPreheader(html: string, { weave }: CompileCx): string {
  // an author's document with a preview of its own keeps it
  if (/<div style="display:none;[^"]*max-height:0px/.test(html)) return html
  const hidden = `<div style="${HIDDEN}">${weave.own('{% carillon_preheader %}')}${FILLER}</div>`
  return html.replace(/<body[^>]*>/, (body) => `${body}${hidden}`)
}

function plainPart(d: Derived, brand: Brand, cx: CompileCx, { blocks, button_slots }: Prepared): string {
  const { weave } = cx
  const footer = textFooter(brand, d.locale, weave)
  if (d.text) return `${weave.protect(d.text)}\n\n${footer}`
  const buttons = d.buttons.map((b, i) => `${weave.protect(b.label)}: ${weave.token('L', button_slots[i] as number)}\n`)
  const headline = d.headline.source.trim() === '' ? '' : `${weave.protect(d.headline)}\n\n`
  return `${headline}${writeBlocks(blocks, textWriter(weave))}${buttons.join('')}\n${footer}`
}
