import { openForm, sealForm, unfinishedForms, type UnfinishedForm } from '../../customers/index.ts'
import type { House } from '../../platform/house.ts'
import { targetOf } from './follow.ts'
import { escapeHtml, page } from './page.ts'
import { personOf } from './preferences.ts'
import { fill, wordsFor, type Words } from './words.ts'

/** "firstName" and "first_name[]" as words to read: "First name". */
function readable(name: string): string {
  const words = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().toLowerCase() || name
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/**
 * The form's own page, with a ticket by which our tracker puts the fields back. It stands behind the #, which browsers send to no
 * server and name to no other site; where that place is taken, the page gets none.
 */
function wayOn(house: House, workspace_id: string, form: UnfinishedForm): string | undefined {
  const url = URL.parse(form.url ?? '')
  if (!url) return undefined
  if (!url.hash && Object.keys(form.fields).length > 0) url.hash = `carillon-form=${sealForm(house, workspace_id, form, house.clock())}`
  return url.href
}

function section(form: UnfinishedForm, words: Words, leads: string | undefined): string {
  const lines = Object.entries(form.fields).map(([name, value]) => `<li><small>${escapeHtml(readable(name))}</small>${escapeHtml([value].flat().join(', '))}</li>`).join('')
  const on = leads ? `<p><a class="button" href="${escapeHtml(leads)}" rel="noreferrer">${escapeHtml(words.form_on)}</a><small>${escapeHtml(fill(words.form_at, { host: new URL(leads).host }))}</small></p>` : ''
  return `${lines ? `<ul class="lines">${lines}</ul>` : ''}${on}`
}

/** The forms that a person began and has not finished, with what they filled in and the way on: by the link of a message, as the basket is. */
export async function formPage(house: House, token: string): Promise<string> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  const words = wordsFor(person.locale)
  const [latest, ...others] = await unfinishedForms(house.db.system, target.workspace_id, person.person_id)
  if (!latest) return page(person.brand, words.lang, words.form, `<p>${escapeHtml(words.form_none)}</p>`)
  const titled = (form: UnfinishedForm) => (form.name ? fill(words.form_began, { name: form.name }) : words.form)
  const shown = (form: UnfinishedForm) => section(form, words, wayOn(house, target.workspace_id, form))
  return page(person.brand, words.lang, titled(latest), `${shown(latest)}<p><small>${escapeHtml(words.form_kept)}</small></p>${others.map((form) => `<h2>${escapeHtml(titled(form))}</h2>${shown(form)}`).join('')}`)
}

/** What our tracker puts back into a form, for the ticket that came with the visitor; nothing where it is good for nothing. */
export async function fieldsForTicket(house: House, ticket: string): Promise<object> {
  return (await openForm(house, ticket)) ?? {}
}
