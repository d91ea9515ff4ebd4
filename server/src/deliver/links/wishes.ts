import { sql } from 'kysely'
import { recordEvents } from '../../customers/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { MEDIA } from '../../platform/media.ts'
import { escapeHtml } from './page.ts'
import { fill, type wordsFor } from './words.ts'

/** What a person asked for beyond channels and topics. */
export type Wishes = { max_per_week: number | null; opens: string | null; closes: string | null; paused_until: Date | null; /** where they would rather be written to */ medium: string | null; /** text alone, no pictures */ plain: boolean; /** letters gathered into one, a day or a week */ digest: 'day' | 'week' | null }

const NONE: Wishes = { max_per_week: null, opens: null, closes: null, paused_until: null, medium: null, plain: false, digest: null }
const TIMES_A_WEEK = [1, 2, 3, 5]
/** Parts of a day that one can choose from; of whatever else is on record the page keeps as it is. */
const HOURS = ['08:00-12:00', '09:00-18:00', '12:00-18:00', '17:00-21:00']
const LOOKS = ['', 'plain', 'day', 'week'] as const
export const lookOf = ({ plain, digest }: Wishes): (typeof LOOKS)[number] => digest ?? (plain ? 'plain' : '')
const PAUSE_DAYS = 30

export async function wishesOf(db: House['db']['system'] | SystemTx, workspace_id: string, person_id: string): Promise<Wishes> {
  const { rows: [row] } = await sql<Wishes>`select max_per_week, to_char(opens, 'HH24:MI') as opens, to_char(closes, 'HH24:MI') as closes, paused_until, medium, plain, digest from contact_preference where workspace_id = ${workspace_id} and contact_id = ${person_id}`.execute(db)
  return row ?? NONE
}

/** The part of the page on which one says how often and when; it works without script. */
export function wishesForm(wishes: Wishes, media: readonly string[], words: ReturnType<typeof wordsFor>, now: Date): string {
  const option = (value: string, text: string, chosen: boolean) => `<option value="${value}"${chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`
  const own = wishes.opens && wishes.closes ? `${wishes.opens}-${wishes.closes}` : ''
  const hours = own && !HOURS.includes(own) ? [own, ...HOURS] : HOURS
  const times = wishes.max_per_week && !TIMES_A_WEEK.includes(wishes.max_per_week) ? [...TIMES_A_WEEK, wishes.max_per_week].toSorted((a, b) => a - b) : TIMES_A_WEEK
  const often = option('', words.often_any, wishes.max_per_week === null) + times.map((n) => option(String(n), fill(words.often_week, { n: String(n) }), n === wishes.max_per_week)).join('')
  const when = option('', words.hours_any, own === '') + hours.map((span) => option(span, fill(words.hours_of, { from: span.slice(0, 5), to: span.slice(6) }), span === own)).join('')
  const paused = wishes.paused_until && wishes.paused_until > now
  const pause = paused
    ? `<p class="done">${escapeHtml(fill(words.paused, { date: new Intl.DateTimeFormat(words.lang, { dateStyle: 'long' }).format(wishes.paused_until!) }))}</p><label><input type="checkbox" name="resume">${escapeHtml(words.resume)}</label>`
    : `<label><input type="checkbox" name="pause">${escapeHtml(words.pause)}</label>`
  const rather = option('', words.rather_any, wishes.medium === null) + media.map((medium) => option(medium, words.media[medium] ?? medium, medium === wishes.medium)).join('')
  // Only e-mails are gathered.
  const looks = LOOKS.filter((look) => media.includes('email') || look === '' || look === 'plain' || look === wishes.digest).map((look) => option(look, words[`look_${look || 'pictures'}`], look === lookOf(wishes))).join('')
  const choice = media.length > 1 || wishes.medium ? `<p><label for="rather">${escapeHtml(words.rather)}</label><select id="rather" name="rather">${rather}</select></p>` : ''
  return `${choice}<p><label for="often">${escapeHtml(words.often)}</label><select id="often" name="often">${often}</select></p><p><label for="hours">${escapeHtml(words.hours)}</label><select id="hours" name="hours">${when}</select></p><p><label for="look">${escapeHtml(words.look)}</label><select id="look" name="look">${looks}</select></p><p>${pause}</p>`
}

/** What a form asks for; fields that it does not have leave what is stored. */
export function wishesFrom(form: Record<string, string>, before: Wishes, now: Date): Wishes {
  const often = Number(form.often)
  const span = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(form.hours ?? '')
  const [opens, closes] = span ? [form.hours!.slice(0, 5), form.hours!.slice(6)] : [null, null]
  return {
    max_per_week: form.often === undefined ? before.max_per_week : Number.isInteger(often) && often >= 1 && often <= 7 ? often : null,
    ...(form.hours === undefined ? { opens: before.opens, closes: before.closes } : opens && closes && opens < closes ? { opens, closes } : { opens: null, closes: null }),
    ...(form.look === undefined ? { plain: before.plain, digest: before.digest } : { plain: form.look === 'plain', digest: form.look === 'day' || form.look === 'week' ? form.look : null }),
    medium: form.rather === undefined ? before.medium : (MEDIA as readonly string[]).includes(form.rather) ? form.rather : null,
    paused_until: form.resume === 'on' ? null : form.pause === 'on' ? new Date(now.getTime() + PAUSE_DAYS * 86_400_000) : before.paused_until,
  }
}

/** Stores what a person asked for, and tells it on the log where it differs. */
export async function saveWishes(house: House, tx: SystemTx, person: { workspace_id: string; contact_id: string; person_id: string; origin: 'live' | 'sandbox' | 'demo' }, before: Wishes, wishes: Wishes, now: Date): Promise<void> {
  const told = (each: Wishes) => JSON.stringify({ ...each, paused_until: each.paused_until?.toISOString() ?? null })
  if (told(before) === told(wishes)) return
  await sql`
    insert into contact_preference (workspace_id, contact_id, max_per_week, opens, closes, paused_until, medium, plain, digest, updated_at) values (${person.workspace_id}, ${person.person_id}, ${wishes.max_per_week}, ${wishes.opens}::time, ${wishes.closes}::time, ${wishes.paused_until}, ${wishes.medium}, ${wishes.plain}, ${wishes.digest}, ${now})
    on conflict (workspace_id, contact_id) do update set max_per_week = excluded.max_per_week, opens = excluded.opens, closes = excluded.closes, paused_until = excluded.paused_until, medium = excluded.medium, plain = excluded.plain, digest = excluded.digest, updated_at = excluded.updated_at`.execute(tx)
  // What waits is judged anew by what holds now: it goes at once, or waits for another digest.
  if (before.digest !== wishes.digest) {
    await sql`
      with freed as (update queue_item set held = false, digest_at = null where workspace_id = ${person.workspace_id} and person_id = ${person.person_id} and digest_at is not null returning bucket, message_id)
      update message m set reason = null from freed f where m.workspace_id = ${person.workspace_id} and m.bucket = f.bucket and m.id = f.message_id and m.state = 'waiting'`.execute(tx)
  }
  await recordEvents(house, tx, person.workspace_id, [{ contact_id: person.contact_id, type: 'contact.preferences_changed', at: now, source: 'preference_page', origin: person.origin, properties: { ...wishes, paused_until: wishes.paused_until?.toISOString() ?? null } }], now)
}
