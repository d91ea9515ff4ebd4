import { sql, type RawBuilder } from 'kysely'
import { consentedPeople } from '../consent/index.ts'
import { rowsByPerson } from './by-person.ts'
import type { CompileContext } from './compile.ts'
import type { Rule } from './contract.ts'
import { hasOf, type Has } from './has.ts'
import { isChat, openChats } from './unfinished.ts'

/** Ids of contacts, some of them more than once, or with `none` everybody but these. */
type Set = { ids: RawBuilder<unknown>; none: boolean }

/** Who has such a row: the contacts, and the first contacts of the people whom these were joined to. */
function whoHas(workspace_id: string, { table, where, own_origin }: Has): RawBuilder<unknown> {
  const originOf = (person: RawBuilder<unknown>) => sql`(select p.origin from contact p where p.workspace_id = ${workspace_id} and p.id = ${person})`
  return rowsByPerson(sql`${workspace_id}`, table, (person) => (own_origin ? sql`${where} and (t.origin = 'live' or t.origin = ${originOf(person)})` : where))
}

const idsOf = ({ ids }: Set) => sql`select id from (${ids}) u`
const anyOf = (sets: readonly Set[]) => sql.join(sets.map(idsOf), sql` union all `)

/** What the sets share. Without one that says who is in, it is everybody but all of them. */
function allOf(parts: readonly Set[]): Set {
  const [inside, outside] = [parts.filter((part) => !part.none), parts.filter((part) => part.none)]
  if (inside.length === 0) return { ids: anyOf(outside), none: true }
  return { ids: sql.join([sql.join(inside.map(idsOf), sql` intersect `), ...outside.map(idsOf)], sql` except `), none: false }
}

/**
 * The people whom a rule finds as a set, for rules that are made of rows alone: none of them has to be looked at. Undefined for a rule
 * that asks something of a person's own row, or sums over their rows. What is joined to others goes by the first contact of each person, so
 * sets may be cut and joined by it; ids of others and of who is put away are among them until `whoCounts` leaves them out.
 */
export function setOf(rule: Rule, cx: CompileContext, path: readonly string[] = []): Set | undefined {
  if ('segment' in rule) {
    const inner = path.includes(rule.segment) ? undefined : cx.segments.get(rule.segment)
    return inner && setOf(inner, cx, [...path, rule.segment])
  }
  if ('not' in rule) {
    const inner = setOf(rule.not, cx, path)
    return inner && { ...inner, none: !inner.none }
  }
  if ('all' in rule || 'any' in rule) {
    const parts = ('all' in rule ? rule.all : rule.any).map((part) => setOf(part, cx, path))
    if (parts.length === 0 || !parts.every((part) => part !== undefined)) return undefined
    if ('all' in rule) return allOf(parts)
    return parts.some((part) => part.none) ? undefined : { ids: anyOf(parts), none: false }
  }
  if ('consent' in rule) return { ids: sql`select x.id from (${consentedPeople(sql`${cx.workspace_id}`, sql`${rule.consent}`, sql`${rule.topic_id ?? '*'}`)}) x`, none: !rule.holds }
  if ('unfinished' in rule && isChat(rule.unfinished)) return { ids: openChats(rule.unfinished, cx), none: !rule.unfinished.has }
  const has = hasOf(rule, cx)
  return has && { ids: whoHas(cx.workspace_id, has), none: has.none }
}

/**
 * Of a set, who counts as a person: FROM that yields `c` with id and person_id. Whoever does not is in an index of their own; PostgreSQL
 * cannot guess how small that is, and an EXCEPT puts either in a hash table without a guess, where an anti join looked up 500,000 one by one.
 */
export const whoCounts = (workspace_id: string, ids: RawBuilder<unknown>): RawBuilder<unknown> => sql`from (
  select x.id, x.id as person_id from (
    select id from (${ids}) u except select a.id from contact a where a.workspace_id = ${workspace_id} and (a.id <> a.person_id or a.anonymous or a.archived_at is not null)) x) c`
