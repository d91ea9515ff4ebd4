import { Logger } from 'graphile-worker'
import type { Logger as HouseLogger } from '../telemetry.ts'

export const silent = new Logger(() => () => undefined)

const LEVELS: Record<string, 'error' | 'warn' | 'debug'> = { error: 'error', warning: 'warn' }

/** graphile-worker's lines in the house's log; its chatter about polling is debug. */
export function jobLogger(log: HouseLogger): Logger {
  return new Logger((scope) => (level, message, meta) => {
    log[LEVELS[level] ?? 'debug']({ ...scope, ...(meta?.error ? { err: meta.error } : {}) }, message)
  })
}
