import { sql } from 'kysely'
import { decodeCursor, mutateAsSystem, read, toPage, type Cx } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { checkRule, matching, sinceOf } from '../segments/index.ts'
import { kindOf } from './compute.ts'
import { OF_PROPERTY, type ComputedRule, type ComputedTraitQueryInput } from './contract.ts'
import { beginAnew } from './follow.ts'

const COLUMNS = sql`c.trait_id as id, t.name, t.type as kind, c.rule, c.state, c.looked_at, c.people, c.refreshed_at, c.created_at, c.updated_at`
const FROM = sql`computed_trait c join trait t on t.workspace_id = c.workspace_id and t.id = c.trait_id`

/** A workspace's computed traits; each costs a little with every event of its kind. */
const MOST = 100

/** Refuses what cannot be computed, and leaves out what a function does not look at. */
function checked({ property, ...rule }: ComputedRule, now: Date): ComputedRule {
  checkRule({ event: { type: rule.type, did: true, ...(rule.where ? { where: rule.where } : {}) } })
  matching(rule, sinceOf(rule, now), now)
  if (!OF_PROPERTY.includes(rule.fn)) return rule
  return { ...rule, property: property ?? failAt('/rule/property', 'missing', `"${rule.fn}" needs the property of the event that it looks at.`) }
}

async function one(tx: Tx, workspace_id: string, id: string) {
  const { rows } = await sql<{ name: string }>`select ${COLUMNS} from ${FROM} where c.workspace_id = ${workspace_id} and c.trait_id = ${id}`.execute(tx)
  return rows[0] ?? notFound('trait')
}

export function listComputedTraits(cx: Cx, query: ComputedTraitQueryInput) {
  return read(cx, 'contacts:read', async (tx) => {
    const [after, before] = [decodeCursor(query.after, 1), decodeCursor(query.before, 1)]
    const { rows } = await sql<{ name: string }>`select ${COLUMNS} from ${FROM} where c.workspace_id = ${cx.workspace.id} ${after ? sql`and t.name > ${String(after[0])}` : before ? sql`and t.name < ${String(before[0])}` : sql``}
      order by t.name ${before ? sql`desc` : sql`asc`} limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
    return toPage(rows, query, (row) => [row.name])
  })
}

export function getComputedTrait(cx: Cx, id: string) {
  return read(cx, 'contacts:read', (tx) => one(tx, cx.workspace.id, id))
}

export function createComputedTrait(cx: Cx, input: { name: string; rule: ComputedRule }) {
  const rule = checked(input.rule, cx.now)
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const workspace_id = cx.workspace.id
    const { rows: [count] } = await sql<{ n: number }>`select count(*)::int as n from computed_trait where workspace_id = ${workspace_id}`.execute(tx)
    if (count!.n >= MOST) conflict('too_many_traits', `There are ${MOST} computed traits already.`, { hint: 'Remove one that no segment uses.' })
    const id = newId('trt')
    const { numAffectedRows } = await sql`insert into trait (workspace_id, id, name, type, computed, created_at) values (${workspace_id}, ${id}, ${input.name}, ${kindOf(rule.fn)}, true, ${cx.now}) on conflict (workspace_id, name) do nothing`.execute(tx)
    if (numAffectedRows === 0n) conflict('trait_exists', 'There is a trait of this name already.', { pointer: '/name', hint: 'Give it another name.' })
    await sql`insert into computed_trait (workspace_id, trait_id, rule, state, created_at, updated_at) values (${workspace_id}, ${id}, ${JSON.stringify(rule)}::jsonb, 'computing', ${cx.now}, ${cx.now})`.execute(tx)
    await beginAnew(tx, workspace_id, id)
    audit('trait', id, { name: input.name, rule })
    return one(tx, workspace_id, id)
  })
}

export function changeComputedTrait(cx: Cx, id: string, input: { rule: ComputedRule }) {
  const rule = checked(input.rule, cx.now)
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const workspace_id = cx.workspace.id
    const { name } = await one(tx, workspace_id, id)
    await sql`update trait set type = ${kindOf(rule.fn)} where workspace_id = ${workspace_id} and id = ${id}`.execute(tx)
    await sql`update computed_trait set rule = ${JSON.stringify(rule)}::jsonb, updated_at = ${cx.now} where workspace_id = ${workspace_id} and trait_id = ${id}`.execute(tx)
    await beginAnew(tx, workspace_id, id)
    audit('trait', id, { name, rule })
    return one(tx, workspace_id, id)
  })
}

/** The segments whose rule names a trait. */
async function usersOf(tx: SystemTx, workspace_id: string, name: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from segment where workspace_id = ${workspace_id} and archived_at is null and jsonb_path_exists(rule, '$.**.trait ? (@ == $name)', jsonb_build_object('name', ${name}::text)) order by name limit 5`.execute(tx)
  return rows.map((row) => row.name)
}

export function removeComputedTrait(cx: Cx, id: string): Promise<null> {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const { name } = await one(tx, cx.workspace.id, id)
    const users = await usersOf(tx, cx.workspace.id, name)
    if (users.length > 0) conflict('trait_in_use', `Segments use "${name}": ${users.join(', ')}.`, { hint: 'Change or archive them first.' })
    await sql`delete from trait where workspace_id = ${cx.workspace.id} and id = ${id}`.execute(tx)
    audit('trait', id, { name })
    return null
  })
}
