// Everything that must hold, in the order of how quickly it can fail. --fast leaves out the browser and the slow suites.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const fast = process.argv.includes('--fast')
const only = process.argv.find((arg) => arg.startsWith('--project='))
const bin = (name) => path.join(root, 'node_modules/.bin', name)
const env = { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`, TZ: process.env.TZ ?? 'UTC' }
const run = (command, args) => spawnSync(command, args, { cwd: root, stdio: 'inherit', env }).status === 0

const checks = only ? [] : [
  ['types', () => run(bin('tsc'), ['-p', '.', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc.json'])],
  ['lint', () => run(bin('oxlint'), ['--deny-warnings', 'server', 'console/src', 'sdk/src', 'sdk/examples', 'e2e', 'bench', 'scripts'])],
  ['boundaries', () => run(bin('depcruise'), ['server/src', 'console/src', 'sdk/src'])],
  ['dead code', () => run(bin('knip'), [])],
]

const failures = []
for (const [name, check] of checks) {
  const started = Date.now()
  const ok = check()
  console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (!ok) failures.push(name)
}

// The browser and the killed workers get the machine to themselves: their limits are in seconds.
const suites = only ? [[only]] : fast ? [['--project=server', '--project=console']] : [['--project=server', '--project=console'], ['--project=e2e']]
const total = { passed: 0, failed: 0, skipped: 0 }
for (const suite of suites) {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-report-')), 'report.json')
  const ok = run(bin('vitest'), ['run', ...suite, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  const counts = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  for (const file of counts.testResults ?? []) for (const test of file.assertionResults) if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}`)
  total.passed += counts.numPassedTests
  total.skipped += counts.numPendingTests
  total.failed += counts.numFailedTests + (ok || counts.numFailedTests > 0 ? 0 : 1)
}
if (failures.length > 0) console.log(`\nNot in order: ${failures.join(', ')}`)
const failed = total.failed + failures.length
console.log(`\n${total.passed + checks.length - failures.length} passed, ${failed} failed, ${total.skipped} skipped`)
process.exit(failed > 0 ? 1 : 0)
