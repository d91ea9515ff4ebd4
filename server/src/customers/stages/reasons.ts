import type { Tx } from '../../platform/database/index.ts'
import { explainParts, partsOf, type CompileContext, type Figures, type Rule } from '../segments/index.ts'

export type Reason = { rule: Rule; holds: boolean; found: Figures | null }

/** So many conditions are told, and each as long as it may be: a reason is a sentence, and stands in every event. */
const MOST = 5
const LONGEST = 500

/** The conditions of a rule without the groups around them; a negation turns the sense of what stands in it. */
const leavesOf = (rule: Rule) => partsOf(rule).filter(({ rule: part }) => !('all' in part || 'any' in part || 'not' in part)).map((part) => ({ ...part, negated: part.pointer.split('/').filter((step) => step === 'not').length % 2 === 1 }))

/** For each of some people the conditions that speak for a rule, or against it, with what is known of them. */
export async function reasonsOf(tx: Tx, cx: CompileContext, rule: Rule, people: readonly string[], inside: boolean): Promise<Map<string, Reason[]>> {
  const leaves = leavesOf(rule).filter(({ rule: leaf }) => JSON.stringify(leaf).length <= LONGEST)
  if (leaves.length === 0) return new Map()
  const told = await explainParts(tx, cx, people, leaves)
  return new Map([...told].map(([id, parts]) => [id, leaves.flatMap((leaf, index): Reason[] => {
    const { holds, found } = parts[index]!
    return (holds !== leaf.negated) === inside ? [{ rule: leaf.rule, holds, found }] : []
  }).slice(0, MOST)]))
}
