// Everything that must hold. --fast leaves out the browser and the slow suites; --project=NAME runs one suite alone.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const fast = process.argv.includes('--fast')
const only = process.argv.find((arg) => arg.startsWith('--project='))
const bin = (name) => path.join(root, 'node_modules/.bin', name)
const env = { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`, TZ: process.env.TZ ?? 'UTC' }

/** Runs a program. What it says is shown as it says it, or, beside another, whole once it has ended. */
function run(command, args, { live }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    const said = []
    child.stdout?.on('data', (chunk) => said.push(chunk))
    child.stderr?.on('data', (chunk) => said.push(chunk))
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said))
      resolve(code === 0)
    })
  })
}

const failures = []
const total = { passed: 0, failed: 0, skipped: 0 }
const CHECKS = [
  ['types', 'tsc', ['-p', '.', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc.json']],
  ['lint', 'oxlint', ['--deny-warnings', 'server', 'console/src', 'console/public', 'sdk/src', 'sdk/examples', 'touchpoints', 'e2e', 'bench', 'scripts']],
  ['boundaries', 'depcruise', ['server/src', 'console/src', 'sdk/src', 'touchpoints/tracker/src']],
  ['dead code', 'knip', []],
]

async function checks() {
  for (const [name, command, args] of CHECKS) {
    const started = Date.now()
    const ok = await run(bin(command), args, { live: false })
    console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    if (ok) total.passed += 1
    else failures.push(name)
  }
}

async function suite(args, { live }) {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-report-')), 'report.json')
  const ok = await run(bin('vitest'), ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { live })
  const counts = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  for (const file of counts.testResults ?? []) for (const test of file.assertionResults) if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}`)
  total.passed += counts.numPassedTests
  total.skipped += counts.numPendingTests
  total.failed += counts.numFailedTests + (ok || counts.numFailedTests > 0 ? 0 : 1)
}

const own = ['--project=server', '--project=console']
const e2e = (...files) => ['--project=e2e', ...files.map((file) => `e2e/${file}`)]
if (only) await suite([only], { live: true })
else {
  // Much of every suite is waiting, for a clock or for a process that was killed: two lanes of about the same length fill
  // what either leaves of two cores. More at once starve each other, and what waits for its time then comes late.
  const inTurn = async (...suites) => {
    for (const each of suites) await each()
  }
  await Promise.all([
    inTurn(checks, () => suite(own, { live: true }), ...(fast ? [] : [() => suite(e2e('cli.test.ts', 'wires.test.ts', 'clients.test.ts', 'counter.test.ts'), { live: false })])),
    ...(fast ? [] : [inTurn(() => suite(e2e('first-ten-minutes.test.ts'), { live: false }), () => suite(e2e('workers.test.ts', 'world'), { live: false }))]),
  ])
}
if (failures.length > 0) console.log(`\nNot in order: ${failures.join(', ')}`)
const failed = total.failed + failures.length
console.log(`\n${total.passed} passed, ${failed} failed, ${total.skipped} skipped`)
process.exit(failed > 0 ? 1 : 0)
