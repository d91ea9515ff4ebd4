import type { Json } from './calls.ts'

type Fields = Record<string, string | string[]>
export type Forms = {
  /** Follows a form that does not say `data-carillon-form` itself, and puts back what a visitor came to go on with. */
  follow(form: unknown, id?: string): void
  /** Puts back what a visitor came to go on with, as soon as they agree to be known. */
  putBack(): void
  /** Tells what was filled in and not told yet: the page is being left. */
  tell(): void
}

const MARK = 'data-carillon-form'
const TOLD_AFTER_MS = 3000
const MOST_CHARS = 1000
const PLACE = /[#&]carillon-form=([\w-]+)/
const SECRET_TYPES = /^(?:password|hidden|file|submit|button|reset|image)$/
/** The names that the standard has for cards, passwords and codes (HTML, "autofill"). */
const SECRET_AUTOFILL = /\bcc-|password|one-time-code/
const SECRET_NAME = /pass|pwd|parol|парол|secret|token|csrf|captcha|card|kart|cvv|cvc|csc|iban|ssn|otp|(?:^|[^a-z])(?:pin|cc)(?:[^a-z]|$)/i
const CARD_NUMBER = /\d(?:[ .-]?\d){12}/

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
const ticks = (field: Field) => field.type === 'checkbox' || field.type === 'radio'

/** The fields of a form that may be told: none that is secret by its type, name or autofill, or says `data-carillon-skip`. */
function fieldsIn(form: HTMLFormElement): Field[] {
  return (Array.from(form.elements) as Field[]).filter((field) => field.name && field.value !== undefined && !SECRET_TYPES.test(field.type) && !SECRET_AUTOFILL.test(field.getAttribute('autocomplete') ?? '') && !SECRET_NAME.test(field.name) && !field.closest('[data-carillon-skip]'))
}

const valuesOf = (field: Field): string[] => (ticks(field) ? ((field as HTMLInputElement).checked ? [field.value] : []) : 'selectedOptions' in field ? Array.from(field.selectedOptions, (option) => option.value) : [field.value])

/** A long number may be a card's: the server looks closer, what is not sent needs no looking at. */
function filledIn(form: HTMLFormElement): Fields {
  const fields: Fields = {}
  for (const field of fieldsIn(form)) {
    const texts = valuesOf(field).map((text) => text.trim().slice(0, MOST_CHARS)).filter((text) => text && !CARD_NUMBER.test(text))
    const all = [...([] as string[]).concat(fields[field.name] ?? []), ...texts]
    if (texts.length > 0) fields[field.name] = all.length > 1 ? all : all[0]!
  }
  return fields
}

function fill(form: HTMLFormElement, kept: Fields): void {
  for (const field of fieldsIn(form)) {
    if (!Object.prototype.hasOwnProperty.call(kept, field.name)) continue
    const texts = ([] as string[]).concat(kept[field.name]!)
    if (ticks(field)) (field as HTMLInputElement).checked = texts.includes(field.value)
    else if ('selectedOptions' in field) for (const option of Array.from(field.options)) option.selected = texts.includes(option.value)
    else if (field.value === '') field.value = texts[0] ?? ''
    // So that whatever the site draws its form with hears of it.
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

/**
 * Forms that say `data-carillon-form`: begun, changed and sent. `track` makes the calls; `allowed` is false while a visitor has
 * not agreed, and then nothing is asked of the server either.
 */
export function watchForms(page: Window, track: (event: string, properties: Json) => void, where: () => { allowed: boolean; host: string } | undefined): Forms {
  const { document, location, history } = page
  const begun = new WeakSet<HTMLFormElement>()
  const changed = new Set<HTMLFormElement>()
  let timer: number | undefined
  let filling = false
  let kept: { form_id?: string; fields?: Fields } | undefined

  // The ticket leaves the address at once: it is nobody's to see or to hand on.
  let ticket = PLACE.exec(location.hash)?.[1]
  if (ticket) history.replaceState(history.state, '', location.pathname + location.search + location.hash.replace(PLACE, ''))

  const idOf = (form: HTMLFormElement) => form.getAttribute(MARK) || form.id || form.getAttribute('name') || location.pathname
  const about = (form: HTMLFormElement): Json => ({ form_id: idOf(form), name: form.getAttribute('data-carillon-name') || form.getAttribute('aria-label') || document.title })
  const formOf = (event: Event) => ((event.target as Field | null)?.form ?? event.target) as HTMLFormElement | null
  const isOurs = (form: HTMLFormElement | null): form is HTMLFormElement => !!form?.getAttribute && form.tagName === 'FORM' && form.hasAttribute(MARK)

  function tell(): void {
    page.clearTimeout(timer)
    timer = undefined
    for (const form of changed) {
      track(begun.has(form) ? 'Form Updated' : 'Form Started', { ...about(form), url: location.origin + location.pathname + location.search, fields: filledIn(form) })
      begun.add(form)
    }
    changed.clear()
  }

  function noted(event: Event): void {
    const form = formOf(event)
    if (filling || !isOurs(form)) return
    changed.add(form)
    timer ??= page.setTimeout(tell, TOLD_AFTER_MS)
  }

  function place(form: HTMLFormElement): void {
    if (!kept?.fields || idOf(form) !== kept.form_id) return
    const { fields } = kept
    kept = undefined
    filling = true
    fill(form, fields)
    filling = false
    begun.add(form)
  }

  const placeAll = () => Array.from(document.querySelectorAll<HTMLFormElement>(`form[${MARK}]`)).forEach(place)

  async function putBack(): Promise<void> {
    const now = where()
    if (!ticket || !now?.allowed) return
    const asked = ticket
    ticket = undefined
    const answer = await page.fetch(`${now.host}/f/fields/${asked}`, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    kept = answer.ok ? ((await answer.json()) as typeof kept) : undefined
    placeAll()
    document.addEventListener('DOMContentLoaded', placeAll)
  }

  for (const type of ['input', 'change']) document.addEventListener(type, noted, true)
  document.addEventListener('submit', (event) => {
    const form = formOf(event)
    if (!isOurs(form)) return
    changed.delete(form)
    begun.delete(form)
    track('Form Submitted', about(form))
  }, true)

  return {
    follow(given, id) {
      const form = (typeof given === 'string' ? document.querySelector(given) : given) as HTMLFormElement | null
      if (form?.tagName !== 'FORM') throw new Error('form needs a form, or what finds one')
      form.setAttribute(MARK, id ?? form.getAttribute(MARK) ?? '')
      place(form)
    },
    putBack: () => void putBack().catch(() => {}),
    tell,
  }
}
