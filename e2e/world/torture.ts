import { parseArgs } from 'node:util'
import { faultsOf } from './faults.ts'
import { openHarness } from './harness.ts'
import { CHANNELS } from './script.ts'
import { storm } from './storm.ts'

// npm run torture -- --seed 7 --messages 20000 --minutes 5: random harm by a seed, for as long as it says.
const { values } = parseArgs({ options: { seed: { type: 'string' }, messages: { type: 'string', default: '20000' }, minutes: { type: 'string', default: '3' }, 'no-clock': { type: 'boolean', default: false } } })
const seed = Number(values.seed ?? Date.now() % 100_000)
console.log(`seed ${seed}, ${values.messages} messages, up to ${values.minutes} min of harm`)
// Slow enough that there is something to harm for most of the time.
const per_second = Math.max(5, Math.ceil(Number(values.messages) / 4 / (Number(values.minutes) * 60 * 0.6)))
const h = await openHarness({ seed, limits: Object.fromEntries(CHANNELS.map((name) => [name, { per_second }])) })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void h.close().then(() => process.exit(130)))
try {
  const outcome = await storm(h, faultsOf(h), { seed, messages: Number(values.messages), rage_ms: Number(values.minutes) * 60_000, clock: !values['no-clock'], log: console.log })
  const { story: _, complaints, ...figures } = outcome
  console.log(JSON.stringify({ ...figures, deeds: await h.providers.deeds() }, null, 1))
  for (const { name, code } of h.processes.deaths) console.log(`${name} ended by itself with ${code}`)
  if (complaints.length > 0) {
    console.log(h.processes.log().split('\n').slice(-60).join('\n'))
    console.log(`${complaints.length} complaints:\n${[...Map.groupBy(complaints, (each) => each.slice(0, 3)).values()].flatMap((alike) => alike.slice(0, 15)).join('\n')}\n\nReplay: npm run torture -- --seed ${seed} --messages ${values.messages} --minutes ${values.minutes}`)
    process.exitCode = 1
  } else console.log(`seed ${seed}: every promise held`)
} finally {
  await h.close()
}
process.exit()
