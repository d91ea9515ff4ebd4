import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

test('what a site loads is at most 10 kB gzipped', async () => {
  const folder = path.resolve(import.meta.dirname, '..')
  const [made] = (await build({ configFile: path.join(folder, 'vite.config.ts'), logLevel: 'error', build: { write: false } })) as Rolldown.RolldownOutput[]
  expect(made!.output).toHaveLength(1)
  const { code } = made!.output[0]
  expect(code).toContain('carillon.js')
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(10_000)
})
