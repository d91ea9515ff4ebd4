import { workspaceFacts } from '../../accounts/index.ts'
import { nextToAsk, noteAsked, putOffAsking, type Asked } from '../../customers/index.ts'
import { systemByKey, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { MEDIA, type Medium } from '../../platform/media.ts'
import { placeMessage } from '../messages/index.ts'
import { resolveLocale, type Content } from '../templates/index.ts'
import { fill } from '../links/index.ts'
import { namesOf } from './names.ts'
import { sealRequest } from './token.ts'
import { WORDS } from './words.ts'

const ASK_FOR_S = 86_400
const PUT_OFF_MS = 600_000

/** Sends the questions that are due: each is one transactional message, placed with the note that it was. Returns how many. */
export async function askToConfirm(house: House): Promise<number> {
  for (let n = 0; ; n += 1) {
    let next: Asked | undefined
    try {
      await systemByKey(house.db, 'confirmations', 'all', async (tx) => {
        next = await nextToAsk(tx, house.clock())
        if (next) await ask(house, tx, next)
      })
    } catch (error) {
      if (!next) throw error
      house.log.error({ err: error, consent_request: next.id }, 'a question could not be sent')
      await putOffAsking(house.db.system, next, new Date(house.clock().getTime() + PUT_OFF_MS))
    }
    if (!next) return n
  }
}

async function ask(house: House, tx: SystemTx, asked: Asked): Promise<void> {
  const now = house.clock()
  const workspace = await workspaceFacts(tx, asked.workspace_id)
  const contact = await tx.selectFrom('contact').select(['id', 'person_id', 'locale']).where('workspace_id', '=', asked.workspace_id).where('id', '=', asked.contact_id).executeTakeFirstOrThrow()
  const content = questionIn(workspace.default_locale)
  const locale = resolveLocale(content, contact.locale ?? workspace.default_locale)
  // A yes for every medium is asked for on the first that reaches the person.
  const media = asked.medium === '*' ? MEDIA : [asked.medium as Medium]
  const message_id = await placeMessage(house, tx, workspace, {
    contact, content, locale, class: 'transactional', steps: media.map((medium) => ({ media: [medium], success: 'accepted', within_s: ASK_FOR_S })),
    source: { kind: 'consent', id: asked.id }, valid_until: asked.expires_at.toISOString(),
    data: { confirm_url: `${house.config.public_url}/y/${sealRequest(house, asked.workspace_id, asked.id)}`, ...await namesOf(tx, asked, locale) },
  }, now)
  await noteAsked(tx, asked, message_id, now)
}

/** The question in five languages, of which one is the workspace's where it has that. */
function questionIn(default_locale: string): Content {
  const say = (text: string) => fill(text, { topic: '{{ message.topic }}', medium: '{{ message.medium }}' })
  const locales = Object.entries(WORDS).map(([locale, words]) => [locale, { core: { headline: words.headline, body: say(words.body), buttons: [{ label: words.button, url: '{{ message.confirm_url }}' }] } }])
  const language = default_locale.split('-')[0]!
  return { default_locale: language in WORDS ? language : 'en', locales: Object.fromEntries(locales) as Content['locales'] }
}
