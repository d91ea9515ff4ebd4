import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { own, ownerOf } from './ownership.ts'

const statOf = (pid: number) => fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')

test.skipIf(!fs.existsSync('/proc/self/stat'))('a data folder belongs to a process that lives, not to one that was killed and that nobody has reaped', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-owner-'))
  // What was the shell never asks after its child.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'])
  onTestFinished(() => {
    parent.kill()
    fs.rmSync(dir, { recursive: true, force: true })
  })
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (said) => resolve(Number(said))))
  fs.writeFileSync(path.join(dir, 'server.lock'), JSON.stringify({ pid, started: statOf(pid)[19], base_url: 'http://localhost:1' }))
  expect(own(dir, 'http://localhost:2')).toBeUndefined()

  // While it still is the shell it may ask.
  await expect.poll(() => fs.readFileSync(`/proc/${parent.pid}/comm`, 'utf8').trim()).toBe('sleep')
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => statOf(pid)[0]).toBe('Z')
  expect(ownerOf(dir)).toBeUndefined()
  expect(own(dir, 'http://localhost:2')).toBeDefined()
})
