import { sql } from 'kysely'
import { mutateAsSystem, read, type Cx } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Tasks } from '../../platform/jobs/index.ts'
import { failAt } from '../../platform/problem.ts'
import { beginRecount, countAgain, endRecount, recountOf, recountTask, type Plan } from '../recounts/index.ts'
import { checkRule, compileContext, compileRule, dependsOnTime, followsOf, partsOf, type CompileContext, type Follower, type Rule } from '../segments/index.ts'
import { restageByScore } from '../stages/index.ts'
import type { ScoreRuleInput, ScoreSettingsBody } from './contract.ts'
import { countPoints, lockScores, putNext } from './rescore.ts'

type Stored = { rules: ScoreRuleInput[]; thresholds: number[]; updated_at: Date | null }

/** As they are to be, where others hold until everybody is counted. */
async function settingsOf(tx: Tx, workspace_id: string) {
  const { rows: [stored] } = await sql<Stored>`select coalesce(next_rules, rules) as rules, coalesce(next_thresholds, thresholds) as thresholds, updated_at from score_settings where workspace_id = ${workspace_id}`.execute(tx)
  return { ...(stored ?? { rules: [], thresholds: [], updated_at: null }), recount: await recountOf(tx, workspace_id, 'score') }
}

export function getScoreSettings(cx: Cx) {
  return read(cx, 'contacts:read', (tx) => settingsOf(tx, cx.workspace.id))
}

function asksBack(rule: Rule, cx: CompileContext, seen: readonly string[] = []): boolean {
  return partsOf(rule).some(({ rule: part }) => 'stage' in part || 'score' in part || ('segment' in part && !seen.includes(part.segment) && cx.segments.has(part.segment) && asksBack(cx.segments.get(part.segment)!, cx, [...seen, part.segment])))
}

/** Refuses what cannot be counted, naming the place. */
export function checkScoreRules(rules: readonly ScoreRuleInput[], cx: CompileContext): void {
  rules.forEach(({ rule, each, points }, index) => {
    const at = `/rules/${index}`
    compileRule(checkRule(rule, `${at}/rule`), cx)
    if (points === 0) failAt(`${at}/points`, 'points_none', 'A rule that gives no points says nothing.')
    if (each && !('event' in rule && rule.event.did)) failAt(`${at}/rule`, 'each_needs_event', 'Points for each time need a rule that is one event.', 'Take one event, or give the points once.')
    if (asksBack(rule, cx)) failAt(`${at}/rule`, 'score_in_score', 'A rule of the score cannot ask for a stage or the score, nor for a segment that does.', 'Ask for what leads to it.')
  })
}

/** What the rules read, as the triggers compare it: null for anything. */
function readByAll(rules: readonly ScoreRuleInput[]): string[] | null {
  const all = rules.map(({ rule }) => followsOf(rule))
  return all.includes(null) ? null : [...new Set(all.flatMap((each) => each ?? []))].toSorted()
}

/** A segment that has rules followed: it finds nobody, and is kept while there are rules. */
async function followRules(tx: SystemTx, cx: Cx, rules: readonly ScoreRuleInput[]): Promise<string> {
  const id = newId('seg')
  await tx.insertInto('segment').values({ workspace_id: cx.workspace.id, id, name: 'score', rule: JSON.stringify({ any: [] }), purpose: 'score', follows: readByAll(rules), kept: rules.length > 0, kept_since: cx.now, looked_at: new Date(cx.now.getTime() + 1), created_by: cx.actor.id, created_at: cx.now, updated_at: cx.now }).execute()
  return id
}

const byTime = (rules: readonly ScoreRuleInput[]) => rules.some((rule) => Boolean(rule.half_days) || dependsOnTime(rule.rule))

/** Sets all rules at once. They hold when everybody is counted by them, quietly: who changes a rule hands nobody over. */
export async function putScoreSettings(cx: Cx, input: ScoreSettingsBody) {
  checkScoreRules(input.rules, await compileContext(cx.db.system, cx.workspace.id, cx.now))
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const thresholds = input.thresholds.toSorted((a, b) => a - b)
    const next = { next_rules: JSON.stringify(input.rules), next_thresholds: thresholds, next_segment_id: await followRules(tx, cx, input.rules), updated_at: cx.now }
    await tx.insertInto('score_settings').values({ workspace_id: cx.workspace.id, rules: '[]', thresholds: [], by_time: false, ...next }).onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(next)).execute()
    await beginRecount(tx, cx.workspace.id, 'score', cx.actor.name, cx.now)
    audit('score', cx.workspace.id, { rules: input.rules.length, thresholds })
    return settingsOf(tx, cx.workspace.id)
  })
}

/** Leaves a recount off: the rules before it hold on, and nobody has other points yet. */
export function cancelRecount(cx: Cx) {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    await tx.updateTable('score_settings').set({ next_rules: null, next_thresholds: null, next_segment_id: null, updated_at: cx.now }).where('workspace_id', '=', cx.workspace.id).execute()
    await endRecount(tx, cx.workspace.id, 'score', cx.now)
    audit('score', cx.workspace.id)
    return settingsOf(tx, cx.workspace.id)
  })
}

export const recountAgain = (cx: Cx) => countAgain(cx, 'score', 'score', settingsOf)

const nextOf = async (tx: SystemTx, workspace_id: string) => (await tx.selectFrom('score_settings').select('next_rules').where('workspace_id', '=', workspace_id).executeTakeFirst())?.next_rules as ScoreRuleInput[] | null

/** Points by the rules to be are counted in a table beside, which then takes the place of what held. */
const plan: Plan = {
  async parts(tx, workspace_id) {
    const rules = await nextOf(tx, workspace_id)
    return rules ? [async (now) => {
      await lockScores(tx, workspace_id)
      await countPoints(tx, workspace_id, rules, 'to be', undefined, now)
    }] : []
  },
  async swap(tx, workspace_id, now) {
    await lockScores(tx, workspace_id)
    const rules = await nextOf(tx, workspace_id)
    if (!rules) return
    await putNext(tx, workspace_id)
    await restageByScore(tx, workspace_id, now)
    await sql`update score_settings set rules = next_rules, thresholds = next_thresholds, segment_id = next_segment_id, by_time = ${byTime(rules)}, next_rules = null, next_thresholds = null, next_segment_id = null where workspace_id = ${workspace_id}`.execute(tx)
  },
  async tidy(tx, workspace_id) {
    await sql`delete from segment g where g.workspace_id = ${workspace_id} and g.purpose = 'score' and not exists (select from score_settings s where s.workspace_id = g.workspace_id and g.id in (s.segment_id, s.next_segment_id))`.execute(tx)
    await sql`delete from contact_score_next where workspace_id = ${workspace_id} and not exists (select from score_settings s where s.workspace_id = ${workspace_id} and s.next_rules is not null)`.execute(tx)
  },
}

export const scoreTasks = (followers: readonly Follower[]): Tasks => ({ 'score.recount': recountTask('score', plan, followers) })
