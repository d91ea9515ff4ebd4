import { sql, type RawBuilder } from 'kysely'
import { contactPrint, orderPrint, productPrint } from '../../../customers/index.ts'
import { pgArray, type SystemTx, type Tx } from '../../../platform/database/index.ts'

export type TraceKind = 'mark' | 'event' | 'order' | 'product' | 'basket' | 'contact'
/** In which order an import is taken back: what happened, then what followed from it, then whom it happened to. */
const PHASE: Readonly<Record<TraceKind, number>> = { mark: 1, event: 1, order: 2, product: 3, basket: 3, contact: 4 }
export type Trace = { kind: TraceKind; ref: string; contact_id: string | null; created: boolean; was: Record<string, unknown> | null; became: Record<string, unknown> | null; print: string | null }

/** Rows that this transaction wrote, of a table under the name `t`. */
const writtenNow = (t: string) => sql`${sql.ref(`${t}.xmin`)} = pg_current_xact_id()::xid`
const key = (workspace_id: string, import_id: string, kind: TraceKind) => sql`${workspace_id}, ${import_id}, ${sql.lit(PHASE[kind])}, ${sql.lit(kind)}`
const COLUMNS = sql`(workspace_id, import_id, phase, kind, ref, contact_id, created, was, print)`

/** The events that an import told in this transaction. */
export async function traceEvents(tx: SystemTx, workspace_id: string, import_id: string, source: string, received_at: Date): Promise<void> {
  await sql`insert into import_trace ${COLUMNS}
    select ${key(workspace_id, import_id, 'event')}, e.tx::text || ':' || e.id::text, e.contact_id, true, null, null from event e
    where e.workspace_id = ${workspace_id} and e.received_at = ${received_at} and e.tx = pg_current_xact_id() and e.source = ${source} and e.type not like 'consent.%'`.execute(tx)
}

export async function traceMarks(tx: SystemTx, workspace_id: string, import_id: string, marks: { key: string; contact_id: string }[]): Promise<void> {
  if (marks.length === 0) return
  await sql`insert into import_trace ${COLUMNS} select ${key(workspace_id, import_id, 'mark')}, r.ref, r.contact_id, true, null, null
    from unnest(${pgArray(marks.map((mark) => mark.key))}::text[], ${pgArray(marks.map((mark) => mark.contact_id))}::text[]) as r (ref, contact_id) on conflict do nothing`.execute(tx)
}

/** Later batches keep what was noted first, but for how the row was left. */
const onAgain = sql`on conflict (workspace_id, import_id, phase, kind, ref) do update set print = excluded.print`

type Before = ReadonlyMap<string, object>
const beforeColumns = (ids: readonly string[], before: Before): RawBuilder<unknown> =>
  sql`unnest(${pgArray([...ids])}::text[], ${pgArray(ids.map((id) => (before.has(id) ? JSON.stringify(before.get(id)) : null)))}::text[]) as r (external_id, was)`

export async function traceOrders(tx: SystemTx, workspace_id: string, import_id: string, external_ids: readonly string[], before: Before): Promise<void> {
  const ids = [...new Set(external_ids)]
  if (ids.length === 0) return
  await sql`insert into import_trace ${COLUMNS} select ${key(workspace_id, import_id, 'order')}, o.external_id, o.contact_id, r.was is null, r.was::jsonb, ${orderPrint('o')}
    from ${beforeColumns(ids, before)} join purchase o on o.workspace_id = ${workspace_id} and o.external_id = r.external_id and ${writtenNow('o')} ${onAgain}`.execute(tx)
}

export async function traceProducts(tx: SystemTx, workspace_id: string, import_id: string, external_ids: readonly string[], before: Before, onlyNew = false): Promise<void> {
  const ids = [...new Set(external_ids)]
  if (ids.length === 0) return
  await sql`insert into import_trace ${COLUMNS} select ${key(workspace_id, import_id, 'product')}, p.external_id, null, r.was is null, r.was::jsonb, ${productPrint('p')}
    from ${beforeColumns(ids, before)} join product p on p.workspace_id = ${workspace_id} and p.external_id = r.external_id and ${writtenNow('p')} ${onlyNew ? sql`and p.source = 'event'` : sql``} ${onAgain}`.execute(tx)
}

/** Notes the baskets of before that this transaction emptied. */
export async function traceBaskets(tx: SystemTx, workspace_id: string, import_id: string, before: Before): Promise<void> {
  if (before.size === 0) return
  await sql`insert into import_trace ${COLUMNS} select ${key(workspace_id, import_id, 'basket')}, r.external_id, r.external_id, false, r.was::jsonb, null
    from ${beforeColumns([...before.keys()], before)} where not exists (select from cart b where b.workspace_id = ${workspace_id} and b.contact_id = r.external_id) on conflict do nothing`.execute(tx)
}

/** Notes the contacts that this transaction made, which `here` has none of, and how it left those that an earlier batch made. */
export async function traceNewContacts(tx: SystemTx, workspace_id: string, import_id: string, members: readonly string[], here: ReadonlySet<string>, now: Date): Promise<void> {
  if (members.length === 0) return
  const strangers = members.filter((id) => !here.has(id))
  const { rows } = await sql<{ ref: string }>`insert into import_trace ${COLUMNS} select ${key(workspace_id, import_id, 'contact')}, c.id, c.id, true, null, ${contactPrint('c')}
    from contact c where c.workspace_id = ${workspace_id} and c.id = any (${pgArray(strangers)}::text[]) and c.created_at = ${now} and ${writtenNow('c')} ${onAgain} returning ref`.execute(tx)
  const made = new Set(rows.map((row) => row.ref))
  const others = members.filter((id) => !made.has(id))
  if (others.length === 0) return
  await sql`update import_trace t set print = ${contactPrint('c')} from contact c
    where t.workspace_id = ${workspace_id} and t.import_id = ${import_id} and t.phase = ${sql.lit(PHASE.contact)} and t.kind = 'contact' and t.ref = any (${pgArray(others)}::text[]) and t.created and c.workspace_id = t.workspace_id and c.id = t.ref`.execute(tx)
}

/** Notes what was changed of contacts that were here before: of each value what first stood there, and what the import left. */
export async function traceChanges(tx: SystemTx, workspace_id: string, import_id: string, rows: { contact_id: string; was: object; became: object }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into import_trace as t (workspace_id, import_id, phase, kind, ref, contact_id, created, was, became)
    select ${key(workspace_id, import_id, 'contact')}, r.id, r.id, false, r.was::jsonb, r.became::jsonb
    from unnest(${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => JSON.stringify(r.was)))}::text[], ${pgArray(rows.map((r) => JSON.stringify(r.became)))}::text[]) as r (id, was, became)
    on conflict (workspace_id, import_id, phase, kind, ref) do update set was = excluded.was || t.was, became = t.became || excluded.became where not t.created`.execute(tx)
}

/** The next rows to take back, all of one kind, or those behind `after` to look at. */
export async function nextTraces(tx: Tx, workspace_id: string, import_id: string, limit: number): Promise<Trace[]> {
  const { rows } = await sql<Trace>`
    with head as (select phase, kind from import_trace where workspace_id = ${workspace_id} and import_id = ${import_id} and kept is null order by phase, kind limit 1)
    select t.kind, t.ref, t.contact_id, t.created, t.was, t.became, t.print from head h join import_trace t on t.workspace_id = ${workspace_id} and t.import_id = ${import_id} and t.phase = h.phase and t.kind = h.kind and t.kept is null
    order by t.ref limit ${sql.lit(limit)}`.execute(tx)
  return rows
}

export async function tracesOf(tx: Tx, workspace_id: string, import_id: string, kind: TraceKind, limit: number): Promise<Trace[]> {
  const { rows } = await sql<Trace>`select kind, ref, contact_id, created, was, became, print from import_trace
    where workspace_id = ${workspace_id} and import_id = ${import_id} and phase = ${PHASE[kind]} and kind = ${kind} and kept is null order by ref limit ${sql.lit(limit)}`.execute(tx)
  return rows
}

export async function countTraces(tx: Tx, workspace_id: string, import_id: string): Promise<Map<TraceKind, number>> {
  const { rows } = await sql<{ kind: TraceKind; n: number }>`select kind, count(*)::int as n from import_trace where workspace_id = ${workspace_id} and import_id = ${import_id} and kept is null group by kind`.execute(tx)
  return new Map(rows.map((row) => [row.kind, row.n]))
}

/** Closes rows that are taken back; those that stay keep only why. */
export async function closeTraces(tx: SystemTx, workspace_id: string, import_id: string, kind: TraceKind, done: readonly string[], kept: ReadonlyMap<string, string>): Promise<void> {
  const which = sql`workspace_id = ${workspace_id} and import_id = ${import_id} and phase = ${PHASE[kind]} and kind = ${kind}`
  await sql`delete from import_trace where ${which} and ref = any (${pgArray([...done])}::text[])`.execute(tx)
  if (kept.size === 0) return
  await sql`update import_trace t set kept = r.why, was = null, became = null, print = null from unnest(${pgArray([...kept.keys()])}::text[], ${pgArray([...kept.values()])}::text[]) as r (ref, why) where ${which} and t.ref = r.ref`.execute(tx)
}

/** An order that the import made and that will be gone: one that somebody changed since stays, and is a reason like any other. */
const goes = (t: string, o: string) => sql`${sql.ref(`${t}.kept`)} is null and ${sql.ref(`${t}.created`)} and ${sql.ref(`${t}.print`)} = ${orderPrint(o)}`

/**
 * Why contacts that an import made stay: what they have done since, or what others have done with them. What the import itself
 * told of them, and has not been taken back yet, is no reason. The first reason that holds.
 */
export async function whyContactsStay(tx: Tx, workspace_id: string, import_id: string, rows: readonly Pick<Trace, 'ref' | 'print'>[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  // Without the offset PostgreSQL joins all traces of the import for each contact: 2 s for a thousand.
  const own = (kind: TraceKind, ref: RawBuilder<unknown>, still = sql`t.kept is null and t.created`) => sql`exists (select from import_trace t where t.workspace_id = c.workspace_id and t.import_id = ${import_id} and t.phase = ${sql.lit(PHASE[kind])} and t.kind = ${sql.lit(kind)} and t.ref = ${ref} and ${still} offset 0)`
  const event = (what: RawBuilder<unknown>) => sql`exists (select from event e where e.workspace_id = c.workspace_id and e.contact_id = c.id and ${what} and not ${own('event', sql`e.tx::text || ':' || e.id::text`)})`
  const { rows: found } = await sql<{ ref: string; why: string | null }>`
    select c.id as ref, case
      when exists (select from purchase o where o.workspace_id = c.workspace_id and o.contact_id = c.id and not ${own('order', sql`o.external_id`, goes('t', 'o'))}) then 'bought'
      when ${event(sql`e.type = 'message.replied'`)} then 'replied'
      when exists (select from message m where m.workspace_id = c.workspace_id and m.contact_id = c.id) then 'messaged'
      when exists (select from consent_entry e where e.workspace_id = c.workspace_id and e.contact_id = c.id and e.proof ->> 'import_id' is distinct from ${import_id}) then 'consented'
      when ${event(sql`e.type !~ '^(consent|segment|stage|score|task)[.]'`)} then 'active'
      -- A task that only a rule has touched says no more than the stage that made it.
      when exists (select from task k where k.workspace_id = c.workspace_id and k.contact_id = c.id and (k.rule_id is null or k.state <> 'open')) then 'active'
      when exists (select from import_contact i where i.workspace_id = c.workspace_id and i.contact_id = c.id and i.import_id <> ${import_id}) then 'imported'
      when r.print is distinct from ${contactPrint('c')} or exists (select from contact_preference f where f.workspace_id = c.workspace_id and f.contact_id = c.id)
        or exists (select from stage_held h where h.workspace_id = c.workspace_id and h.contact_id = c.id) then 'changed' end as why
    from unnest(${pgArray(rows.map((row) => row.ref))}::text[], ${pgArray(rows.map((row) => row.print))}::text[]) as r (id, print) join contact c on c.workspace_id = ${workspace_id} and c.id = r.id`.execute(tx)
  return new Map(found.flatMap((row) => (row.why ? [[row.ref, row.why]] : [])))
}

export type Kept = { kind: TraceKind; ref: string; contact_id: string | null; name: string | null; reason: string }

/** The next of an import's people; taking back goes through them by taking them out. */
export async function nextMembers(tx: Tx, workspace_id: string, import_id: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ contact_id: string }>`select contact_id from import_contact where workspace_id = ${workspace_id} and import_id = ${import_id} order by contact_id limit ${sql.lit(limit)}`.execute(tx)
  return rows.map((row) => row.contact_id)
}

export async function removeMembers(tx: SystemTx, workspace_id: string, import_id: string, contact_ids: readonly string[]): Promise<void> {
  await sql`delete from import_contact where workspace_id = ${workspace_id} and import_id = ${import_id} and contact_id = any (${pgArray([...contact_ids])}::text[])`.execute(tx)
}

export async function countMembers(tx: Tx, workspace_id: string, import_id: string): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n from import_contact where workspace_id = ${workspace_id} and import_id = ${import_id}`.execute(tx)
  return row!.n
}

/** How many entries of the import are what holds, among its first people. */
export async function countConsents(tx: Tx, workspace_id: string, import_id: string, limit: number): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`
    select count(*)::int as n from (select contact_id from import_contact where workspace_id = ${workspace_id} and import_id = ${import_id} order by contact_id limit ${sql.lit(limit)}) m
    join consent_state s on s.workspace_id = ${workspace_id} and s.contact_id = m.contact_id join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id and e.proof ->> 'import_id' = ${import_id}`.execute(tx)
  return row!.n
}

/** Why baskets stay empty: another was begun meanwhile, or an order that is not taken back would have emptied them as well. */
export async function whyBasketsStay(tx: Tx, workspace_id: string, import_id: string, rows: readonly Trace[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const own = sql`exists (select from import_trace t where t.workspace_id = o.workspace_id and t.import_id = ${import_id} and t.phase = ${sql.lit(PHASE.order)} and t.kind = 'order' and t.ref = o.external_id and ${goes('t', 'o')})`
  const { rows: found } = await sql<{ ref: string; why: string | null }>`
    select c.id as ref, case
      when exists (select from cart b where b.workspace_id = c.workspace_id and b.contact_id = c.id) then 'changed'
      when exists (select from contact s join purchase o on o.workspace_id = s.workspace_id and o.contact_id = s.id where s.workspace_id = c.workspace_id and s.person_id = c.person_id and o.at >= r.updated_at and not ${own}) then 'bought' end as why
    from unnest(${pgArray(rows.map((row) => row.ref))}::text[], ${pgArray(rows.map((row) => String(row.was?.updated_at)))}::timestamptz[]) as r (id, updated_at) join contact c on c.workspace_id = ${workspace_id} and c.id = r.id`.execute(tx)
  return new Map(found.flatMap((row) => (row.why ? [[row.ref, row.why]] : [])))
}
