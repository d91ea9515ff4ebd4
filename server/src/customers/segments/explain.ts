import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { compileRule, type CompileContext } from './compile.ts'
import type { Rule } from './contract.ts'
import { figureOf } from './figures.ts'

export type Part = { pointer: string; rule: Rule }
export type Figures = Record<string, unknown> & { at?: string | Date | null }

export function partsOf(rule: Rule, pointer = '/rule'): Part[] {
  const children = 'all' in rule ? rule.all.map((child, index) => [`${pointer}/all/${index}`, child] as const)
    : 'any' in rule ? rule.any.map((child, index) => [`${pointer}/any/${index}`, child] as const)
      : 'not' in rule ? [[`${pointer}/not`, rule.not] as const] : []
  return [{ pointer, rule }, ...children.flatMap(([at, child]) => partsOf(child, at))]
}

/** A time inside JSON is PostgreSQL's text of it. */
const asTimes = (found: Figures | null | undefined) => (found?.at ? { ...found, at: new Date(found.at) } : (found ?? null))

/** For each of some people, by the id of their first contact: whether each part holds, and what is known to compare with it. One query. */
export async function explainParts(tx: Tx, cx: CompileContext, people: readonly string[], parts: readonly Part[]): Promise<Map<string, { holds: boolean; found: Figures | null }[]>> {
  const conditions = parts.map((part) => sql`coalesce(${compileRule(part.rule, cx)}, false)`)
  const figures = parts.map((part) => figureOf(part.rule, cx) ?? sql`null::jsonb`)
  const { rows } = await sql<{ id: string; holds: boolean[]; figures: (Figures | null)[] }>`select c.id, array[${sql.join(conditions)}] as holds, jsonb_build_array(${sql.join(figures)}) as figures
    from contact c where c.workspace_id = ${cx.workspace_id} and c.id = any (${pgArray(people)}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, parts.map((_, index) => ({ holds: row.holds[index]!, found: asTimes(row.figures[index]) }))]))
}
