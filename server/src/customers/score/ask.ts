import { sql } from 'kysely'
import { requirePermission, type Cx } from '../../accounts/index.ts'
import { readWhile, system } from '../../platform/database/index.ts'
import { personOf } from '../contacts/index.ts'
import { compileContext, countEverybody, isDrawn } from '../segments/index.ts'
import type { ScoreRuleInput } from './contract.ts'
import { givenTo, withoutScores } from './points.ts'
import { checkScoreRules } from './settings.ts'

/** The points of one person by rule, as they are counted now. */
export function getContactScore(cx: Cx, contact_id: string) {
  requirePermission(cx, 'contacts:read')
  return system(cx.db, 'score of a person', cx.workspace.id, async (tx) => {
    const person_id = await personOf(tx, cx.workspace.id, contact_id)
    const rules = (await tx.selectFrom('score_settings').select('rules').where('workspace_id', '=', cx.workspace.id).executeTakeFirst())?.rules as ScoreRuleInput[] | undefined
    if (!rules || rules.length === 0) return { score: 0, parts: [] }
    const context = withoutScores(await compileContext(tx, cx.workspace.id, cx.now, 'few'))
    const { rows } = await sql<{ rule: number; points: number; times: number | null }>`with ${givenTo(rules, context, sql`and c.id = ${person_id}`)} select rule, points, times from given order by abs(points) desc, rule`.execute(tx)
    return { score: Math.round(rows.reduce((sum, row) => sum + row.points, 0)), parts: rows.map(({ rule, points, times }) => ({ name: rules[rule]!.name || null, rule: rules[rule]!.rule, points: Math.round(points * 10) / 10, times })) }
  })
}

/** Below so many people everybody is asked. */
const EXACT_BELOW = 5000
const EDGES = [1, 10, 25, 50, 75, 100, 200] as const

type Bucket = { from: number | null; to: number | null; people: number }

/** How many people would have how many points: of many, a few thousand by a hash of their ids, the same each time. */
export async function previewScore(cx: Cx, rules: ScoreRuleInput[], signal: AbortSignal) {
  requirePermission(cx, 'segments:read')
  checkScoreRules(rules, await compileContext(cx.db.system, cx.workspace.id, cx.now))
  return readWhile(cx.db, 'score preview', cx.workspace.id, { signal, limit_s: 60 }, async (tx) => {
    const people = await countEverybody(tx, cx.workspace.id)
    const exact = people <= EXACT_BELOW
    const drawn = exact ? sql`` : sql`and ${isDrawn(people)}`
    const context = withoutScores(await compileContext(tx, cx.workspace.id, cx.now, 'few'))
    const { rows } = await sql<{ bucket: number; n: number }>`with ${givenTo(rules, context, drawn)}
      select case when s.score < 0 then -1 else width_bucket(s.score, array[${sql.join(EDGES.map((edge) => sql.lit(edge)))}]) end as bucket, count(*)::int as n
      from (select l.id, coalesce(round(sum(g.points)), 0)::int as score from live l left join given g on g.id = l.id group by l.id) s group by 1`.execute(tx)
    const asked = rows.reduce((sum, row) => sum + row.n, 0)
    const of = (bucket: number) => Math.round(((rows.find((row) => row.bucket === bucket)?.n ?? 0) * people) / Math.max(1, asked))
    const buckets: Bucket[] = [{ from: 0, to: 0, people: of(0) }, ...EDGES.map((from, index) => ({ from, to: index + 1 < EDGES.length ? EDGES[index + 1]! - 1 : null, people: of(index + 1) }))]
    return { people, exact, buckets: of(-1) > 0 ? [{ from: null, to: -1, people: of(-1) }, ...buckets] : buckets }
  })
}
