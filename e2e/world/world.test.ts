import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brokenBy, faultsOf } from './faults.ts'
import { openHarness, type Harness } from './harness.ts'
import { judge } from './judge.ts'
import { outages } from './scenarios/outages.ts'
import { receipts } from './scenarios/receipts.ts'
import { LONG, sending } from './scenarios/sending.ts'
import { makeStage, type Stage } from './scenarios/stage.ts'
import { storm } from './storm.ts'

// The whole product against providers that misbehave, on one harness; the long run is `npm run torture`.
let h: Harness
let stage: Stage
beforeAll(async () => {
  h = await openHarness()
  stage = makeStage(h, faultsOf(h, { hurry: !LONG }))
  await h.bring(30)
})
afterAll(() => h?.close())

describe('sending', () => sending(() => stage))
describe('receipts', () => receipts(() => stage))
describe('outages', () => outages(() => stage))

test('all of it by the providers\' ledger', async () => {
  const allowance = { ...stage.faults.allowance, broken: stage.faults.allowance.broken + (await brokenBy(h)) }
  expect(await judge(h, stage.campaigns, allowance)).toEqual([])
  expect(h.processes.deaths).toEqual([])
})

test.each(LONG ? [11, 12, 13, 14] : [11])('harm at random, seed %i', async (seed) => {
  const { complaints, story } = await storm(h, stage.faults, { seed, messages: 4 * h.people.length, rage_ms: 5000, clock: true })
  expect(complaints, `seed ${seed}\n${story.join('\n')}`).toEqual([])
})
