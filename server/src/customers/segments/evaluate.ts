import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Cx } from '../../accounts/index.ts'
import type { DB } from '../../platform/database/index.ts'
import { MEDIA } from '../../platform/media.ts'
import { consentHolds } from '../consent/index.ts'
import type { Over } from './by-person.ts'
import { checkRule } from './check.ts'
import { compileRule, type CompileContext } from './compile.ts'
import type { Rule } from './contract.ts'
import { setOf, whoCounts } from './sets.ts'

/** Everything a rule may refer to, read once: trait kinds, stages and the rules of all segments of the workspace. `over` says how many people it is asked of. */
export async function compileContext(db: Kysely<DB>, workspace_id: string, now: Date, over?: Over): Promise<CompileContext> {
  const [traits, segments, stages] = await Promise.all([
    db.selectFrom('trait').select(['id', 'name', 'type']).where('workspace_id', '=', workspace_id).execute(),
    db.selectFrom('segment').select(['id', 'rule']).where('workspace_id', '=', workspace_id).where('purpose', 'is', null).execute(),
    db.selectFrom('stage').select(['id', 'key']).where('workspace_id', '=', workspace_id).execute(),
  ])
  return { workspace_id, now, over, traits: new Map(traits.map((trait) => [trait.name, trait])), segments: new Map(segments.map((segment) => [segment.id, segment.rule as Rule])), stages: new Map(stages.map((stage) => [stage.key, stage.id])) }
}

/** The condition of a stored segment over `contact c`. */
export async function segmentCondition(cx: Pick<Cx, 'db' | 'workspace' | 'now'>, id: string): Promise<RawBuilder<boolean>> {
  return compileRule({ segment: id }, await compileContext(cx.db.system, cx.workspace.id, cx.now))
}

/** Who counts as a person: FROM and WHERE over `contact c`, the first contact of each who is known and not put away. */
export const everybody = (workspace_id: string): RawBuilder<unknown> => sql`from contact c where c.workspace_id = ${workspace_id} and c.id = c.person_id and not c.anonymous and c.archived_at is null`

/** How many people there are: all contacts but those who are no person of their own, both counted in their indexes; a million take 0.19 s so, read one by one 0.33. */
export async function countEverybody(db: Kysely<DB>, workspace_id: string): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`select ((select count(*) from contact c where c.workspace_id = ${workspace_id})
    - (select count(*) from contact c where c.workspace_id = ${workspace_id} and (c.id <> c.person_id or c.anonymous or c.archived_at is not null)))::int as n`.execute(db)
  return row!.n
}

/** Who a rule finds among people who are not archived: a FROM and WHERE that yields `contact c`, the first of each. */
export async function audienceQuery(db: Kysely<DB>, workspace_id: string, rule: Rule, now: Date): Promise<RawBuilder<unknown>> {
  const condition = compileRule(checkRule(rule), await compileContext(db, workspace_id, now, 'everybody'))
  return sql`${everybody(workspace_id)} and ${condition}`
}

/** Who a rule finds, for whoever wants no more of them than `id` and `person_id` of `c`: rows alone are cut and joined as sets, and nobody else is looked at. */
export function peopleFrom(rule: Rule, cx: CompileContext): RawBuilder<unknown> {
  const set = setOf(rule, cx)
  return set && !set.none ? whoCounts(cx.workspace_id, set.ids) : sql`${everybody(cx.workspace_id)} and ${compileRule(rule, cx)}`
}

export async function peopleQuery(db: Kysely<DB>, workspace_id: string, rule: Rule, now: Date): Promise<RawBuilder<unknown>> {
  return peopleFrom(checkRule(rule), await compileContext(db, workspace_id, now, 'everybody'))
}

/**
 * How many people an audience has, and how many of them each medium reaches: with an endpoint that works, and with a
 * consent about the topic that holds. People, whatever the number of their addresses or of the contacts that were merged
 * into one. `audience` is a FROM and WHERE that yields the first contact `c` of each person, once. Segments and imports count by this alone.
 * They are counted by a statement of their own, which keeps none of them: on 170,000 people that is a third of the time.
 */
export async function measureReach(db: Kysely<DB>, workspace_id: string, audience: RawBuilder<unknown>, topic_id = '*') {
  const { rows: [counted] } = await sql<{ n: number }>`select count(*)::int as n ${audience}`.execute(db)
  const { rows } = await sql<{ medium: (typeof MEDIA)[number]; endpoints: number; consented: number }>`
    with audience as materialized (select c.id, c.person_id ${audience}),
    members as (select person_id, id from audience union all select a.person_id, s.sibling_id from audience a join person_sibling s on s.workspace_id = ${workspace_id} and s.contact_id = a.id),
    reach as (
      select a.person_id, e.medium, ${consentHolds(sql`${workspace_id}`, sql`a.person_id`, sql`e.medium`, sql`${topic_id}`)} as holds
      from members a join endpoint e on e.workspace_id = ${workspace_id} and e.contact_id = a.id and e.state = 'active' group by a.person_id, e.medium)
    select medium, count(*)::int as endpoints, (count(*) filter (where holds))::int as consented from reach group by medium`.execute(db)
  return {
    count: counted!.n,
    reachable: MEDIA.map((medium) => {
      const { endpoints = 0, consented = 0 } = rows.find((row) => row.medium === medium) ?? {}
      return { medium, endpoints, consented }
    }),
  }
}
