import fs from 'node:fs'
import net, { type AddressInfo, type Socket } from 'node:net'
import pg from 'pg'
import { migrate, startEmbedded, type Embedded } from '../../server/src/platform/database/index.ts'
import { prepareJobs } from '../../server/src/platform/jobs/index.ts'

/** Two gates in the product's way, which the harness can hold shut: before attempts are committed, and before their outcome is. */
export const GATES = { claim: 77, settle: 78 } as const

/**
 * What the judge must know and the product does not keep: when each attempt was committed (its row changes later, this one
 * does not), and the gates. All of it lives in the database of the test.
 */
const JUDGE = `
  create schema judge;
  create table judge.attempt (id text primary key);
  create function judge.note() returns trigger language plpgsql security definer as $$ begin insert into judge.attempt values (new.id); return null; end $$;
  create function judge.gate() returns trigger language plpgsql security definer as $$ begin perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint); return new; end $$;
  create trigger judge_note after insert on attempt for each row execute function judge.note();
  create trigger judge_claim before insert on attempt for each row execute function judge.gate(${GATES.claim});
  create trigger judge_settle before update on attempt for each row when (old.state = 'sending' and new.state <> 'sending') execute function judge.gate(${GATES.settle});`

export type OwnDatabase = {
  /** Leads through a line that can be cut, to a server that can be killed. */
  url: string
  /** Rows as the owner sees them, not by the line: undefined while the server is down. */
  query<T>(text: string, values?: unknown[]): Promise<T[]>
  /** Holds a gate shut; resolves with what opens it. */
  shut(gate: keyof typeof GATES): Promise<() => Promise<void>>
  kill(): void
  restart(): Promise<void>
  cut(): void
  /** Cuts the line and refuses new ones until the time is over. */
  refuse(ms: number): Promise<void>
  close(): Promise<void>
}

/** A PostgreSQL of its own, durable as in production, that survives kill -9 of its postmaster on the same address. */
export async function ownDatabase(dir: string): Promise<OwnDatabase> {
  fs.chmodSync(dir, 0o755)
  let server: Embedded = await startEmbedded(dir)
  const admin = new pg.Client({ connectionString: Object.assign(new URL(server.url), { pathname: '/postgres' }).href })
  await admin.connect()
  await admin.query('alter system set track_commit_timestamp = on')
  await admin.end()
  await server.stop()
  server = await startEmbedded(dir)
  await migrate(server.url)
  await prepareJobs(server.url)
  let pool = open()
  await pool.query(JUDGE)

  function open(): pg.Pool {
    const made = new pg.Pool({ connectionString: server.url, max: 4 })
    made.on('error', () => undefined)
    return made
  }

  const lines = new Set<Socket>()
  const proxy = net.createServer((socket) => {
    const through = net.connect(Number(new URL(server.url).port), '127.0.0.1')
    for (const [end, other] of [[socket, through], [through, socket]] as const) {
      lines.add(end)
      end.setNoDelay(true)
      end.on('error', () => undefined)
      end.on('close', () => {
        lines.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const line of lines) line.destroy()
  }

  return {
    url: Object.assign(new URL(server.url), { port: String((proxy.address() as AddressInfo).port) }).href,
    async query<T>(text: string, values?: unknown[]) {
      // It may be on its way back from a kill.
      for (let tries = 1; ; tries += 1) {
        try {
          return (await pool.query(text, values)).rows as T[]
        } catch (error) {
          if (tries === 100 || !/ECONNREFUSED|terminat|starting up|shutting down/.test((error as Error).message)) throw error
          await new Promise((resolve) => setTimeout(resolve, 200))
        }
      }
    },
    async shut(gate) {
      const client = new pg.Client({ connectionString: server.url })
      client.on('error', () => undefined)
      await client.connect()
      await client.query('select pg_advisory_lock($1)', [GATES[gate]])
      return () => client.end()
    },
    kill() {
      process.kill(server.pid, 'SIGKILL')
      cut()
    },
    async restart() {
      await pool.end().catch(() => undefined)
      for (let tries = 1; ; tries += 1) {
        try {
          // The children of the one that was killed hold its memory until they notice: on a busy machine that may be a minute.
          server = await startEmbedded(dir)
          break
        } catch (error) {
          if (tries === 240) throw new Error(`the database did not come back in ${tries} tries: ${(error as Error).message}`, { cause: error })
          await new Promise((resolve) => setTimeout(resolve, 500))
        }
      }
      pool = open()
    },
    cut,
    async refuse(ms) {
      const { port } = proxy.address() as AddressInfo
      proxy.close()
      cut()
      await new Promise((resolve) => setTimeout(resolve, ms))
      await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve))
    },
    async close() {
      proxy.close()
      cut()
      await pool.end().catch(() => undefined)
      await server.stop()
    },
  }
}
