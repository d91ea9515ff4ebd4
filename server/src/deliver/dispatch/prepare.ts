import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { pgArray, type DB, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { randomToken } from '../../platform/ids.ts'
import type { Brand } from '../brand/index.ts'
import type { OutboundMessage } from '../channels/index.ts'
import { sealTarget, withUtm } from '../links/index.ts'
import { openPixel, ownUrls, preferencesUrl, shortUrl, trackPrefix, unsubscribeUrl } from '../urls.ts'
import type { Medium } from '../media.ts'
import type { Claimed, Refusal, Rendered } from '../messages/index.ts'
import { compiledOrRefused, contactScopes, leadsToOwn, scopesFor } from '../rendering/index.ts'
import { countSegments } from '../sms-text/index.ts'
import { ContentRefused, contactReads, type BatchItem, type Content, type RenderedForm, type RenderPool, type RenderResult, type Scope } from '../templates/index.ts'
import { outboundOf, withOptOut } from './outbound.ts'

export type ShortLink = { code: string; slot: number; target: string }
export type Prepared = Rendered & { outbound: OutboundMessage; short_links: ShortLink[]; /** what a letter that carries it needs to know */ made_of: { brand: Brand; scope: Scope; token: string } }
type Sender = Selectable<DB['sender']>
type Stored = { id: string; body: { content: Content; campaign: Record<string, unknown> }; brand: Brand }

/** The most links an SMS could carry; codes are drawn before rendering and kept only where the text has them. */
const SMS_LINKS = 8
const UNSUBSCRIBE_SLOT = -1

/** Renders claimed hand-overs in batches by content, language and medium. What cannot be rendered is a refusal of its own. */
export async function prepare(house: House, tx: SystemTx, pool: RenderPool, claimed: Claimed[], now: Date): Promise<{ prepared: Prepared[]; refusals: Refusal[] }> {
  if (claimed.length === 0) return { prepared: [], refusals: [] }
  const facts = await readFacts(tx, claimed)
  // An SMS carries no picture anyway, and its length was foretold with the link to it.
  const isPlain = (each: Claimed) => each.medium !== 'sms' && facts.plain.has(each.person_id)
  const prepared: Prepared[] = []
  const refusals: Refusal[] = []
  for (const group of Map.groupBy(claimed, (each) => `${each.workspace_id}/${each.content_id}/${each.locale}/${each.medium}/${isPlain(each)}`).values()) {
    const { workspace_id, content_id, locale, medium } = group[0]!
    const stored = facts.contents.get(content_id)!
    const { id, body: { content } } = isPlain(group[0]!) ? withoutPictures(stored) : stored
    const form = await compiledOrRefused(id, content, stored.brand, locale, medium as Medium)
    if (form instanceof ContentRefused) {
      const problem = form.problems[0]
      const detail = problem ? `${problem.pointer}: ${problem.detail}` : form.message
      refusals.push(...group.map((each) => ({ claimed: each, reason: 'render_error' as const, detail })))
      continue
    }
    const scopes = await contactScopes(tx, workspace_id, group.map((each) => each.contact_id), contactReads(form))
    const scopeOf = scopesFor({ brand: stored.brand, campaign: stored.body.campaign, workspace: facts.workspaces.get(workspace_id)!, now })
    const own = leadsToOwn(stored.body.content)
    const items = group.map((each) => {
      const links = linksFor(house, each)
      const contact = scopes.get(each.contact_id) ?? {}
      const item: BatchItem = { ...links.urls, scope: scopeOf(own ? { ...contact, ...ownUrls(house, links.token) } : contact, each.data) }
      return { each, links, item }
    })
    const results = await pool.renderBatch(form, items.map((each) => each.item))
    results.forEach((result, index) => {
      const { each, links, item } = items[index]!
      if (!result.ok) refusals.push({ claimed: each, reason: result.reason, detail: result.detail })
      else prepared.push(finish(house, each, result, links, { scope: item.scope, brand: stored.brand, to_name: (item.scope.contact.name as string | null) ?? null, sender: facts.senders.get(each.sender_id ?? ''), campaign: stored.body.campaign.name as string | undefined }))
    })
  }
  return { prepared, refusals }
}

async function readFacts(tx: SystemTx, claimed: Claimed[]) {
  const senderIds = [...new Set(claimed.flatMap((each) => (each.sender_id ? [each.sender_id] : [])))]
  const workspaceIds = [...new Set(claimed.map((each) => each.workspace_id))]
  const contents = await tx.selectFrom('content').select(['id', 'body', 'brand']).where('workspace_id', 'in', workspaceIds).where('id', 'in', [...new Set(claimed.map((each) => each.content_id))]).execute()
  const senders = senderIds.length > 0 ? await tx.selectFrom('sender').selectAll().where('workspace_id', 'in', workspaceIds).where('id', 'in', senderIds).execute() : []
  const workspaces = await tx.selectFrom('workspace').select(['id', 'name', 'currency', 'time_zone']).where('id', 'in', workspaceIds).execute()
  const { rows: plain } = await sql<{ contact_id: string }>`select contact_id from contact_preference where workspace_id = any (${workspaceIds}::text[]) and contact_id = any (${pgArray([...new Set(claimed.map((each) => each.person_id))])}::text[]) and plain`.execute(tx)
  return { plain: new Set(plain.map((row) => row.contact_id)), contents: new Map(contents.map((row) => [row.id, row as unknown as Stored])), senders: new Map(senders.map((row) => [row.id, row])), workspaces: new Map(workspaces.map((row) => [row.id, row])) }
}

/** The same content for who asked for text alone; MJML of one's own stays as it was written. */
function withoutPictures(stored: Stored): Stored {
  const bare = JSON.parse(JSON.stringify(stored.body.content, (key, value: unknown) => (key === 'picture' ? undefined : value))) as Stored['body']['content']
  return { ...stored, id: `${stored.id} plain`, body: { ...stored.body, content: bare } }
}

type Links = { urls: Omit<BatchItem, 'scope'>; codes: string[]; unsubscribe_code: string | null; token: string }

function linksFor(house: House, claimed: Claimed): Links {
  const token = sealTarget(house, claimed)
  const marketing = claimed.class === 'marketing'
  if (claimed.medium === 'sms') {
    const codes = Array.from({ length: SMS_LINKS }, () => randomToken(11))
    const unsubscribe_code = marketing ? randomToken(11) : null
    return { token, codes, unsubscribe_code, urls: { links: { urls: codes.map((code) => shortUrl(house, code)) }, unsubscribe_url: unsubscribe_code && shortUrl(house, unsubscribe_code), preferences_url: null } }
  }
  return { token, codes: [], unsubscribe_code: null, urls: { links: { prefix: trackPrefix(house, token) }, unsubscribe_url: marketing ? unsubscribeUrl(house, token) : null, preferences_url: marketing ? preferencesUrl(house, token) : null } }
}

function finish(house: House, claimed: Claimed, result: Extract<RenderResult, { ok: true }>, links: Links, { scope, brand, to_name, sender, campaign }: { scope: Scope; brand: Brand; to_name: string | null; sender: Sender | undefined; campaign: string | undefined }): Prepared {
  const form = withAdditions(result.form, claimed, house, links, sender)
  const segments = form.medium === 'sms' ? countSegments(form.text).segments : null
  const targets: Record<string, string> = Object.fromEntries(result.links.map((link) => [link.index, campaign === undefined ? link.url : withUtm(link.url, claimed.medium, campaign)]))
  const short_links = links.codes.flatMap((code, slot) => (targets[slot] ? [{ code, slot, target: targets[slot] }] : []))
  if (links.unsubscribe_code && form.medium === 'sms' && form.text.includes(links.unsubscribe_code)) short_links.push({ code: links.unsubscribe_code, slot: UNSUBSCRIBE_SLOT, target: unsubscribeUrl(house, links.token) })
  return {
    claimed,
    segments,
    price_micro: claimed.price_micro * (claimed.per === 'segment' ? (segments ?? 1) : 1),
    rendered: { targets, ...(form.medium === 'email' ? { subject: form.subject } : form.medium === 'push' ? { title: form.title, text: form.body } : { text: form.text }) },
    short_links,
    made_of: { brand, scope, token: links.token },
    outbound: outboundOf(house, {
      ref: claimed.attempt_id, workspace_id: claimed.workspace_id, medium: claimed.medium as Medium, to: claimed.address, to_name, locale: claimed.locale, class: claimed.class, form, sender, brand_name: brand.name,
      unsubscribe_url: claimed.class === 'marketing' ? unsubscribeUrl(house, links.token) : null,
    }),
  }
}

/** What the house adds: the picture by which a mail's reading shows, and the way out that an SMS sender without replies declares. */
function withAdditions(form: RenderedForm, claimed: Claimed, house: House, links: Links, sender: Sender | undefined): RenderedForm {
  if (form.medium === 'email') return { ...form, html: form.html.replace(/<\/body>/i, () => `<img src="${openPixel(house, links.token)}" width="1" height="1" alt="" style="display:none"></body>`) }
  return withOptOut(form, claimed.class, sender)
}
