import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '../e2e/server.ts'
import { measured } from './measure.ts'
import { settled } from './people.ts'
import { startProduct, until, type Product } from './product.ts'
import type { Bench, Result } from './report.ts'

const list = (people: number) => ['Email;Phone;Name;City;Birthday', ...Array.from({ length: people }, (_, n) => `p${n}@example.com;067${String(1_000_000 + n).padStart(7, '0')};Олена Коваль ${n};Kyiv;19${50 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`)].join('\n')

type Import = { id: string; state: string; sniffed: { suggested_settings: object } }

/** The contacts of the list into a table with the columns and indexes of theirs by COPY. Contacts a second. */
async function copied({ database, workspace_id }: Product, people: number): Promise<number> {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-copy-')), 'contacts.csv')
  await database.query('create table anchor (like contact including defaults including indexes)')
  await database.query(`copy (select * from contact where workspace_id = '${workspace_id}') to '${file}' csv`)
  const started = performance.now()
  await database.query(`copy anchor from '${file}' csv`)
  const rate = people / ((performance.now() - started) / 1000)
  fs.rmSync(path.dirname(file), { recursive: true, force: true })
  return rate
}

/** A list of contacts with five columns: from the press of the button until everybody is found by their address and is in a kept segment. */
export const imports = (people: number): Bench => ({
  name: `import ${people.toLocaleString('en')}`,
  what: 'A list of contacts with an address, a number, a name, a city and a birthday, from the press of the button until all can be found and are in a kept segment; the anchor is COPY of the contacts alone into a table with the same indexes.',
  goal: 'ratio ≥ 0.15, wanted 0.35',
  async run(): Promise<Result> {
    const product = await startProduct(await freePort())
    try {
      const { id: segment } = await product.call<{ id: string }>('POST', '/v1/segments', { name: 'From Kyiv', rule: { trait: 'City', op: 'is', value: 'Kyiv' } })
      await product.call('PATCH', `/v1/segments/${segment}`, { kept: true })
      const made = await product.upload<Import>('/v1/imports?file_name=list.csv', 'text/csv', list(people))
      const { seconds, ...cpu } = await measured(product, people, async () => {
        await product.call('POST', `/v1/imports/${made.id}/run`, { settings: made.sniffed.suggested_settings })
        await until(async () => {
          const { state } = await product.call<Import>('GET', `/v1/imports/${made.id}`)
          if (state === 'failed' || state === 'cancelled') throw new Error(`the import ${state}`)
          return state === 'done'
        }, 900_000, 100)
        await settled(product.database)
      })
      const found = await product.call<{ data: object[] }>('GET', `/v1/contacts?search=p${people - 1}@example.com`)
      const { rows } = await product.database.query<{ n: number }>('select count(*)::int as n from segment_member where segment_id = $1', [segment])
      if (found.data.length !== 1 || rows[0]!.n !== people) throw new Error(`${rows[0]!.n} of ${people} are in the segment, ${found.data.length} found`)
      const anchor = await copied(product, people)
      return { figures: { rate: people / seconds, ...cpu, peak_mb: product.peak_mb() }, anchor: { rate: anchor }, ratio: people / seconds / anchor }
    } finally {
      await product.stop()
    }
  },
})
