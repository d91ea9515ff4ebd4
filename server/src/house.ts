import { makeBlobs } from './platform/blobs.ts'
import type { Config } from './platform/config.ts'
import { connect } from './platform/database/index.ts'
import type { House, InsideSubscriber } from './platform/house.ts'
import { makeSecrets } from './platform/secrets.ts'
import { makeLogger, makeMetrics } from './platform/telemetry.ts'

/** Everything one process stands on, from its configuration and a database that is there. */
export function makeHouse(config: Config, database_url: string, inside: readonly InsideSubscriber[], clock: () => Date = () => new Date()): House {
  return {
    config,
    clock,
    inside,
    db: connect(database_url),
    secrets: makeSecrets(config.secret_key),
    log: makeLogger(config),
    metrics: makeMetrics(),
    blobs: makeBlobs(config.data_dir),
  }
}
