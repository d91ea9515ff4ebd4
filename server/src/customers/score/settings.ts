import { mutateAsSystem, read, type Cx } from '../../accounts/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { failAt } from '../../platform/problem.ts'
import { checkRule, compileContext, compileRule, dependsOnTime, followsOf, partsOf, type CompileContext, type Rule } from '../segments/index.ts'
import type { ScoreRuleInput, ScoreSettingsBody } from './contract.ts'
import { countPoints, lockScores } from './rescore.ts'

const NOTHING_SAID = { rules: [], thresholds: [], updated_at: null }

export function getScoreSettings(cx: Cx) {
  return read(cx, 'contacts:read', async (tx) => (await tx.selectFrom('score_settings').select(['rules', 'thresholds', 'updated_at']).executeTakeFirst()) ?? NOTHING_SAID)
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

/** The segment that has the rules followed: it finds nobody, and is kept while there are rules. */
async function followRules(tx: SystemTx, cx: Cx, id: string | undefined, rules: readonly ScoreRuleInput[]): Promise<string> {
  const values = { follows: readByAll(rules), kept: rules.length > 0, kept_since: cx.now, looked_at: new Date(cx.now.getTime() + 1), updated_at: cx.now }
  if (id) {
    await tx.updateTable('segment').set(values).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).execute()
    return id
  }
  const made = newId('seg')
  await tx.insertInto('segment').values({ workspace_id: cx.workspace.id, id: made, name: 'score', rule: JSON.stringify({ any: [] }), purpose: 'score', created_by: cx.actor.id, created_at: cx.now, ...values }).execute()
  return made
}

/** Sets all rules at once and counts everybody anew, quietly: who changes a rule hands nobody over. */
export async function putScoreSettings(cx: Cx, input: ScoreSettingsBody) {
  checkScoreRules(input.rules, await compileContext(cx.db.system, cx.workspace.id, cx.now))
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const standing = await tx.selectFrom('score_settings').select('segment_id').where('workspace_id', '=', cx.workspace.id).forUpdate().executeTakeFirst()
    const segment_id = await followRules(tx, cx, standing?.segment_id, input.rules)
    const thresholds = input.thresholds.toSorted((a, b) => a - b)
    const values = { rules: JSON.stringify(input.rules), thresholds, segment_id, by_time: input.rules.some((rule) => Boolean(rule.half_days) || dependsOnTime(rule.rule)), updated_at: cx.now }
    await tx.insertInto('score_settings').values({ workspace_id: cx.workspace.id, ...values }).onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values)).execute()
    await lockScores(tx, cx.workspace.id)
    await countPoints(tx, cx.workspace.id, input, undefined, cx.now)
    audit('score', cx.workspace.id, { rules: input.rules.length, thresholds })
    return { rules: input.rules, thresholds, updated_at: cx.now }
  })
}
