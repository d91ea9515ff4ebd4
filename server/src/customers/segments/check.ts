import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { failAt } from '../../platform/problem.ts'
import { RULE_KINDS, type Rule } from './contract.ts'

const ajv = new Ajv({ strict: false, allowUnionTypes: true })
;(addFormats as unknown as (ajv: Ajv) => void)(ajv)
const validators = new Map(Object.entries(RULE_KINDS).map(([kind, schema]) => [kind, ajv.compile(schema as object)]))

const MAX_DEPTH = 10
const MAX_PARTS = 200
const NEEDS_NO_VALUE = new Set(['exists', 'not_exists'])

/** Refuses a rule that is not one, naming the place as a JSON pointer below `pointer`. */
export function checkRule(rule: unknown, pointer = '/rule'): Rule {
  let parts = 0
  const walk = (node: unknown, at: string, depth: number): void => {
    parts += 1
    if (depth > MAX_DEPTH) failAt(at, 'rule_too_deep', `Rules can be nested ${MAX_DEPTH} deep.`)
    if (parts > MAX_PARTS) failAt(at, 'rule_too_long', `A rule can have ${MAX_PARTS} parts.`, 'Split it into segments and combine those.')
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return failAt(at, 'rule_invalid', 'A rule is an object.')
    const kinds = Object.keys(node).filter((key) => validators.has(key))
    const kind = kinds[0]
    if (kind === undefined || kinds.length > 1) return failAt(at, 'rule_kind', `A rule has exactly one of ${[...validators.keys()].join(', ')}.`)
    const validate = validators.get(kind)!
    if (!validate(node)) {
      const error = validate.errors![0]!
      return failAt(at + error.instancePath, 'rule_invalid', `"${kind}": ${error.message}${error.keyword === 'enum' ? ` (${(error.params as { allowedValues: string[] }).allowedValues.join(', ')})` : ''}.`)
    }
    const checked = node as { all?: unknown[]; any?: unknown[]; not?: unknown; op?: string; value?: unknown }
    if (checked.op && !NEEDS_NO_VALUE.has(checked.op) && checked.value === undefined) failAt(`${at}/value`, 'value_missing', `"${checked.op}" needs a value to compare with.`)
    if (checked.op === 'in' && !Array.isArray(checked.value)) failAt(`${at}/value`, 'value_not_list', '"in" takes a list of values.')
    for (const list of ['all', 'any'] as const) checked[list]?.forEach((child, index) => walk(child, `${at}/${list}/${index}`, depth + 1))
    if (checked.not) walk(checked.not, `${at}/not`, depth + 1)
  }
  walk(rule, pointer, 0)
  return rule as Rule
}
