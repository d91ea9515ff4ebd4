import { sql, type RawBuilder } from 'kysely'
import { decodeCursor, read, toForwardPage, type Cx } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { shownName } from '../shown-name.ts'

type EventQuery = { limit?: number; after?: string; type?: string; contact_id?: string; source?: string; reported?: boolean }
type Row = { id: string; tx: string; contact_id: string | null; contact_name: string | null; anonymous: boolean; type: string; at: Date; received_at: Date; source: string; origin: string; properties: Record<string, unknown> }

/** A filter looks through so many arrivals for one page; what lies further back comes with the next page. */
const LOOKED_THROUGH = 20_000

const COLUMNS = sql`e.id::text as id, e.tx::text as tx, e.contact_id, e.type, e.at, e.received_at, e.source, e.origin, e.properties`

const filterOf = ({ type, source, reported }: EventQuery): RawBuilder<unknown> => sql`
  ${type === undefined ? sql`` : sql`and e.type = ${type}`} ${source === undefined ? sql`` : sql`and e.source = ${source}`} ${reported ? sql`and e.type !~ '^(message|consent|campaign)[.]'` : sql``}`

/** Whose each is, in words: the person's own name, else an address. */
const named = (events: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql<Row>`
  select e.*, coalesce(p.anonymous, false) as anonymous,
    ${shownName('p')} as contact_name
  from (${events}) e left join contact c on c.id = e.contact_id left join contact p on p.workspace_id = c.workspace_id and p.id = c.person_id order by ${order}`

/** The log's own position stays inside. */
const shown = (row: Row) => ({ ...row, tx: undefined })

/** What happened to one contact, by its time. */
async function ofContact(tx: Tx, query: EventQuery) {
  const after = decodeCursor(query.after, 2)
  const { rows } = await named(sql`
    select ${COLUMNS} from event e where e.contact_id = ${query.contact_id} ${filterOf(query)} ${after ? sql`and (e.at, e.id) < (${String(after[0])}::timestamptz, ${Number(after[1])})` : sql``}
    order by e.at desc, e.id desc limit ${sql.lit((query.limit ?? 50) + 1)}`, sql`e.at desc, e.id::bigint desc`).execute(tx)
  return toForwardPage(rows.map(shown), query, (row) => [row.at.toISOString(), row.id])
}

/**
 * What arrived, in the log's own order and by its index, so that watching costs the same however long the log is. A filter
 * that nothing fits would read all of it: so a page looks through a stretch, and a short page may have a next one.
 */
async function byArrival(tx: Tx, query: EventQuery) {
  const after = decodeCursor(query.after, 2)
  const stretch = sql`select e.* from event e where true ${after ? sql`and (e.tx, e.id) < (${String(after[0])}::xid8, ${String(after[1])}::bigint)` : sql``} order by e.tx desc, e.id desc limit ${sql.lit(LOOKED_THROUGH)}`
  const limit = query.limit ?? 50
  const { rows } = await named(sql`select ${COLUMNS} from (${stretch}) e where true ${filterOf(query)} order by e.tx desc, e.id desc limit ${sql.lit(limit + 1)}`, sql`e.tx::xid8 desc, e.id::bigint desc`).execute(tx)
  const page = toForwardPage(rows, query, (row) => [row.tx, row.id])
  const data = page.data.map(shown)
  if (page.page_info.after) return { ...page, data }
  const { rows: [last] } = await sql<{ tx: string; id: string; n: number }>`with s as (select e.tx, e.id from (${stretch}) e) select s.tx::text as tx, s.id::text as id, (select count(*)::int from s) as n from s order by s.tx, s.id limit 1`.execute(tx)
  const further = last && last.n === LOOKED_THROUGH ? toForwardPage([last, last], { limit: 1 }, (row) => [row.tx, row.id]).page_info.after : null
  return { data, page_info: { ...page.page_info, after: further } }
}

/** What is on the log, newest first. */
export function listEvents(cx: Cx, query: EventQuery) {
  return read(cx, 'contacts:read', (tx): Promise<{ data: ReturnType<typeof shown>[]; page_info: ReturnType<typeof toForwardPage>['page_info'] }> => (query.contact_id === undefined ? byArrival(tx, query) : ofContact(tx, query)))
}
