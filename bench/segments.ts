import type pg from 'pg'
import { freePort } from '../e2e/server.ts'
import { bringPeople, quietly } from './people.ts'
import { startProduct, until, type Product } from './product.ts'
import { quantile, type Bench, type Result } from './report.ts'

const EVENTS_A_PERSON = 10
const KINDS = 20

/** A score for each person and ten events of twenty kinds over ninety days, put in by SQL. */
const bringBehaviour = ({ database, workspace_id }: Product, people: number): Promise<void> => quietly(database, (client) => insertBehaviour(client, workspace_id, people))

async function insertBehaviour(database: pg.PoolClient, workspace_id: string, people: number): Promise<void> {
  await database.query(`insert into trait (workspace_id, id, name, type, created_at) values ($1, 'trt_score', 'score', 'number', now())`, [workspace_id])
  for (let from = 0; from < people; from += 50_000) {
    const ids = `generate_series(${from}, ${Math.min(people, from + 50_000) - 1}) i`
    await database.query(`insert into contact_trait (workspace_id, trait_id, contact_id, text_value, float_value) select $1, 'trt_score', 'con_' || lpad(to_hex(i), 32, '0'), (i::bigint * 7919 % 100)::text, i::bigint * 7919 % 100 from ${ids}`, [workspace_id])
    await database.query(`insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties)
      select $1, 'con_' || lpad(to_hex(i), 32, '0'), 'Kind ' || ((i + k * 7) % ${KINDS}), now() - make_interval(secs => (i * 31 + k * 977) % 7776000), now(), 'api', 'live', '{}' from ${ids}, generate_series(1, ${EVENTS_A_PERSON}) k`, [workspace_id])
  }
  await database.query('vacuum analyze contact_trait, event')
}

async function timed(work: () => Promise<unknown>, times = 5): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < times; n += 1) {
    const started = performance.now()
    await work()
    took.push(performance.now() - started)
  }
  return quantile(took, 0.5)
}

/** Counting a rule against the bare SQL that only counts rows: the product also keeps to people, their archive and their merged contacts. */
export const counts = (people: number): Bench => ({
  name: `counts ${people.toLocaleString('en')}`,
  what: 'The number of people behind a rule over a trait and over behaviour, and what bare SQL takes for the rows alone.',
  goal: 'each at most 3 times the bare SQL, wanted 1.5',
  async run(): Promise<Result> {
    const product = await startProduct(await freePort())
    try {
      await bringPeople(product, people, [])
      await bringBehaviour(product, people)
      const count = (rule: object) => product.call<{ count: number }>('POST', '/v1/segments/estimate', { rule })
      const exact = (rule: object) => product.call<{ count: number }>('POST', '/v1/segments/count', { rule })
      const [trait, behaviour] = [{ trait: 'score', op: 'gte', value: 50 }, { event: { type: 'Kind 3', did: true, in_last_days: 30 } }]
      const bare = (text: string) => product.database.query(text, [product.workspace_id])
      const bareTrait = await timed(() => bare(`select count(*) from contact_trait t join contact c on c.workspace_id = t.workspace_id and c.id = t.contact_id where t.workspace_id = $1 and t.trait_id = 'trt_score' and t.float_value >= 50`))
      const bareEvent = await timed(() => bare(`select count(distinct contact_id) from event where workspace_id = $1 and type = 'Kind 3' and at >= now() - interval '30 days'`))
      const figures = { trait_ms: await timed(() => exact(trait)), behaviour_ms: await timed(() => exact(behaviour)), estimate_trait_ms: await timed(() => count(trait)), estimate_behaviour_ms: await timed(() => count(behaviour)) }
      return { figures, anchor: { trait_ms: bareTrait, behaviour_ms: bareEvent }, ratio: Math.max(figures.trait_ms / bareTrait, figures.behaviour_ms / bareEvent) }
    } finally {
      await product.stop()
    }
  },
})

/** A thousand changed contacts over fifty kept segments: from the change until who came and who went is on the log. */
export const membership = (people: number): Bench => ({
  name: `membership ${people.toLocaleString('en')}`,
  what: '1,000 contacts change; 50 kept segments by traits, tags and behaviour follow.',
  goal: '≤ 1 s, wanted 0.2 s',
  async run(): Promise<Result> {
    const product = await startProduct(await freePort())
    try {
      await bringPeople(product, people, [])
      await bringBehaviour(product, people)
      for (let n = 0; n < 50; n += 1) {
        const rule = n % 3 === 0 ? { trait: 'score', op: 'gte', value: n } : n % 3 === 1 ? { all: [{ tag: 'moved' }, { trait: 'score', op: 'lt', value: n }] } : { event: { type: `Kind ${n % KINDS}`, did: true, in_last_days: 30 } }
        const { id } = await product.call<{ id: string }>('POST', '/v1/segments', { name: `Kept ${n}`, rule })
        await product.call('PATCH', `/v1/segments/${id}`, { kept: true })
      }
      const isCalm = async () => (await product.database.query('select 1 from contact_changed limit 1')).rows.length === 0
      await until(isCalm, 120_000, 20)
      const ids = (await product.database.query<{ id: string }>('select id from contact where workspace_id = $1 limit 1000', [product.workspace_id])).rows.map((row) => row.id)
      const started = performance.now()
      await product.call('POST', '/v1/contacts/bulk', { ids, add_tags: ['moved'] })
      await until(isCalm, 120_000, 10)
      return { figures: { seconds: (performance.now() - started) / 1000 } }
    } finally {
      await product.stop()
    }
  },
})

/** One contact with a long history: what the server takes for everything its page asks. */
export const profile = (events: number): Bench => ({
  name: `profile with ${events.toLocaleString('en')} events`,
  what: 'The profile, the first page of the timeline, commerce and habits of one contact, one after another.',
  goal: 'together ≤ 150 ms, wanted 50 ms',
  async run(): Promise<Result> {
    const product = await startProduct(await freePort())
    try {
      await bringPeople(product, 1000, ['email'])
      const id = `con_${'0'.repeat(32)}`
      await product.database.query(`insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties) select $1, $2, case when i % 3 = 0 then 'message.read' else 'Page Viewed' end, now() - make_interval(mins => i), now(), 'api', 'live', '{"medium": "email", "url": "https://shop.example/"}' from generate_series(1, ${events}) i`, [product.workspace_id, id])
      await product.database.query('vacuum analyze event')
      const get = (path: string) => timed(() => product.call('GET', `/v1/contacts/${id}${path}`), 9)
      const [whole, timeline, commerce, computed] = [await get(''), await get('/timeline'), await get('/commerce'), await get('/computed')]
      return { figures: { together_ms: whole + timeline + commerce + computed, profile_ms: whole, timeline_ms: timeline, commerce_ms: commerce, habits_ms: computed } }
    } finally {
      await product.stop()
    }
  },
})
