import { sql } from 'kysely'
import type { Config } from '../../platform/config.ts'
import { hashed, type SystemTx } from '../../platform/database/index.ts'
import type { Brand } from '../brand/index.ts'
import { sampleShortUrl } from '../urls.ts'
import { waysOut } from '../connections/index.ts'
import type { Medium } from '../media.ts'
import { compiledFor, contactScopes, scopeFor } from '../rendering/index.ts'
import { countSegments, withWayOut } from '../sms-text/index.ts'
import { ContentRefused, type BatchItem, type Content, type RenderPool, type RenderResult } from '../templates/index.ts'
import type { RunFacts } from './plan-chunk.ts'

type Option = { step: number; medium: Medium; sender_id: string | null; price_micro: number; per: 'message' | 'segment'; charged_on: string }
type Entry = { contact_id: string; locale: string; step: number; medium: Medium; options: Option[] }
type Priced = Entry & { state: 'planned' | 'skipped'; reason: string | null; detail: string | null; segments: number | null; from: number; to: number }

/** Stand-ins of the length that real links will have, so that segments are counted right. */
const LINKS = { links: { urls: Array.from({ length: 8 }, () => '') }, unsubscribe_url: null, preferences_url: null }

/**
 * Renders what a rehearsed chunk would send, as the launch will: who cannot be rendered is skipped with the reason, and
 * texts that are priced by the segment get their true number.
 */
export async function priceEntries(tx: SystemTx, pool: RenderPool, run: RunFacts, after: string, through: string, config: Config, now: Date): Promise<void> {
  const { rows } = await sql<Entry>`select contact_id, locale, step, medium, options from rehearsal_entry where workspace_id = ${run.workspace_id} and run_id = ${run.id} and contact_id > ${after} and contact_id <= ${through} and state = 'planned'`.execute(tx)
  if (rows.length === 0) return
  const stored = await tx.selectFrom('content').select(['body', 'brand']).where('workspace_id', '=', run.workspace_id).where('id', '=', run.content_id).executeTakeFirstOrThrow()
  const { content, campaign } = stored.body as { content: Content; campaign: Record<string, unknown> }
  const workspace = await tx.selectFrom('workspace').select(['name', 'currency', 'time_zone']).where('id', '=', run.workspace_id).executeTakeFirstOrThrow()
  const scopes = await contactScopes(tx, run.workspace_id, rows.map((row) => row.contact_id))
  const short = sampleShortUrl({ config })
  const item = (entry: Entry, medium: Medium): BatchItem => ({
    ...(medium === 'sms' ? { ...LINKS, links: { urls: LINKS.links.urls.map(() => short) }, unsubscribe_url: short } : { links: null, unsubscribe_url: `${config.public_url}/u/x`, preferences_url: `${config.public_url}/p/x` }),
    scope: scopeFor({ contact: scopes.get(entry.contact_id) ?? {}, data: null, brand: stored.brand as Brand, campaign, workspace, now }),
  })
  const results = new Map<string, RenderResult>()
  const resultOf = (entry: Entry, medium: Medium) => results.get(`${entry.contact_id}/${medium}`)
  const renderMedia = async (of: Entry[], media: (entry: Entry) => Medium[]) => {
    for (const group of Map.groupBy(of.flatMap((entry) => media(entry).map((medium) => ({ entry, medium }))), (each) => `${each.entry.locale}/${each.medium}`).values()) {
      const { medium, entry: { locale } } = group[0]!
      const rendered = await renderAll(pool, run.content_id, content, stored.brand as Brand, locale, medium, group.map((each) => item(each.entry, medium)))
      rendered.forEach((result, index) => results.set(`${group[index]!.entry.contact_id}/${medium}`, result))
    }
  }
  await renderMedia(rows, mediaToRender)
  // Whose first way cannot be rendered goes by a later one that can: only for them the rest is rendered too.
  const blocked = rows.filter((entry) => entry.options.filter((option) => option.step === entry.step).every((option) => resultOf(entry, option.medium)?.ok === false))
  await renderMedia(blocked, (entry) => entry.options.map((option) => option.medium).filter((medium) => resultOf(entry, medium) === undefined))
  const wayOut = await waysOut(tx, run.workspace_id, run.plan.class)
  await writeEntries(tx, run, after, through, rows.map((entry) => price(entry, (medium) => resultOf(entry, medium), wayOut)))
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

function price(entry: Entry, resultOf: (medium: Medium) => RenderResult | undefined, wayOut: Awaited<ReturnType<typeof waysOut>>): Priced {
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
  if (refused || step === undefined) return { ...entry, state: 'skipped', reason: refused?.reason ?? 'render_error', detail: refused?.detail ?? null, segments: null, from: 0, to: 0 }
  const options = open.map((option) => (option.per === 'segment' ? { ...option, price_micro: option.price_micro * segmentsOf(option) } : option))
  const first = options.filter((option) => option.step === step)
  const sum = (list: Option[]) => list.reduce((total, option) => total + option.price_micro, 0)
  const counted = options.find((option) => option.per === 'segment')
  return { ...entry, step, medium: first.map((option) => option.medium).toSorted()[0]!, options, state: 'planned', reason: null, detail: null, segments: counted ? segmentsOf(counted) : null, from: sum(first), to: sum(options) }
}

async function writeEntries(tx: SystemTx, run: RunFacts, after: string, through: string, rows: Priced[]): Promise<void> {
  await hashed(tx, () => sql`update rehearsal_entry e set state = r.state, step = r.step, medium = r.medium, reason = r.reason, detail = r.detail, segments = r.segments, price_from_micro = r.price_from, price_to_micro = r.price_to, options = r.options::jsonb
    from unnest(${rows.map((r) => r.contact_id)}::text[], ${rows.map((r) => r.state)}::text[], ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.medium)}::text[], ${rows.map((r) => r.reason)}::text[], ${rows.map((r) => r.detail)}::text[], ${rows.map((r) => r.segments)}::int[], ${rows.map((r) => r.from)}::bigint[], ${rows.map((r) => r.to)}::bigint[], ${rows.map((r) => JSON.stringify(r.options))}::text[])
      as r (contact_id, state, step, medium, reason, detail, segments, price_from, price_to, options)
    where e.workspace_id = ${run.workspace_id} and e.run_id = ${run.id} and e.contact_id > ${after} and e.contact_id <= ${through} and e.contact_id = r.contact_id`.execute(tx))
}
