// Regenerates what is derived: tables.ts from the migrations, openapi.json and the SDK's types from the routes.
// --check fails on a difference instead of writing.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const load = (file) => import(pathToFileURL(path.join(root, file)).href)
let different = false

function put(file, text) {
  const full = path.join(root, file)
  const before = fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : ''
  if (before === text) return
  different = true
  if (check) console.error(`${file} is not what the sources generate: run \`npm run generate\` and commit the result`)
  else {
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, text)
    console.log(`wrote ${file}`)
  }
}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-generate-'))
const { startEmbedded } = await load('server/src/platform/database/embedded.ts')
const { migrate } = await load('server/src/platform/database/migrate.ts')
const embedded = await startEmbedded(dir, { durable: false })
try {
  await migrate(embedded.url)
  const { generateTables } = await load('scripts/generate-tables.ts')
  put('server/src/platform/database/tables.ts', await generateTables(embedded.url))
  if (!process.argv.includes('--tables')) {
    const { generateSdk } = await load('scripts/generate-sdk.ts')
    const { openapi, schema } = await generateSdk(embedded.url)
    put('sdk/openapi.json', openapi)
    put('sdk/src/schema.ts', schema)
  }
} finally {
  await embedded.stop()
  fs.rmSync(dir, { recursive: true, force: true })
}
if (check && different) process.exit(1)
process.exit(0)
