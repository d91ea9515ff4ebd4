import { ABILITIES } from '../media.ts'
import type { Compiled } from './compiled.ts'
import type { ContentProblem, RenderedEmail, RenderedForm } from './contract.ts'
import type { Derived } from './derive.ts'
import { isLoopback } from './links.ts'
import { problem } from './problems.ts'
import { render, type RenderFailure } from './render.ts'
import type { Scope } from './scope.ts'

const UNSUBSCRIBE = 'https://unsubscribe.invalid/u'
const PREFERENCES = 'https://unsubscribe.invalid/p'
/** Gmail shows "[Message clipped]" beyond 102 kB, and with the rest goes the unsubscribe link. */
const GMAIL_CLIP_BYTES = 102 * 1024

export function checkLinks(compiled: Compiled, public_url_is_loopback: boolean): ContentProblem[] {
  const found = compiled.slots
    .filter(({ url }) => isLoopback(url.trim()))
    .map(({ url, place }) =>
      problem('error', 'loopback_link', place.pointer, `${url.trim()} leads to this machine`, 'Nobody else can open it: use a public address.', { line: place.line, column: place.column, values: { named: url.trim() } }),
    )
  const tracked = compiled.slots.some((slot) => slot.tracked)
  if (public_url_is_loopback && (tracked || compiled.medium === 'email')) {
    found.push(
      problem('warning', 'loopback_link', '', 'Links in messages lead to this machine, so that only you can open them', "Set the server's public address before writing to anybody else."),
    )
  }
  return found
}

/** What only shows once it is rendered: emptiness, lengths, and whether the way out is there. */
export function checkRendered(compiled: Compiled, derived: Derived, scope: Scope, marketing: boolean): ContentProblem[] {
  const result = render(compiled, scope, { track: (url) => url, unsubscribe_url: UNSUBSCRIBE, preferences_url: PREFERENCES })
  if (!result.ok) {
    // an abort is the author's own decision about this person
    if (result.reason === 'template_aborted') return []
    return [failure(result)]
  }
  return [...checkEmpty(result.form, derived), ...checkLengths(result.form, derived), ...checkLetter(result.form, derived, marketing)]
}

function failure({ cause, detail, values, pointer = '', line, column }: RenderFailure): ContentProblem {
  const place = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
  if (cause === 'limit_exceeded') return problem('error', cause, pointer, detail, 'Shorten it: nothing is cut silently.', { ...place, ...(values && { values }) })
  if (cause === 'subject_empty' || cause === 'empty_text') {
    return problem('error', cause, pointer, detail, 'Write something, or give a fallback with | default.', place)
  }
  // an address made of data is only known with the data
  const severity = cause === 'bad_link' ? 'warning' : 'error'
  return problem(severity, 'render_failed', pointer, `It failed for a sample contact: ${detail}`, 'Check the values that this place gets.', place)
}

function checkEmpty(form: RenderedForm, derived: Derived): ContentProblem[] {
  if (form.medium === 'push' && derived.url === undefined && derived.buttons.length === 0) {
    return [problem('warning', 'push_url_missing', derived.headline.pointer, 'A tap on the notification leads nowhere', 'Give it an address or a button.')]
  }
  if (form.medium !== 'email' || derived.mjml) return []
  const words = [derived.body.source, derived.headline.source, ...derived.buttons.map((b) => b.label.source)]
  if (words.some((text) => text.trim() !== '') || derived.picture) return []
  return [problem('error', 'empty_text', derived.body.pointer, 'The letter is empty', 'Write something.')]
}

function checkLengths(form: RenderedForm, derived: Derived): ContentProblem[] {
  const can = ABILITIES[form.medium]
  const found: ContentProblem[] = []
  const title = form.medium === 'email' ? form.subject : form.medium === 'push' ? form.title : ''
  const at = (derived.subject ?? derived.headline).pointer
  if (can.headline_shown !== undefined && title.length > can.headline_shown) {
    found.push(problem('warning', 'headline_long', at, `It has ${title.length} characters; phones show about ${can.headline_shown}`, 'Put what matters first.', { values: { n: title.length, most: can.headline_shown } }))
  }
  if (form.medium === 'push' && can.text_shown !== undefined && form.body.length > can.text_shown) {
    found.push(problem('warning', 'text_long', (derived.text ?? derived.body).pointer, `It has ${form.body.length} characters; phones show about ${can.text_shown}`, 'Put what matters first.', { values: { n: form.body.length, most: can.text_shown } }))
  }
  return found
}

function checkLetter(form: RenderedForm, derived: Derived, marketing: boolean): ContentProblem[] {
  if (form.medium !== 'email') return []
  const found: ContentProblem[] = []
  const pointer = derived.mjml?.pointer ?? derived.body.pointer
  if (marketing && !hasUnsubscribe(form)) {
    found.push(problem('error', 'missing_unsubscribe', pointer, 'The letter has no unsubscribe link', 'Add <a href="{{ links.unsubscribe_url }}"> to the MJML.'))
  }
  const bytes = Buffer.byteLength(form.html)
  if (bytes > GMAIL_CLIP_BYTES) {
    found.push(problem('warning', 'email_clipped', pointer, `The letter has ${Math.ceil(bytes / 1024)} kB; Gmail cuts it at 102 kB`, 'Shorten it: the unsubscribe link is at the end.', { values: { n: Math.ceil(bytes / 1024), most: GMAIL_CLIP_BYTES / 1024 } }))
  }
  return found
}

function hasUnsubscribe({ html }: RenderedEmail): boolean {
  return new RegExp(`href="(?:${UNSUBSCRIBE}|${PREFERENCES})"`).test(html)
}
