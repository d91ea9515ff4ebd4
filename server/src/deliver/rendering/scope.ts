import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { traitValue } from '../../customers/index.ts'
import type { Brand } from '../brand/index.ts'
import type { OwnUrls } from '../urls.ts'
import { brandScope, contactScope, CONTACT_FIELDS, sampleScope, type Scope } from '../templates/index.ts'

type PersonRow = {
  id: string; name: string | null; call_name: string | null; given_name: string | null; family_name: string | null; locale: string | null; time_zone: string; created_at: Date
  email: string | null; phone: string | null; external_id: string | null; stage: string | null; score: number
  traits: [name: string, type: string, text_value: string | null, float_value: number | null, time_value: string | null][]
}

const OWN: readonly string[] = CONTACT_FIELDS

/** What is asked of a contact that is not in its own row. */
function besides(reads: ReadonlySet<string> | undefined) {
  const wants = (...names: string[]) => reads === undefined || names.some((name) => reads.has(name))
  const traits = reads && [...reads].filter((name) => !OWN.includes(name))
  return { identities: wants('email', 'phone', 'external_id'), stage: wants('stage'), score: wants('score'), traits }
}

/**
 * What templates may read of each of these contacts: their own fields and, beside them, their traits. One query; of what is
 * in other tables only what is among `reads`, where that is given.
 */
export async function contactScopes(tx: Tx, workspace_id: string, ids: readonly string[], reads?: ReadonlySet<string>): Promise<Map<string, Record<string, unknown>>> {
  const { identities, stage, score, traits } = besides(reads)
  const identity = (kind: string) => sql`(array_agg(i.value order by i.id) filter (where i.kind = ${kind}))[1]`
  const { rows } = await sql<PersonRow>`
    select c.id, c.name, c.call_name, c.given_name, c.family_name, c.locale, coalesce(c.time_zone, c.time_zone_assumed) as time_zone, c.created_at,
      ${identities ? sql`i.email, i.phone, i.external_id` : sql`null as email, null as phone, null as external_id`},
      ${stage ? sql`(select s.key from contact_stage x join stage s on s.workspace_id = x.workspace_id and s.id = x.stage_id where x.workspace_id = c.workspace_id and x.contact_id = c.person_id)` : sql`null`} as stage,
      ${score ? sql`coalesce((select x.score from contact_score x where x.workspace_id = c.workspace_id and x.contact_id = c.person_id), 0)` : sql`0`} as score,
      ${traits?.length === 0 ? sql`'[]'::json` : sql`coalesce((select json_agg(json_build_array(t.name, t.type, v.text_value, v.float_value, v.time_value))
        from contact_trait v join trait t on t.workspace_id = v.workspace_id and t.id = v.trait_id where v.workspace_id = c.workspace_id and v.contact_id = c.id ${traits ? sql`and t.name = any (${traits}::text[])` : sql``}), '[]')`} as traits
    from unnest(${pgArray(ids)}::text[]) as g (id) join contact c on c.workspace_id = ${workspace_id} and c.id = g.id
    ${identities ? sql`cross join lateral (select ${identity('email')} as email, ${identity('phone')} as phone, ${identity('external_id')} as external_id from identity i where i.workspace_id = c.workspace_id and i.contact_id = c.id) i` : sql``}`.execute(tx)
  return new Map(rows.map((row) => [row.id, contactScope({
    id: row.id, name: row.name, call_name: row.call_name ?? row.given_name, given_name: row.given_name, family_name: row.family_name, locale: row.locale, timezone: row.time_zone,
    email: row.email, phone: row.phone, external_id: row.external_id, created_at: row.created_at.toISOString(), stage: row.stage, score: row.score,
  }, Object.fromEntries(row.traits.map(([name, type, text_value, float_value, time_value]) => [name, traitValue({ type, text_value, float_value, time_value: time_value ? new Date(time_value) : null })])))]))
}

type Around = { brand: Brand; campaign: Record<string, unknown>; workspace: { name: string; currency: string; time_zone: string }; now: Date }

/** What templates may read, for many people of one content. What is the same for all is one object, which crosses to the render thread once a batch. */
export function scopesFor({ brand, campaign, workspace, now }: Around): (contact: Record<string, unknown>, data: Record<string, unknown> | null) => Scope {
  const nothing = {}
  const around = { now: now.toISOString(), campaign, brand: brandScope(brand), workspace: { name: workspace.name, currency: workspace.currency, timezone: workspace.time_zone } }
  return (contact, data) => ({ ...around, contact, event: data ?? nothing, message: data ?? nothing })
}

/** Whether a content leads to the reader's own basket, form or chat: only then are the links made for each of them. */
export const leadsToOwn = (content: unknown): boolean => /contact\.(?:basket|form|chat)_url/.test(JSON.stringify(content))

/** Somebody to look at a template as: a contact, or what was typed over the fields of a made-up customer. */
export function scopeAs(input: { person: Record<string, unknown> | undefined; typed: Record<string, unknown> | undefined; data: Record<string, unknown> | undefined; own: OwnUrls; locale: string; campaign: string; brand: Brand; workspace: Around['workspace']; now: Date }): Scope {
  const sample = sampleScope(input.locale)
  return scopesFor({ brand: input.brand, campaign: { name: input.campaign }, workspace: input.workspace, now: input.now })({ ...input.own, ...(input.person ?? { ...sample.contact, ...input.typed }) }, input.data ?? sample.event ?? {})
}
