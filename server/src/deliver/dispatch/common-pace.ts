import { sql } from 'kysely'
import type { Database } from '../../platform/database/index.ts'
import type { Share } from '../messages/index.ts'

export type Leave = { granted: number; /** how long the connection rests, as any of its shares has said */ rest_ms: number; failing: boolean }

/**
 * What the shares of a connection have in common: its rate, asked for before each claim, and its rests. Divided beforehand, a
 * share with nothing to send would keep its part of the rate, and a rate below one a second could not be divided at all.
 */
export class CommonPace {
  private readonly db: Database
  private readonly connection: { workspace_id: string; id: string }
  private readonly share: Share
  private readonly per_second: number | undefined

  constructor(db: Database, connection: { workspace_id: string; id: string }, share: Share, per_second: number | undefined) {
    this.db = db
    this.connection = connection
    this.share = share
    this.per_second = per_second
  }

  /** How many of these the connection may hand over now. Nobody is given more than a share of what is left: whoever asks a moment later finds some too. */
  async ask(wanted: number): Promise<Leave> {
    const { rows } = await (this.per_second === undefined ? this.look(wanted) : this.take(wanted, this.per_second)).execute(this.db.system)
    return rows[0] ?? { granted: wanted, rest_ms: 0, failing: false }
  }

  private look(wanted: number) {
    return sql<Leave>`
      select case when rests_until > clock_timestamp() then 0 else ${wanted}::int end as granted, ${REST_MS}, failing from connection_pace where workspace_id = ${this.connection.workspace_id} and connection_id = ${this.connection.id}`
  }

  /** As a bucket of one second, or of one hand-over where that takes longer. Of the last few nobody takes twice without having let others ask between. */
  private take(wanted: number, per_second: number) {
    const { nth, of } = this.share
    return sql<Leave>`
      insert into connection_pace as p (workspace_id, connection_id, spent_until, granted, granted_to, rests_until) values (${this.connection.workspace_id}, ${this.connection.id}, clock_timestamp(), 0, ${nth}, 'epoch')
      on conflict (workspace_id, connection_id) do update set (granted, granted_to, spent_until) = (
        select g.n, case when g.n > 0 then excluded.granted_to else p.granted_to end, s.since + make_interval(secs => g.n / ${per_second}::float8)
        from (select greatest(p.spent_until, excluded.spent_until - make_interval(secs => ${Math.max(1, 1 / per_second)})) as since) s
        cross join lateral (select floor(extract(epoch from excluded.spent_until - s.since)::float8 * ${per_second}::float8 + 1e-6)::int as n) l
        cross join lateral (select case when l.n <= 0 or p.rests_until > excluded.spent_until or (l.n < ${sql.lit(of)} and p.granted_to = excluded.granted_to and random() < 0.5) then 0 else least(${wanted}::int, ceil(l.n / ${sql.lit(of)}::float8)::int) end as n) g)
      returning granted, ${REST_MS}, failing`
  }

  /** Leave that was asked for and not used: it is another's. */
  async giveBack(count: number): Promise<void> {
    if (this.per_second === undefined || count <= 0) return
    await sql`update connection_pace set spent_until = spent_until - make_interval(secs => ${count / this.per_second}) where workspace_id = ${this.connection.workspace_id} and connection_id = ${this.connection.id}`.execute(this.db.system)
  }

  /** Tells the other shares that the connection rests for so long. */
  async rest(ms: number, failing: boolean): Promise<void> {
    await sql`
      insert into connection_pace as p (workspace_id, connection_id, spent_until, granted, granted_to, rests_until, failing) values (${this.connection.workspace_id}, ${this.connection.id}, clock_timestamp(), 0, ${this.share.nth}, clock_timestamp() + make_interval(secs => ${ms / 1000}), ${failing})
      on conflict (workspace_id, connection_id) do update set rests_until = excluded.rests_until, failing = excluded.failing where p.rests_until < excluded.rests_until`.execute(this.db.system)
  }
}

const REST_MS = sql.raw('greatest(0, extract(epoch from rests_until - clock_timestamp()) * 1000)::float8 as rest_ms')
