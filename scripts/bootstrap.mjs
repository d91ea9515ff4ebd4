// Needs nothing but Node and npm: installs what the lockfile names and builds server, console and tracker, when missing or stale.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const [major] = process.versions.node.split('.').map(Number)
if (major < 20) {
  console.error(`Carillon needs Node 20 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const digest = (files) => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(fs.readFileSync(path.join(root, file)))
  return hash.digest('hex')
}
const walk = (dir) => fs.readdirSync(path.join(root, dir), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? walk(`${dir}/${entry.name}`) : [`${dir}/${entry.name}`])).sort()
const current = (stamp, value) => fs.existsSync(path.join(root, stamp)) && fs.readFileSync(path.join(root, stamp), 'utf8') === value
const run = (args) => execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })

function step(text, work) {
  const started = Date.now()
  process.stderr.write(`${text}… `)
  try {
    work()
  } catch {
    console.error(`\n${text} failed; the reason is above.`)
    process.exit(1)
  }
  console.error(`${((Date.now() - started) / 1000).toFixed(1)} s`)
}

const SOURCES = {
  server: () => ['server/vite.config.ts', ...walk('server/src')],
  console: () => ['console/index.html', 'console/vite.config.ts', ...walk('console/src'), ...walk('sdk/src')],
  tracker: () => ['touchpoints/tracker/vite.config.ts', ...walk('touchpoints/tracker/src')],
}
const FOLDERS = { server: 'server', console: 'console', tracker: 'touchpoints/tracker' }
const digestOf = (part) => digest(['package-lock.json', ...SOURCES[part]()])

/** Whether a part is built of its sources as they are now. */
export const isBuilt = (part) => current(`${FOLDERS[part]}/dist/.carillon`, digestOf(part))

function build(part) {
  if (isBuilt(part)) return
  step(`Building the ${part}`, () => run(['run', '-s', `build:${part}`, '--', '--logLevel', 'warn']))
  fs.writeFileSync(path.join(root, FOLDERS[part], 'dist/.carillon'), digestOf(part))
}

/** Installs and builds, leaving alone what the caller does not need. */
export function bootstrap({ server: withServer = true, console: withConsole = true, tracker: withTracker = true } = {}) {
  const lock = digest(['package-lock.json'])
  if (!current('node_modules/.carillon', lock)) {
    step('Installing packages', () => run(['ci', '--no-audit', '--no-fund', '--loglevel=error']))
    fs.writeFileSync(path.join(root, 'node_modules/.carillon'), lock)
  }
  const bundled = path.join(root, 'node_modules/.bin/node')
  if (!fs.existsSync(bundled)) {
    const [now, minor] = process.versions.node.split('.').map(Number)
    if (now < 22 || (now === 22 && minor < 18)) {
      console.error(`There is no bundled Node for this platform; install Node 22.18 or newer (this is ${process.versions.node}).`)
      process.exit(1)
    }
  }
  if (withServer) build('server')
  if (withConsole) build('console')
  if (withTracker) build('tracker')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) bootstrap({ server: !process.argv.includes('--no-server'), console: !process.argv.includes('--no-console'), tracker: !process.argv.includes('--no-tracker') })
