import { workspaceFacts } from '../../accounts/index.ts'
import { confirmRequest, requestOf } from '../../customers/index.ts'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { fail } from '../../platform/problem.ts'
import { readBrand } from '../library/index.ts'
import { escapeHtml, fill, page } from '../links/index.ts'
import { namesOf } from './names.ts'
import { openRequest } from './token.ts'
import { confirmationWords } from './words.ts'

/** The page behind the question's link, as things stand: the question with its button, thanks, or that it is too late. Opening it changes nothing. */
export async function confirmationPage(house: House, token: string): Promise<string> {
  const target = openRequest(house, token) ?? fail('not_found', 'This link belongs to nobody.')
  return system(house.db, 'confirmation', target.workspace_id, async (tx) => {
    const request = (await requestOf(tx, target.workspace_id, target.request_id)) ?? fail('not_found', 'This link belongs to nobody any more.')
    const workspace = await workspaceFacts(tx, target.workspace_id)
    const contact = await tx.selectFrom('contact').select('locale').where('workspace_id', '=', workspace.id).where('id', '=', request.contact_id).executeTakeFirstOrThrow()
    const brand = await readBrand(tx, workspace)
    const locale = contact.locale ?? workspace.default_locale
    const words = confirmationWords(locale)
    const say = async (text: string) => escapeHtml(fill(text, { brand: brand.name, ...await namesOf(tx, { ...request, workspace_id: workspace.id }, locale) }))
    if (request.state === 'confirmed') return page(brand, words.lang, words.done_title, `<p class="done" role="status">${await say(words.done)}</p>`)
    if (request.state !== 'open' || request.expires_at <= house.clock()) return page(brand, words.lang, words.late_title, `<p>${await say(words.late)}</p>`)
    return page(brand, words.lang, fill(words.title, { brand: brand.name }), `<p>${await say(words.question)}</p><form method="post" action="/y/${token}"><button>${escapeHtml(words.yes)}</button></form>`)
  })
}

/** The press of the button; what comes of it is on the page. */
export async function confirm(house: House, token: string, proof: Record<string, unknown>): Promise<void> {
  const target = openRequest(house, token) ?? fail('not_found', 'This link belongs to nobody.')
  await system(house.db, 'confirmation', target.workspace_id, (tx) => confirmRequest(house, tx, target.workspace_id, target.request_id, proof, house.clock()))
}
