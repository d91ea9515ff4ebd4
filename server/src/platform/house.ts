import type { Blobs } from './blobs.ts'
import type { Config } from './config.ts'
import type { Database, Tx } from './database/index.ts'
import type { Secrets } from './secrets.ts'
import type { Logger, Metrics } from './telemetry.ts'

/** Something that happened to a person, as the event log takes it. */
export type NewEvent = {
  contact_id: string | null
  type: string
  at: Date
  source: string
  origin: 'live' | 'sandbox' | 'demo'
  properties: Record<string, unknown>
}

/** A subscriber inside the writing transaction, for what must not be late: opt-out, erasure, merge. app.ts lists them. */
export type InsideSubscriber = { types: readonly string[]; run(house: House, tx: Tx, workspace_id: string, events: NewEvent[]): Promise<void> }

/** What every part of one process stands on. `clock` is business time; leases and timeouts use real time. */
export type House = {
  config: Config
  db: Database
  secrets: Secrets
  log: Logger
  metrics: Metrics
  blobs: Blobs
  clock: () => Date
  inside: readonly InsideSubscriber[]
}
