import os from 'node:os'
import { broadcast } from './broadcast.ts'
import { cascade } from './cascade.ts'
import { flat } from './flat.ts'
import { imports } from './imports.ts'
import { grown, ingest, single } from './ingest.ts'
import { lane } from './lane.ts'
import { plan } from './plan.ts'
import { receipts } from './receipts.ts'
import { print, repeat, type Bench, type Result } from './report.ts'
import { counts, membership, profile } from './segments.ts'
import { sms } from './sms.ts'

/** By name, over the numbers of people it is measured with; `--people=N` measures with another. */
const BENCHES: Record<string, { of: (people: number) => Bench; people: number[] }> = {
  broadcast: { of: broadcast, people: [20_000, 200_000] },
  flat: { of: flat, people: [1_000_000] },
  receipts: { of: receipts, people: [1_000_000] },
  sms: { of: sms, people: [20_000] },
  cascade: { of: cascade, people: [1_000_000] },
  lane: { of: lane, people: [200_000] },
  plan: { of: plan, people: [200_000] },
  ingest: { of: ingest, people: [100_000] },
  single: { of: single, people: [20_000] },
  grown: { of: grown, people: [10_000_000] },
  import: { of: imports, people: [100_000] },
  counts: { of: counts, people: [1_000_000] },
  membership: { of: membership, people: [200_000] },
  profile: { of: profile, people: [100_000] },
}

const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const flag = (name: string) => process.argv.find((arg) => arg.startsWith(`--${name}`))
const times = Number(flag('times')?.split('=')[1] ?? 3)
const only = flag('people')?.split('=')[1]
const wanted = names.length > 0 ? names : Object.keys(BENCHES)
const unknown = wanted.find((name) => !(name in BENCHES))
if (unknown) {
  console.error(`There is no bench "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const results: ({ name: string } & Result)[] = []
for (const name of wanted) {
  const { of, people } = BENCHES[name]!
  for (const bench of (only ? [Number(only)] : people).map(of)) {
    const result = await repeat(bench, times)
    results.push({ name: bench.name, ...result })
    if (!flag('json')) print(bench, result)
  }
}
if (flag('json')) console.log(JSON.stringify({ machine: { cpus: os.cpus().length, model: os.cpus()[0]?.model, node: process.version }, results }, null, 2))
