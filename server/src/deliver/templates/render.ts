import { toValueSync } from 'liquidjs'
import type { Compiled, PartName } from './compiled.ts'
import type { RenderedForm } from './contract.ts'
import { oneLine } from './escape.ts'
import { limitFault, type LimitFault } from './limits.ts'
import { abortIn, placeOf, plainMessage } from './liquid.ts'
import { openContext, PartError, renderPart } from './nodes.ts'
import { parseCompiled, type Parsed } from './parsed.ts'
import { BadLink, openRun, type LinkOptions, type ResolvedLink, type Run } from './run.ts'
import type { Scope } from './scope.ts'
import { cutPreview, tidySms, tidyText } from './tidy.ts'

export type RenderResult =
  | { ok: true; form: RenderedForm; links: ResolvedLink[] }
  | RenderFailure
export type RenderFailure = {
  ok: false
  reason: 'template_aborted' | 'render_error'
  /** What kind of error, for the editor; `reason` is what is recorded of a message. */
  cause?: 'liquid' | 'bad_link' | 'subject_empty' | 'empty_text' | 'limit_exceeded' | 'thread_lost'
  detail: string
  values?: { n: number; most: number }
  pointer?: string
  line?: number
  column?: number
}

/** One person's message. Never throws for what a template or a person's data does. `links` are the real targets, to be stored. */
export function render(compiled: Compiled, scope: Scope, options: LinkOptions): RenderResult {
  const cx: RenderCx = { compiled, scope, options, at: 'text' }
  try {
    cx.parsed = parseCompiled(compiled)
    cx.scope = withLinks(scope, options)
    const run = openRun(cx.parsed, cx.scope, options)
    const form = build({ ...cx, parsed: cx.parsed, run, text: (name) => renderNamed(cx, run, name) })
    const fault = limitFault(form)
    return fault === undefined ? { ok: true, form, links: run.links } : { ok: false, reason: 'render_error', cause: fault.cause, detail: fault.detail, ...(fault.values && { values: fault.values }), pointer: pointerOf(compiled, fault) }
  } catch (error) {
    return failure(error, cx)
  }
}

type RenderCx = { compiled: Compiled; scope: object; options: LinkOptions; parsed?: Parsed; at: PartName }
type FormCx = { compiled: Compiled; scope: object; parsed: Parsed; run: Run; text: (name: PartName) => string }

function withLinks(scope: Scope, { unsubscribe_url, preferences_url }: LinkOptions): object {
  // an empty text is true in Liquid, null is not: {% if links.unsubscribe_url %}
  return { ...scope, links: { unsubscribe_url: unsubscribe_url || null, preferences_url: preferences_url || null } }
}

function renderNamed(cx: RenderCx, run: Run, name: PartName): string {
  const part = cx.parsed?.parts.get(name)
  if (part === undefined) return ''
  cx.at = name
  return renderPart(part, cx.scope, run)
}

function build(cx: FormCx): RenderedForm {
  const { compiled, text } = cx
  if (compiled.medium === 'email') return buildEmail(cx)
  if (compiled.medium === 'sms') return { medium: 'sms', text: tidySms(text('text')) }
  const picture = compiled.picture_slot === undefined ? {} : { picture_url: slotUrl(cx, 'picture', compiled.picture_slot) }
  if (compiled.medium === 'push') {
    const url = compiled.url_slot === undefined ? {} : { url: slotUrl(cx, 'link', compiled.url_slot) }
    return { medium: 'push', title: oneLine(text('title')), body: tidyText(text('body')), ...picture, ...url }
  }
  return {
    medium: compiled.medium,
    text: tidyText(text('text')),
    ...(compiled.parts.html && { html: tidyText(text('html')) }),
    ...picture,
    buttons: compiled.buttons.map((b) => ({ label: oneLine(text(b.label)), url: slotUrl(cx, 'link', b.slot) })),
  }
}

function buildEmail({ compiled, run, text }: FormCx): RenderedForm {
  const preheader = oneLine(tidyText(text('preheader')))
  // what was taken from the letter is a preview and may be cut; what somebody wrote may not
  const written = compiled.parts.preheader?.pointer.endsWith('/preheader') ?? false
  run.preheader = written ? preheader : cutPreview(preheader)
  return {
    medium: 'email',
    subject: oneLine(text('subject')),
    ...(run.preheader !== '' && { preheader: run.preheader }),
    html: text('html'),
    text: `${tidyText(text('text'))}\n`,
  }
}

/** The address of a slot outside any text: a button, a picture, the target of a notification. */
function slotUrl({ scope, parsed, run }: FormCx, kind: 'link' | 'picture', slot: number): string {
  const { engine } = parsed.slots[slot] ?? {}
  if (engine === undefined) throw new Error(`There is no slot ${slot}.`)
  return run.fixed(slot, kind) ?? (toValueSync(run[kind](slot, openContext(engine, scope, run)) as never) as unknown as string)
}

function failure(error: unknown, { compiled, at }: RenderCx): RenderResult {
  const abort = abortIn(error)
  if (abort !== undefined) return { ok: false, reason: 'template_aborted', detail: abort.message, ...place(error, compiled, at) }
  const bad = badLinkIn(error)
  if (bad === undefined) return { ok: false, reason: 'render_error', cause: 'liquid', detail: plainMessage(error instanceof PartError ? error.originalError : error), ...place(error, compiled, at) }
  const { pointer, line, column } = bad.place
  return { ok: false, reason: 'render_error', cause: 'bad_link', detail: bad.message, pointer, line, column }
}

function badLinkIn(error: unknown): BadLink | undefined {
  for (let e: unknown = error; e instanceof Error; e = (e as { originalError?: unknown }).originalError) {
    if (e instanceof BadLink) return e
  }
  return undefined
}

/** Where the author wrote what failed: the place woven in last before the error's. */
function place(error: unknown, compiled: Compiled, at: PartName): { pointer?: string; line?: number; column?: number } {
  const part = compiled.parts[at]
  if (part === undefined) return {}
  const [base, cause] = error instanceof PartError ? [error.at, error.originalError] : [0, error]
  const where = base + (placeOf(cause)?.at ?? 0)
  const found = part.places.findLast((p) => p.at <= where && p.pointer !== '')
  return found ? { pointer: found.pointer, line: found.line, column: found.column } : { pointer: part.pointer }
}

function pointerOf({ parts }: Compiled, { cause, button }: LimitFault): string {
  if (button !== undefined) return parts[`button_${button}`]?.pointer ?? ''
  const part = cause === 'subject_empty' ? parts.subject : (parts.text ?? parts.body ?? parts.html)
  return part?.pointer ?? ''
}
