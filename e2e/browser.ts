import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** The Chromium that npm ships for Linux on x64, unpacked once into a folder of its own. */
function unpacked(): { executablePath: string; env: Record<string, string> } | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  let root = path.dirname(entry)
  while (!fs.existsSync(path.join(root, 'bin/chromium.br'))) {
    if (root === path.dirname(root)) return undefined
    root = path.dirname(root)
  }
  const dir = path.join(os.tmpdir(), `carillon-chromium-${process.getuid?.() ?? 0}`)
  const executablePath = path.join(dir, 'chromium')
  if (!fs.existsSync(executablePath)) {
    fs.mkdirSync(dir, { recursive: true })
    const inflate = (name: string) => zlib.brotliDecompressSync(fs.readFileSync(path.join(root, 'bin', name)))
    for (const archive of ['al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']) if (fs.existsSync(path.join(root, 'bin', archive))) spawnSync('tar', ['xf', '-', '-C', dir], { input: inflate(archive) })
    fs.writeFileSync(`${executablePath}.part`, inflate('chromium.br'), { mode: 0o755 })
    fs.renameSync(`${executablePath}.part`, executablePath)
  }
  return { executablePath, env: { ...(process.env as Record<string, string>), LD_LIBRARY_PATH: path.join(dir, 'lib') } }
}

/** CHROMIUM_PATH, the system's Chromium, the one from npm, or an installed Chrome; `more` are switches of its own for one test. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...ARGS, ...more]
  const system = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => file && fs.existsSync(file))
  if (system) return chromium.launch({ executablePath: system, args })
  const own = unpacked()
  return own ? chromium.launch({ ...own, args }) : chromium.launch({ channel: 'chrome', args })
}
