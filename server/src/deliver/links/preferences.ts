import { sql } from 'kysely'
import { erasePerson, recordConsents, type ConsentRow } from '../../customers/index.ts'
import { system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { fail } from '../../platform/problem.ts'
import { defaultBrand, type Brand } from '../brand/index.ts'
import { markOptedOut } from '../inbound/index.ts'
import { chatLine, chatsOf } from './chat-lines.ts'
import { escapeHtml, page } from './page.ts'
import { targetOf } from './follow.ts'
import type { LinkTarget } from './tokens.ts'
import { lookOf, saveWishes, wishesForm, wishesFrom, wishesOf } from './wishes.ts'
import { fill, LANGUAGES, textIn, wordsFor } from './words.ts'

type Person = { contact_id: string; person_id: string; medium: string; message_id: string; run_id: string | null; step: number; locale: string; time_zone: string; environment: string; topic_id: string; origin: string; brand: Brand }
type Topic = { id: string; name: Record<string, string>; description: Record<string, string> }

export async function personOf(house: House, target: LinkTarget): Promise<Person> {
  const { rows } = await sql<Omit<Person, 'brand'> & { brand: Brand | null; company: string }>`
    select a.contact_id, c.person_id, a.medium, a.message_id, a.run_id, a.step, coalesce(c.locale, m.locale) as locale, coalesce(c.time_zone, c.time_zone_assumed) as time_zone, w.environment, m.topic_id, m.origin, b.body as brand, w.name as company
    from attempt a join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id
    join workspace w on w.id = a.workspace_id left join brand b on b.workspace_id = a.workspace_id
    where a.workspace_id = ${target.workspace_id} and a.bucket = ${target.bucket}::date and a.id = ${target.attempt_id}`.execute(house.db.system)
  const row = rows[0] ?? fail('not_found', 'This link belongs to nobody any more.')
  return { ...row, brand: row.brand ?? defaultBrand(row.company) }
}

async function choose(house: House, target: LinkTarget, person: Person, consents: Omit<ConsentRow, 'contact_id' | 'at'>[], after?: (tx: SystemTx, now: Date) => Promise<void>): Promise<void> {
  const now = house.clock()
  await system(house.db, 'preferences', target.workspace_id, async (tx) => {
    await recordConsents(house, tx, target.workspace_id, consents.map((consent) => ({ ...consent, contact_id: person.contact_id, at: now, confirmed: true })), { now, respect_opt_outs: false, origin: person.origin as 'live' | 'sandbox' | 'demo' })
    await after?.(tx, now)
  })
}

/** What a message was about, and all that went in it. */
async function topicsOf(house: House, target: LinkTarget, person: Person): Promise<string[]> {
  const { rows } = await sql<{ topic_id: string }>`select distinct m.topic_id from attempt a join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id
    where a.workspace_id = ${target.workspace_id} and a.carried_by = ${target.attempt_id} and a.contact_id in (select c.id from contact c where c.workspace_id = ${target.workspace_id} and c.person_id = ${person.person_id})`.execute(house.db.system)
  return [...new Set([person.topic_id, ...rows.map((row) => row.topic_id)])]
}

/** Takes a person off the medium a message came on, by whichever gesture; twice is as good as once. */
export async function unsubscribe(house: House, token: string, source: 'link' | 'header', proof: Record<string, unknown>): Promise<void> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  const topics = await topicsOf(house, target, person)
  await choose(house, target, person, topics.map((topic_id) => ({ medium: person.medium, topic_id, state: 'opted_out' as const, source, proof: { ...proof, message_id: person.message_id } })),
    (tx, now) => markOptedOut(tx, { ...target, ...person }, now))
}

export async function resubscribe(house: House, token: string, proof: Record<string, unknown>): Promise<void> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  await choose(house, target, person, (await topicsOf(house, target, person)).map((topic_id) => ({ medium: person.medium, topic_id, state: 'opted_in' as const, source: 'link', proof: { ...proof, message_id: person.message_id, undo: true } })))
}

export async function unsubscribePage(house: House, token: string, done: boolean): Promise<string> {
  const person = await personOf(house, targetOf(house, token))
  const words = wordsFor(person.locale)
  const values = { brand: person.brand.name, medium: words.media[person.medium] ?? person.medium }
  const link = `<p><a href="/p/${token}">${escapeHtml(words.preferences)}</a></p>`
  const body = done
    ? `<p class="done" role="status">${escapeHtml(fill(words.done_text, values))}</p><form method="post" action="/u/${token}"><input type="hidden" name="undo" value="1"><button class="plain">${escapeHtml(words.undo)}</button></form>${link}`
    : `<p>${escapeHtml(fill(words.unsubscribe_text, values))}</p><form method="post" action="/u/${token}"><p><label for="reason">${escapeHtml(words.reason)}</label><textarea id="reason" name="reason" rows="2" maxlength="500"></textarea></p><button>${escapeHtml(words.unsubscribe_button)}</button></form><br>${link}`
  return page(person.brand, words.lang, done ? words.done_title : words.unsubscribe_title, body)
}

type State = { media: string[]; topics: Topic[]; consents: Map<string, string> }

async function stateOf(house: House, target: LinkTarget, person: Person): Promise<State> {
  const db = house.db.system
  const [endpoints, topics, consents] = await Promise.all([
    sql<{ medium: string }>`select distinct e.medium from endpoint e join contact c on c.workspace_id = e.workspace_id and c.id = e.contact_id where e.workspace_id = ${target.workspace_id} and c.person_id = ${person.person_id} order by 1`.execute(db),
    db.selectFrom('topic').select(['id', 'name', 'description']).where('workspace_id', '=', target.workspace_id).where('archived_at', 'is', null).orderBy('created_at').orderBy('id').execute(),
    db.selectFrom('consent_state').select(['medium', 'topic_id', 'state']).where('workspace_id', '=', target.workspace_id).where('person_id', '=', person.person_id).execute(),
  ])
  return { media: endpoints.rows.map((row) => row.medium), topics: topics as unknown as Topic[], consents: new Map(consents.map((row) => [`${row.medium}/${row.topic_id}`, row.state])) }
}

/** Whether a topic comes on a medium now: somebody's yes, and no wider or narrower no. */
function holds({ consents }: State, medium: string, topic_id: string): boolean {
  const states = [`${medium}/${topic_id}`, `${medium}/*`, `*/${topic_id}`, '*/*'].map((key) => consents.get(key))
  return states.includes('opted_in') && !states.includes('opted_out')
}

/** The choice of a saved form as hidden fields, so that one press brings it back. */
function undoForm(token: string, was: string | undefined, text: string): string {
  const before = was ? readChoice(was) : undefined
  if (!before) return ''
  return `<form method="post" action="/p/${token}">${Object.entries(before).map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`).join('')}<button class="plain">${escapeHtml(text)}</button></form>`
}

function readChoice(text: string): Record<string, string> | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof read === 'object' && read !== null ? Object.fromEntries(Object.entries(read).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) : undefined
  } catch {
    return undefined
  }
}

export async function preferencesPage(house: House, token: string, saved: boolean, was?: string): Promise<string> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  const [state, wishes] = [await stateOf(house, target, person), await wishesOf(house.db.system, target.workspace_id, person.person_id)]
  const words = wordsFor(person.locale)
  const box = (medium: string, topic: Topic) => `<label><input type="checkbox" name="${medium}/${topic.id}"${holds(state, medium, topic.id) ? ' checked' : ''}>${escapeHtml(textIn(topic.name, words.lang))}<small>${escapeHtml(textIn(topic.description, words.lang))}</small></label>`
  const groups = state.media.map((medium) => `<fieldset><legend>${escapeHtml(words.media[medium] ?? medium)}</legend>${state.topics.map((topic) => box(medium, topic)).join('')}</fieldset>`).join('')
  const languages = Object.entries(LANGUAGES).map(([tag, name]) => `<option value="${tag}"${tag === words.lang ? ' selected' : ''}>${name}</option>`).join('')
  const chats = (await chatsOf(house, target.workspace_id, person)).map((each) => chatLine(each, words)).join('')
  const ownChats = chats && `<h2>${escapeHtml(words.chat)}</h2><ul class="lines">${chats}</ul>`
  const ownData = `<h2>${escapeHtml(words.your_data)}</h2><form method="post" action="/p/${token}/data"><button class="plain">${escapeHtml(words.download)}</button></form><p><a href="/p/${token}/erase">${escapeHtml(words.erase)}</a></p>`
  const body = `${saved ? `<p class="done" role="status">${escapeHtml(words.saved)}</p>${undoForm(token, was, words.undo_choice)}` : `<p>${escapeHtml(words.preferences_text)}</p>`}<form method="post" action="/p/${token}">${groups}
    ${wishesForm(wishes, state.media, words, house.clock())}<p><label for="language">${escapeHtml(words.language)}</label><select id="language" name="language">${languages}</select></p>
    <p><label><input type="checkbox" name="none">${escapeHtml(words.none)}</label></p><button>${escapeHtml(words.save)}</button></form>${ownChats}${ownData}`
  return page(person.brand, words.lang, fill(words.preferences_title, { brand: person.brand.name }), body)
}

/**
 * Stores what a person ticked: each difference is an entry of its own; "nothing at all" outweighs every tick. Returns the
 * choice as it was before, as text for a link by which it can be brought back.
 */
export async function savePreferences(house: House, token: string, form: Record<string, string>, proof: Record<string, unknown>): Promise<string> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  const state = await stateOf(house, target, person)
  const common = { source: 'preference_page', proof: { ...proof, message_id: person.message_id } }
  const cells = state.media.flatMap((medium) => state.topics.map((topic) => ({ medium, topic_id: topic.id, wanted: form[`${medium}/${topic.id}`] === 'on' })))
  const differing = cells.filter((cell) => holds(state, cell.medium, cell.topic_id) !== cell.wanted)
  // A tick under a wider "no" lifts that "no" first, and the topics that stay unticked get theirs.
  const wide = differing.some((cell) => cell.wanted && state.consents.get('*/*') === 'opted_out') ? [{ medium: '*', topic_id: '*', state: 'opted_in' as const }] : []
  const lifted = new Set(differing.filter((cell) => cell.wanted && state.consents.get(`${cell.medium}/*`) === 'opted_out').map((cell) => cell.medium))
  const consents = form.none === 'on' ? [{ medium: '*', topic_id: '*', state: 'opted_out' as const }] : [
    ...wide, ...[...lifted].map((medium) => ({ medium, topic_id: '*', state: 'opted_in' as const })),
    ...cells.filter((cell) => differing.includes(cell) || (!cell.wanted && (lifted.has(cell.medium) || wide.length > 0))).map((cell) => ({ medium: cell.medium, topic_id: cell.topic_id, state: cell.wanted ? 'opted_in' as const : 'opted_out' as const }))]
  const before = await wishesOf(house.db.system, target.workspace_id, person.person_id)
  await choose(house, target, person, consents.map((consent) => ({ ...consent, ...common })), async (tx, now) => {
    await saveWishes(house, tx, { ...person, workspace_id: target.workspace_id, origin: person.origin as 'live' | 'sandbox' | 'demo' }, before, wishesFrom(form, before, now), now)
    if (form.language && LANGUAGES[form.language]) await sql`update contact set locale = ${form.language}, updated_at = ${now} where workspace_id = ${target.workspace_id} and person_id = ${person.person_id} and locale is distinct from ${form.language}`.execute(tx)
  })
  const was = Object.fromEntries(cells.filter((cell) => holds(state, cell.medium, cell.topic_id)).map((cell) => [`${cell.medium}/${cell.topic_id}`, 'on']))
  return Buffer.from(JSON.stringify({ ...was, often: String(before.max_per_week ?? ''), rather: before.medium ?? '', look: lookOf(before), hours: before.opens ? `${before.opens}-${before.closes}` : '', ...(form.pause === 'on' ? { resume: 'on' } : {}), language: wordsFor(person.locale).lang })).toString('base64url')
}

/** The page that asks once more before everything is erased. */
export async function erasePage(house: House, token: string): Promise<string> {
  const person = await personOf(house, targetOf(house, token))
  const words = wordsFor(person.locale)
  return page(person.brand, words.lang, words.erase, `<p>${escapeHtml(words.erase_text)}</p><form method="post" action="/p/${token}/erase"><label><input type="checkbox" name="sure" required>${escapeHtml(words.erase_sure)}</label><p><button>${escapeHtml(words.erase)}</button></p></form><p><a href="/p/${token}">${escapeHtml(words.preferences)}</a></p>`)
}

/** Forgets whoever holds this link, as they asked; the page that says so is the last this link shows. */
export async function eraseByLink(house: House, token: string): Promise<string> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  await system(house.db, 'erasure', target.workspace_id, (tx) => erasePerson(house, tx, target.workspace_id, person.contact_id, { source: 'preference_page', origin: person.origin as 'live' | 'sandbox' | 'demo', now: house.clock() }))
  const words = wordsFor(person.locale)
  return page(person.brand, words.lang, words.erased_title, `<p class="done" role="status">${escapeHtml(fill(words.erased_text, { brand: person.brand.name }))}</p>`)
}

/** Whose link this is, for what else may be asked by it. */
export async function holderOf(house: House, token: string): Promise<{ workspace_id: string; contact_id: string }> {
  const target = targetOf(house, token)
  return { workspace_id: target.workspace_id, contact_id: (await personOf(house, target)).contact_id }
}
