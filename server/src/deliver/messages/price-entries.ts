import type { Config } from '../../platform/config.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import type { Brand } from '../brand/index.ts'
import { ownUrls, sampleShortUrl } from '../urls.ts'
import { waysOut } from '../connections/index.ts'
import type { Medium } from '../media.ts'
import { compiledFor, contactScopes, leadsToOwn, scopesFor } from '../rendering/index.ts'
import { countSegments, withWayOut } from '../sms-text/index.ts'
import { ContentRefused, type BatchItem, type Content, type RenderPool, type RenderResult } from '../templates/index.ts'
import type { RunFacts } from './plan-chunk.ts'

export type Option = { step: number; medium: Medium; sender_id: string | null; price_micro: number; per: 'message' | 'segment'; charged_on: string }
/** One person of a rehearsed chunk who goes by some way. */
export type Entry = { contact_id: string; locale: string; step: number; medium: Medium; options: Option[] }
export type Outcome = { state: 'planned' | 'skipped'; reason: string | null; detail: string | null; step: number; medium: Medium; options: Option[]; segments: number | null; price_from: number; price_to: number }

/** What pricing reads of the database, so that nothing of it is held while texts are rendered. */
export type Readings = { content: Content; brand: Brand; campaign: Record<string, unknown>; workspace: { name: string; currency: string; time_zone: string }; people: Map<string, Record<string, unknown>>; ways_out: Awaited<ReturnType<typeof waysOut>> }

export async function readForPricing(tx: SystemTx, run: RunFacts, contact_ids: string[]): Promise<Readings> {
  const stored = await tx.selectFrom('content').select(['body', 'brand']).where('workspace_id', '=', run.workspace_id).where('id', '=', run.content_id).executeTakeFirstOrThrow()
  const { content, campaign } = stored.body as { content: Content; campaign: Record<string, unknown> }
  const workspace = await tx.selectFrom('workspace').select(['name', 'currency', 'time_zone']).where('id', '=', run.workspace_id).executeTakeFirstOrThrow()
  return { content, campaign, brand: stored.brand as Brand, workspace, people: await contactScopes(tx, run.workspace_id, contact_ids), ways_out: await waysOut(tx, run.workspace_id, run.plan.class) }
}

/**
 * Renders what a rehearsed chunk would send, as the launch will: who cannot be rendered is skipped with the reason, and
 * texts that are priced by the segment get their true number.
 */
export async function priceEntries(pool: RenderPool, run: RunFacts, rows: Entry[], { content, brand, campaign, workspace, people, ways_out }: Readings, config: Config, now: Date): Promise<Outcome[]> {
  const short = sampleShortUrl({ config })
  const scopeOf = scopesFor({ brand, campaign, workspace, now })
  // Stand-ins of the length that real links will have, so that segments are counted right.
  const sms = { links: { urls: Array.from({ length: 8 }, () => short) }, unsubscribe_url: short, preferences_url: null }
  const others = { links: null, unsubscribe_url: `${config.public_url}/u/x`, preferences_url: `${config.public_url}/p/x` }
  const own = leadsToOwn(content) ? ownUrls({ config }, 'x') : {}
  const item = (entry: Entry, medium: Medium): BatchItem => ({ ...(medium === 'sms' ? sms : others), scope: scopeOf({ ...people.get(entry.contact_id), ...own }, null) })
  const results = new Map<string, RenderResult>()
  const resultOf = (entry: Entry, medium: Medium) => results.get(`${entry.contact_id}/${medium}`)
  const renderMedia = async (of: Entry[], media: (entry: Entry) => Medium[]) => {
    for (const group of Map.groupBy(of.flatMap((entry) => media(entry).map((medium) => ({ entry, medium }))), (each) => `${each.entry.locale}/${each.medium}`).values()) {
      const { medium, entry: { locale } } = group[0]!
      const rendered = await renderAll(pool, run.content_id, content, brand, locale, medium, group.map((each) => item(each.entry, medium)))
      rendered.forEach((result, index) => results.set(`${group[index]!.entry.contact_id}/${medium}`, result))
    }
  }
  await renderMedia(rows, mediaToRender)
  // Whose first way cannot be rendered goes by a later one that can: only for them the rest is rendered too.
  const blocked = rows.filter((entry) => entry.options.filter((option) => option.step === entry.step).every((option) => resultOf(entry, option.medium)?.ok === false))
  await renderMedia(blocked, (entry) => entry.options.map((option) => option.medium).filter((medium) => resultOf(entry, medium) === undefined))
  return rows.map((entry) => price(entry, (medium) => resultOf(entry, medium), ways_out))
}

/** The way it goes first must render; an SMS further on is rendered for its segments. */
function mediaToRender(entry: Entry): Medium[] {
  return [...new Set([...entry.options.filter((option) => option.step === entry.step).map((option) => option.medium), ...entry.options.filter((option) => option.per === 'segment').map((option) => option.medium)])]
}

async function renderAll(pool: RenderPool, content_id: string, content: Content, brand: Brand, locale: string, medium: Medium, items: BatchItem[]): Promise<RenderResult[]> {
  try {
    const compiled = await compiledFor(content_id, content, brand, locale, medium)
    const batches = Array.from({ length: Math.ceil(items.length / 100) }, (_, index) => items.slice(index * 100, index * 100 + 100))
    return (await Promise.all(batches.map((batch) => pool.renderBatch(compiled, batch)))).flat()
  } catch (error) {
    if (!(error instanceof ContentRefused)) throw error
    return items.map(() => ({ ok: false as const, reason: 'render_error' as const, detail: error.problems[0]?.detail ?? error.message }))
  }
}

function price(entry: Entry, resultOf: (medium: Medium) => RenderResult | undefined, wayOut: Awaited<ReturnType<typeof waysOut>>): Outcome {
  const segmentsOf = ({ medium, sender_id }: Pick<Option, 'medium' | 'sender_id'>) => {
    const result = resultOf(medium)
    return result?.ok && result.form.medium === 'sms' ? countSegments(withWayOut(result.form.text, wayOut.get(sender_id))).segments : 1
  }
  const open = entry.options.filter((option) => resultOf(option.medium)?.ok !== false)
  const failures = entry.options.flatMap((option) => {
    const result = resultOf(option.medium)
    return result?.ok === false ? [{ step: option.step, ...result }] : []
  })
  // What cannot be rendered is no way to go; a template that says no, before anything went, says it for the whole message.
  const aborted = failures.find(({ step, reason }) => reason === 'template_aborted' && open.every((option) => option.step >= step))
  const step = open[0]?.step
  const refused = aborted ?? (step === undefined ? failures[0] : undefined)
  if (refused || step === undefined) return { step: entry.step, medium: entry.medium, options: entry.options, state: 'skipped', reason: refused?.reason ?? 'render_error', detail: refused?.detail ?? null, segments: null, price_from: 0, price_to: 0 }
  const options = open.map((option) => (option.per === 'segment' ? { ...option, price_micro: option.price_micro * segmentsOf(option) } : option))
  const first = options.filter((option) => option.step === step)
  const sum = (list: Option[]) => list.reduce((total, option) => total + option.price_micro, 0)
  const counted = options.find((option) => option.per === 'segment')
  return { step, medium: first.map((option) => option.medium).toSorted()[0]!, options, state: 'planned', reason: null, detail: null, segments: counted ? segmentsOf(counted) : null, price_from: sum(first), price_to: sum(options) }
}
