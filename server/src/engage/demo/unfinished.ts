import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { recordEvents } from '../../customers/index.ts'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { random } from './people.ts'

/** One in so many of the demo's people has begun a form and not sent it; one in so many wrote and waits. */
const ONE_IN = { forms: 60, chats: 400 }
const HOUR = 3_600_000

const FORMS = [
  { form_id: 'loyalty-card', name: 'Loyalty card', url: 'https://example.com/loyalty-card', first: { city: 'Kyiv' }, last: { city: 'Kyiv', size: '42', interests: ['shoes', 'home'] } },
  { form_id: 'fitting', name: 'Book a fitting', url: 'https://example.com/fitting?shop=1', first: { day: 'Saturday' }, last: { day: 'Saturday', hour: '11:00', note: 'the grey coat, please' } },
  { form_id: 'return', name: 'Return an order', url: 'https://example.com/return', first: { order: 'demo-118' }, last: { order: 'demo-118', reason: 'too small' } },
]

/** Forms that a person of the demo began within the last days, as the site would have told it. */
export function demoForms(n: number, contact_id: string, now: Date): NewEvent[] {
  if (n % ONE_IN.forms !== 11) return []
  const next = random(n + 55_555)
  const { first, last, ...form } = FORMS[Math.floor(next() * FORMS.length)]!
  const begun = now.getTime() - (1 + Math.floor(next() * 150)) * HOUR
  const event = (type: string, at: number, fields: object): NewEvent => ({ contact_id, type, at: new Date(at), source: 'demo', origin: 'demo', properties: { ...form, fields } })
  return [event('Form Started', begun, first), ...(next() < 0.7 ? [event('Form Updated', begun + HOUR / 12, last)] : [])]
}

const ASKED: Record<string, string[]> = {
  en: ['Is the winter coat still there in M?', 'My parcel has not come yet, where is it?', 'Can I collect it in the shop?'],
  uk: ['Чи є ще зимове пальто в розмірі M?', 'Посилки досі немає. Де вона?', 'Чи можна забрати замовлення в крамниці?'],
  ru: ['Есть ещё зимнее пальто в размере M?', 'Посылки до сих пор нет. Где она?', 'Можно забрать заказ в магазине?'],
  ka: ['ზამთრის პალტო M ზომაში ისევ გაქვთ?', 'ამანათი ჯერ არ მოსულა. სად არის?', 'შეკვეთის მაღაზიიდან წაღება შეიძლება?'],
  zh: ['冬季大衣还有 M 码吗？', '包裹还没到，现在在哪里？', '可以到店自提吗？'],
  kk: ['Қысқы пальтоның M өлшемі бар ма?', 'Сәлемдеме әлі келген жоқ. Ол қайда?', 'Тапсырысты дүкеннен алуға бола ма?'],
}

type Writer = { contact_id: string; locale: string; medium: string; address: string; connection_id: string }

/** What some of these people wrote lately by the sandbox and nobody answered yet. */
export async function addDemoChats(house: House, tx: SystemTx, workspace: WorkspaceFacts, people: { n: number; contact_id: string }[], now: Date): Promise<void> {
  const writing = people.filter(({ n }) => n % ONE_IN.chats === 23)
  if (writing.length === 0) return
  const { rows } = await sql<Writer>`
    select distinct on (e.contact_id) e.contact_id, coalesce(c.locale, ${workspace.default_locale}) as locale, e.medium, e.address, n.id as connection_id
    from endpoint e join contact c on c.workspace_id = e.workspace_id and c.id = e.contact_id join connection n on n.workspace_id = e.workspace_id and n.environment = 'sandbox' and n.archived_at is null and e.medium = any (n.media)
    where e.workspace_id = ${workspace.id} and e.contact_id = any (${pgArray(writing.map((each) => each.contact_id))}::text[]) and e.medium in ('viber', 'sms', 'email') order by e.contact_id, e.medium desc, n.id`.execute(tx)
  const written = rows.map((row) => {
    const { n } = writing.find((each) => each.contact_id === row.contact_id)!
    const next = random(n + 33_333)
    const texts = ASKED[row.locale] ?? ASKED.en!
    return { ...row, id: newId('rpl'), ref: `demo-${n}`, text: texts[Math.floor(next() * texts.length)]!, at: new Date(now.getTime() - (1 + Math.floor(next() * 40)) * HOUR) }
  })
  if (written.length === 0) return
  await tx.insertInto('inbound').values(written.map(({ id, contact_id, connection_id, medium, address, ref, text, at }) => ({ workspace_id: workspace.id, id, contact_id, connection_id, medium, address, provider_ref: ref, text, origin: 'demo', received_at: at }))).execute()
  await recordEvents(house, tx, workspace.id, written.map(({ id, contact_id, medium, at }): NewEvent => ({ contact_id, type: 'message.replied', at, source: medium, origin: 'demo', properties: { medium, inbound_id: id } })), now)
}
