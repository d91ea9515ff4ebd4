import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

export type RunningServer = { url: string; setup_link: string | undefined; data_dir: string; output: () => string; child: ChildProcess; stop(): Promise<void> }

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** The program as `npm start` runs it, built when its sources are newer: it starts in a third of the time that its sources take. */
export function builtServer(): string {
  execFileSync(process.execPath, ['scripts/bootstrap.mjs', '--no-console'], { cwd: root, stdio: 'inherit' })
  return path.join(root, 'server/dist/main.js')
}

/** The product as `npm start` runs it: on a data folder that is set up already, or on a new one, where it tells the link to do so. */
export async function startServer(used_dir?: string, env: Record<string, string> = {}): Promise<RunningServer> {
  execFileSync(process.execPath, ['scripts/bootstrap.mjs'], { cwd: root, stdio: 'inherit' })
  const data_dir = used_dir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-e2e-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, [path.join(root, 'server/dist/main.js')], { cwd: root, env: { ...process.env, DATA_DIR: data_dir, PORT: String(port), PUBLIC_URL: url, LOG_LEVEL: 'error', DATABASE_URL: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  const link = () => /http\S+\/setup\?token=\S+(?=\s)/.exec(text)?.[0]
  const end = Date.now() + 120_000
  while (!text.includes('is ready at') || (!used_dir && !link())) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`the server did not start: ${text}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url, data_dir, child, output: () => text, setup_link: link(),
    stop: () => new Promise((resolve) => {
      if (child.exitCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGINT')
    }),
  }
}
