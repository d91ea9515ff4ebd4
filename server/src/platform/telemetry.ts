import { pino, type Logger } from 'pino'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Config } from './config.ts'

export type { Logger }

export function makeLogger(config: Pick<Config, 'log_level'>): Logger {
  return pino({
    level: config.log_level,
    base: null,
    redact: { paths: ['*.password', '*.token', '*.key', '*.secret', 'req.headers.authorization', 'req.headers.cookie'], censor: '…' },
  })
}

/** The figures of one process; names follow prometheus.io (base units, no ids in labels). */
export type Metrics = ReturnType<typeof makeMetrics>

export function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    messages: new Counter({ name: 'carillon_messages_total', help: 'Hand-overs by outcome', labelNames: ['channel', 'status'], registers }),
    send_seconds: new Histogram({ name: 'carillon_send_duration_seconds', help: 'From hand-over to the provider\'s answer', labelNames: ['channel'], registers }),
    queue_depth: new Gauge({ name: 'carillon_queue_depth', help: 'Hand-overs ready to go', labelNames: ['lane'], registers }),
    queue_oldest_seconds: new Gauge({ name: 'carillon_queue_oldest_age_seconds', help: 'Age of the oldest ready hand-over', labelNames: ['lane'], registers }),
    due_lateness_seconds: new Gauge({ name: 'carillon_due_lateness_seconds', help: 'How late the oldest due item is', registers }),
    receipts_waiting: new Gauge({ name: 'carillon_receipts_waiting', help: 'Receipts for hand-overs that nobody knows yet', registers }),
    attempts_sending: new Gauge({ name: 'carillon_attempts_sending', help: 'Hand-overs under way', registers }),
    transaction_id_age: new Gauge({ name: 'carillon_transaction_id_age', help: 'Transactions since the oldest unfrozen one; PostgreSQL stops at two thousand million', registers }),
    dead_rows: new Gauge({ name: 'carillon_dead_rows', help: 'Rows that wait for vacuum', labelNames: ['table'], registers }),
    subscriber_lag: new Gauge({ name: 'carillon_subscriber_lag_seconds', help: 'Age of the oldest event a subscriber has not seen', labelNames: ['subscriber'], registers }),
    http_seconds: new Histogram({ name: 'carillon_http_request_duration_seconds', help: 'By route and status', labelNames: ['route', 'status'], registers }),
  }
}
