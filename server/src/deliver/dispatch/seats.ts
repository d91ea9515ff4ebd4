import { sql, type Selectable } from 'kysely'
import { takeLease, type Database, type DB, type Lease } from '../../platform/database/index.ts'
import { MOST_SHARES } from '../connections/index.ts'
import { shareHolder, shareLease, type Share } from '../messages/index.ts'

/** Whoever has shares of a connection leaves a free one to others for so long, times how many it has. */
const YIELD_MS = 1500
/** Whoever asks says it again as often. */
const ASK_MS = 1000

type Connection = Pick<Selectable<DB['connection']>, 'id' | 'workspace_id' | 'shares'>
type Held = { name: string; holder: string }

const sharesOf = (of: number): Share[] => Array.from({ length: of }, (_, index) => ({ nth: index + 1, of }))
const processOf = (holder: string) => holder.split(' ')[0]!
/** The lease of whoever has too few shares of a connection and asks for one. */
const askLease = (connection_id: string) => `share of ${connection_id}`

/**
 * Takes the lease of a share; undefined while another has it, and while anybody works the connection split otherwise: those who
 * do stop first, or their leases run out. Asked with the connection's row held, so that it is not split anew meanwhile; and
 * with the leases of the other ways locked, since a claim under way is renewing its own.
 */
export function takeShare(db: Database, { workspace_id, id }: Connection, share: Share, holder: string): Promise<Lease | undefined> {
  return db.system.transaction().execute(async (tx) => {
    const { rows: connections } = await sql<{ shares: number }>`select shares from connection where workspace_id = ${workspace_id} and id = ${id} for key share`.execute(tx)
    if (connections[0]?.shares !== share.of) return undefined
    const others = Array.from({ length: MOST_SHARES }, (_, index) => index + 1).filter((of) => of !== share.of).flatMap((of) => sharesOf(of).map((each) => shareLease(id, each)))
    const { rows } = await sql<Held & { live: boolean }>`select name, holder, expires_at > clock_timestamp() as live from lease where name = any (${others}::text[]) and holder <> '' order by name for update`.execute(tx)
    if (rows.some((row) => row.live)) return undefined
    const lease = await takeLease({ system: tx }, shareLease(id, share), shareHolder(holder, share))
    if (!lease || rows.length === 0) return lease
    await sql`update lease set holder = '' where name = any (${rows.map((row) => row.name)}::text[])`.execute(tx)
    return { ...lease, died: true }
  })
}

/** Which shares of connections a process takes and gives, so that with time all processes have about as many of each. */
export class Seats {
  private readonly db: Database
  private readonly holder: string
  /** By lease, since when nobody has had it. */
  private readonly free_since = new Map<string, number>()
  /** By connection, when it was asked for a share of it last. */
  private readonly asked_at = new Map<string, number>()

  constructor(db: Database, holder: string) {
    this.db = db
    this.holder = holder
  }

  /**
   * Of connections with something to do: what to take now, and what to give to somebody who asks and has fewer. `here` tells
   * which shares of a connection this process has or is about to finish with.
   */
  async look<C extends Connection>(connections: readonly C[], here: (connection_id: string) => { mine: Share[]; closing: boolean }): Promise<{ take: { row: C; share: Share }[]; give: string[] }> {
    const known = connections.map((row) => ({ row, shares: sharesOf(row.shares), ...here(row.id) })).filter(({ row, mine, closing }) => !closing && (row.shares > 1 || mine.length === 0))
    if (known.length === 0) return { take: [], give: [] }
    const names = known.flatMap(({ row, shares }) => [...shares.map((share) => shareLease(row.id, share)), ...(row.shares > 1 ? [askLease(row.id)] : [])])
    const { rows } = await sql<Held>`select name, holder from lease where name = any (${names}::text[]) and holder <> '' and expires_at > clock_timestamp()`.execute(this.db.system)
    const held = new Map(rows.map((row) => [row.name, processOf(row.holder)]))
    const take: { row: C; share: Share }[] = []
    const give: string[] = []
    for (const { row, shares, mine } of known) {
      const free = shares.filter((share) => !held.has(shareLease(row.id, share)) && !mine.some(({ nth }) => nth === share.nth))
      const share = this.ripe(row.id, shares, free, mine.length)
      if (share) take.push({ row, share })
      const counts = this.counts(row.id, shares, held)
      if (free.length === 0 && Math.max(0, ...counts.values()) >= mine.length + 2) await this.askFor(row.id)
      const asker = held.get(askLease(row.id))
      if (asker && asker !== this.holder && mine.length >= (counts.get(asker) ?? 0) + 2) give.push(shareLease(row.id, mine.toSorted((a, b) => b.nth - a.nth)[0]!))
    }
    return { take, give }
  }

  /** The first share that nobody has wanted for long enough. */
  private ripe(connection_id: string, shares: Share[], free: Share[], mine: number): Share | undefined {
    const now = performance.now()
    for (const share of shares) {
      const name = shareLease(connection_id, share)
      if (!free.includes(share)) this.free_since.delete(name)
      else if (!this.free_since.has(name)) this.free_since.set(name, now)
    }
    return free.find((share) => now - this.free_since.get(shareLease(connection_id, share))! >= mine * YIELD_MS)
  }

  /** How many shares each of the other processes has. */
  private counts(connection_id: string, shares: Share[], held: ReadonlyMap<string, string>): Map<string, number> {
    const counts = new Map<string, number>()
    for (const share of shares) {
      const process = held.get(shareLease(connection_id, share))
      if (process && process !== this.holder) counts.set(process, (counts.get(process) ?? 0) + 1)
    }
    return counts
  }

  private async askFor(connection_id: string): Promise<void> {
    const now = performance.now()
    if (now - (this.asked_at.get(connection_id) ?? Number.NEGATIVE_INFINITY) < ASK_MS) return
    this.asked_at.set(connection_id, now)
    await takeLease(this.db, askLease(connection_id), this.holder)
  }
}
