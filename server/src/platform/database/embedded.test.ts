import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { cleanedAfterEach } from '../../testing/cleanups.ts'
import { isAlive, startEmbedded } from './embedded.ts'

const cleanups = cleanedAfterEach()

test.skipIf(process.platform !== 'linux')('a killed server comes back although one of its children lives on, and with everything that was committed', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-embedded-'))
  fs.chmodSync(dir, 0o755)
  cleanups.push(() => fs.rmSync(dir, { recursive: true, force: true }))
  const first = await startEmbedded(dir)
  const client = new pg.Client({ connectionString: Object.assign(new URL(first.url), { pathname: '/postgres' }).href })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table kept (n int)')
  await client.query('insert into kept values (7)')
  const { rows: [backend] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  // One that has stopped never looks whether its postmaster is there.
  process.kill(backend!.pid, 'SIGSTOP')
  process.kill(first.pid, 'SIGKILL')
  while (isAlive(first.pid)) await new Promise((resolve) => setTimeout(resolve, 20))
  const second = await startEmbedded(dir)
  cleanups.push(() => second.stop())
  expect(second.adopted).toBe(false)
  const again = new pg.Client({ connectionString: Object.assign(new URL(second.url), { pathname: '/postgres' }).href })
  await again.connect()
  expect((await again.query('select n from kept')).rows).toEqual([{ n: 7 }])
  await again.end()
}, 60_000)
