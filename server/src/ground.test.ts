import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

/** The exit code of a server that is started with these settings and cannot start. */
function endOf(env: Record<string, string>): Promise<number | null> {
  const data_dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-ground-'))
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], { env: { PATH: process.env.PATH, DATA_DIR: data_dir, PORT: '0', ...env }, stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', (code) => {
    fs.rmSync(data_dir, { recursive: true, force: true })
    resolve(code)
  }))
}

test('a supervisor learns whether to start it again: a database that is away passes, a wrong setting does not', async () => {
  expect(await endOf({ DATABASE_URL: 'postgres://carillon@127.0.0.1:1/carillon' })).toBe(75)
  expect(await endOf({ DATABASE_URL: 'mysql://nobody' })).toBe(78)
})
