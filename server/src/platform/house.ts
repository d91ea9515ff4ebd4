import type { Blobs } from './blobs.ts'
import type { Config } from './config.ts'
import type { Database } from './database/index.ts'
import type { Secrets } from './secrets.ts'
import type { Logger, Metrics } from './telemetry.ts'

/** What every part of one process stands on. `clock` is business time; leases and timeouts use real time. */
export type House = {
  config: Config
  db: Database
  secrets: Secrets
  log: Logger
  metrics: Metrics
  blobs: Blobs
  clock: () => Date
}
