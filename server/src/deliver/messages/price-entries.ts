import { systemByKey, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { sha256 } from '../../platform/ids.ts'
import type { Brand } from '../brand/index.ts'
import { ownUrls, sampleShortUrl } from '../urls.ts'
import { waysOut } from '../connections/index.ts'
import type { Medium } from '../media.ts'
import { compiledOrRefused, contactScopes, leadsToOwn, scopesFor } from '../rendering/index.ts'
import { countSegments, withWayOut } from '../sms-text/index.ts'
import { contactReads, ContentRefused, type BatchItem, type Content, type RenderPool, type RenderResult } from '../templates/index.ts'
import type { RunFacts } from './plan-chunk.ts'

export type Option = { step: number; medium: Medium; sender_id: string | null; price_micro: number; per: 'message' | 'segment'; charged_on: string }
/** One person of a rehearsed chunk who goes by some way. */
export type Entry = { contact_id: string; locale: string; step: number; medium: Medium; options: Option[] }
export type Outcome = { state: 'planned' | 'skipped'; reason: string | null; detail: string | null; step: number; medium: Medium; options: Option[]; segments: number | null; price_from: number; price_to: number; /** the ways that a template closed, up to where the message goes or ends */ closed: Closed[] }
export type Closed = { step: number; medium: Medium; reason: string; detail: string | null }

/** What pricing reads of a run: the same for everybody. */
export type Readings = { content: Content; brand: Brand; campaign: Record<string, unknown>; workspace: { name: string; currency: string; time_zone: string }; ways_out: Awaited<ReturnType<typeof waysOut>> }

export async function readForPricing(tx: SystemTx, run: RunFacts): Promise<Readings> {
  const stored = await tx.selectFrom('content').select(['body', 'brand']).where('workspace_id', '=', run.workspace_id).where('id', '=', run.content_id).executeTakeFirstOrThrow()
  const { content, campaign } = stored.body as { content: Content; campaign: Record<string, unknown> }
  const workspace = await tx.selectFrom('workspace').select(['name', 'currency', 'time_zone']).where('id', '=', run.workspace_id).executeTakeFirstOrThrow()
  return { content, campaign, brand: stored.brand as Brand, workspace, ways_out: await waysOut(tx, run.workspace_id, run.plan.class) }
}

/** What came of a form for whoever brings the same to it: why it cannot go, or its text where that is priced by its length. */
type Rendered = { n: number } & ({ ok: false; reason: string; detail: string | null } | { ok: true; sms: string | null })

/** So many are remembered; a letter that says another thing to everybody is not worth more. */
const MOST_REMEMBERED = 50_000

/**
 * Renders what rehearsed chunks would send, as the launch will: who cannot be rendered is skipped with the reason, and
 * texts that are priced by the segment get their true number. Nobody is written to yet, so a form is rendered once for all
 * whose fields that it reads are equal: of 200,000 people with 300 names in 60 cities, some thousands. `now` is one instant
 * for all of them.
 */
export function pricer(house: House, pool: RenderPool, run: RunFacts, { content, brand, campaign, workspace, ways_out }: Readings, now: Date): (rows: Entry[]) => Promise<Outcome[]> {
  const short = sampleShortUrl(house)
  const scopeOf = scopesFor({ brand, campaign, workspace, now })
  // Stand-ins of the length that real links will have, so that segments are counted right.
  const sms = { links: { urls: Array.from({ length: 8 }, () => short) }, unsubscribe_url: short, preferences_url: null }
  const others = { links: null, unsubscribe_url: `${house.config.public_url}/u/x`, preferences_url: `${house.config.public_url}/p/x` }
  const own = leadsToOwn(content) ? ownUrls(house, 'x') : {}
  const rendered = new Map<string, Rendered>()
  const priced = new Map<string, Outcome>()
  let made = 0

  const remember = (key: string, result: RenderResult) => rendered.set(key, { n: made += 1, ...(result.ok ? { ok: true, sms: result.form.medium === 'sms' ? result.form.text : null } : { ok: false, reason: result.reason, detail: result.detail }) })

  /** Renders these media of each entry; the answer is kept under the entry's place and the medium. */
  async function renderMedia(results: Map<string, Rendered>, rows: readonly Entry[], media: (entry: Entry, at: number) => Medium[]): Promise<void> {
    const wanted = [...Map.groupBy(rows.flatMap((entry, at) => media(entry, at).map((medium) => ({ entry, at, medium }))), (each) => `${each.entry.locale}/${each.medium}`)]
    if (wanted.length === 0) return
    const groups = await Promise.all(wanted.map(async ([name, group]) => ({ name, group, form: await compiledOrRefused(run.content_id, content, brand, group[0]!.entry.locale, group[0]!.medium) })))
    const reads = groups.map(({ form }) => (form instanceof ContentRefused ? new Set<string>() : contactReads(form)))
    const all = reads.includes(undefined) ? undefined : new Set(reads.flatMap((fields) => [...fields!]))
    const ids = [...new Set(groups.flatMap(({ group }) => group.map(({ entry }) => entry.contact_id)))]
    const people = await systemByKey(house.db, 'planner', run.workspace_id, (tx) => contactScopes(tx, run.workspace_id, ids, all))
    await Promise.all(groups.map(async ({ name, group, form }, index) => {
      const fields = reads[index] && [...reads[index]]
      const keyOf = ({ entry }: { entry: Entry }) => {
        const person = people.get(entry.contact_id)
        return form instanceof ContentRefused ? name : fields ? `${name}/${JSON.stringify(fields.map((field) => person?.[field]))}` : `${name}/${entry.contact_id}`
      }
      const alike = [...Map.groupBy(group, keyOf)]
      const unknown = alike.filter(([key]) => !rendered.has(key))
      if (form instanceof ContentRefused) for (const [key] of unknown) remember(key, { ok: false, reason: 'render_error', detail: form.problems[0]?.detail ?? form.message })
      else {
        const items = unknown.map(([, [one]]): BatchItem => ({ ...(one!.medium === 'sms' ? sms : others), scope: scopeOf({ ...people.get(one!.entry.contact_id), ...own }, null) }))
        const batches = Array.from({ length: Math.ceil(items.length / 100) }, (_, batch) => items.slice(batch * 100, batch * 100 + 100))
        const answers = (await Promise.all(batches.map((batch) => pool.renderBatch(form, batch)))).flat()
        unknown.forEach(([key], at) => remember(key, answers[at]!))
      }
      for (const [key, those] of alike) for (const { at, medium } of those) results.set(`${at}/${medium}`, rendered.get(key)!)
    }))
  }

  return async (rows) => {
    if (rendered.size > MOST_REMEMBERED) for (const each of [rendered, priced]) each.clear()
    const results = new Map<string, Rendered>()
    await renderMedia(results, rows, mediaToRender)
    // Whose first way cannot be rendered goes by a later one that can: only for them the rest is rendered too.
    const blocked = new Set(rows.keys().filter((at) => firstWays(rows[at]!).every((medium) => results.get(`${at}/${medium}`)?.ok === false)))
    await renderMedia(results, rows, (entry, at) => (blocked.has(at) ? entry.options.map((option) => option.medium).filter((medium) => !results.has(`${at}/${medium}`)) : []))
    return rows.map((entry, at) => {
      const resultOf = (medium: Medium) => results.get(`${at}/${medium}`)
      const key = `${entry.step}/${shapeOf(entry.options).mark}/${entry.options.map(({ medium }) => resultOf(medium)?.n ?? '').join()}`
      const known = priced.get(key) ?? price(entry, resultOf, ways_out)
      priced.set(key, known)
      return known
    })
  }
}

const firstWays = ({ step, options }: Entry) => options.flatMap((option) => (option.step === step ? [option.medium] : []))

/** The way it goes first must render; an SMS further on is rendered for its segments. */
function mediaToRender(entry: Entry): Medium[] {
  return [...new Set([...firstWays(entry), ...entry.options.flatMap((option) => (option.per === 'segment' ? [option.medium] : []))])]
}

const shapes = new WeakMap<Option[], { mark: string; json: string }>()

/** A list of options as text, and by a short mark of it: many people share one list, and it is written once. */
export function shapeOf(options: Option[]): { mark: string; json: string } {
  const known = shapes.get(options)
  if (known) return known
  const json = JSON.stringify(options)
  const shape = { mark: sha256(json).toString('base64url'), json }
  shapes.set(options, shape)
  return shape
}

function price(entry: Entry, resultOf: (medium: Medium) => Rendered | undefined, wayOut: Awaited<ReturnType<typeof waysOut>>): Outcome {
  const segmentsOf = ({ medium, sender_id }: Pick<Option, 'medium' | 'sender_id'>) => {
    const result = resultOf(medium)
    return result?.ok && result.sms !== null ? countSegments(withWayOut(result.sms, wayOut.get(sender_id))).segments : 1
  }
  const open = entry.options.filter((option) => resultOf(option.medium)?.ok !== false)
  const failures = entry.options.flatMap((option): Closed[] => {
    const result = resultOf(option.medium)
    return result?.ok === false ? [{ step: option.step, medium: option.medium, reason: result.reason, detail: result.detail }] : []
  })
  // What cannot be rendered is no way to go; a template that says no, before anything went, says it for the whole message.
  const aborted = failures.find(({ step, reason }) => reason === 'template_aborted' && open.every((option) => option.step >= step))
  const step = open[0]?.step
  const refused = aborted ?? (step === undefined ? failures[0] : undefined)
  if (refused || step === undefined) return { step: entry.step, medium: entry.medium, options: entry.options, state: 'skipped', reason: refused?.reason ?? 'render_error', detail: refused?.detail ?? null, segments: null, price_from: 0, price_to: 0, closed: aborted ? failures.filter((each) => each.step <= aborted.step && each.reason !== 'template_aborted') : failures }
  const options = open.map((option) => (option.per === 'segment' ? { ...option, price_micro: option.price_micro * segmentsOf(option) } : option))
  const first = options.filter((option) => option.step === step)
  const sum = (list: Option[]) => list.reduce((total, option) => total + option.price_micro, 0)
  const counted = options.find((option) => option.per === 'segment')
  return { step, medium: first.map((option) => option.medium).toSorted()[0]!, options, state: 'planned', reason: null, detail: null, segments: counted ? segmentsOf(counted) : null, price_from: sum(first), price_to: sum(options), closed: failures.filter((each) => each.step <= step) }
}
