import { sendCampaign, withMail } from './broadcast.ts'
import { quantile, type Bench, type Result } from './report.ts'

/** Single messages while the campaign runs, one every so many milliseconds. */
const EVERY_MS = 200

const RECEIPT = { default_locale: 'uk', locales: { uk: { core: { headline: 'Замовлення прийнято', body: 'Дякуємо! Ми вже збираємо його.', buttons: [{ label: 'Стежити', url: 'https://example.com/order' }] } } } }

/** How long a transactional message takes to its acceptance by the mail server while a campaign runs over the same connection. */
export const lane = (people: number): Bench => ({
  name: `lane beside ${people.toLocaleString('en')}`,
  what: 'Transactional letters, five a second, from the API call to the mail server\'s answer, while a campaign goes over the same connection.',
  goal: 'p95 ≤ 1 s, wanted 0.2 s',
  run: () => withMail(people, async (product): Promise<Result> => {
    let running = true
    const campaign = sendCampaign(product, people).finally(() => (running = false))
    const sent: Promise<{ id: string }>[] = []
    while (running) {
      sent.push(product.call('POST', '/v1/messages', { to: { email: `single${sent.length}@example.com` }, class: 'transactional', content: RECEIPT, cascade: [{ media: ['email'], success: 'accepted', within_s: 3600 }] }))
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
    const { seconds } = await campaign
    const ids = (await Promise.all(sent)).map(({ id }) => id)
    const { rows } = await product.database.query<{ s: number }>(`select extract(epoch from a.accepted_at - m.created_at)::float as s from message m join attempt a on a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id where m.id = any ($1) and a.accepted_at is not null`, [ids])
    if (rows.length < ids.length - 5) throw new Error(`${rows.length} of ${ids.length} single messages were accepted`)
    const times = rows.map((row) => row.s)
    return { figures: { p50_s: quantile(times, 0.5), p95_s: quantile(times, 0.95), longest_s: Math.max(...times), singles: times.length, campaign_rate: people / seconds } }
  }),
})
