import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

/** The exit code and the last words of a server that is started with these settings and cannot start. */
function endOf(env: Record<string, string>): Promise<{ code: number | null; words: string; database: boolean }> {
  const data_dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-ground-'))
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], { env: { PATH: process.env.PATH, DATA_DIR: data_dir, PORT: '0', ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.on('data', (chunk) => (words += chunk))
  return new Promise((resolve) => child.once('close', (code) => {
    const database = fs.existsSync(path.join(data_dir, 'postgres/postmaster.pid'))
    fs.rmSync(data_dir, { recursive: true, force: true })
    resolve({ code, words, database })
  }))
}

test('a supervisor learns whether to start it again: a database that is away passes, a wrong setting does not', async () => {
  expect(await endOf({ DATABASE_URL: 'postgres://carillon@127.0.0.1:1/carillon' })).toMatchObject({ code: 75 })
  expect(await endOf({ DATABASE_URL: 'mysql://nobody' })).toMatchObject({ code: 78, words: expect.stringContaining('DATABASE_URL') })
})

test('where it cannot listen it names the setting, and leaves no database running', async () => {
  expect(await endOf({ HOST: '203.0.113.7', LOG_LEVEL: 'silent' })).toEqual({ code: 78, words: expect.stringMatching(/^Carillon cannot start\. HOST: "203\.0\.113\.7"/), database: false })
}, 60_000)
