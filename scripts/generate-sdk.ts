import { randomBytes } from 'node:crypto'
import os from 'node:os'
import openapiTS, { astToString } from 'openapi-typescript'
import { buildApp, INSIDE } from '../server/src/app.ts'
import { makeHouse } from '../server/src/house.ts'
import { readConfig } from '../server/src/platform/config.ts'

/** The OpenAPI document as the server gives it out, and the SDK's types made from it. */
export async function generateSdk(url: string): Promise<{ openapi: string; schema: string }> {
  const config = readConfig({ DATA_DIR: os.tmpdir(), SECRET_KEY: randomBytes(32).toString('hex'), LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:3000' })
  const house = makeHouse(config, url, INSIDE)
  const { app } = await buildApp(house)
  await app.ready()
  const openapi = `${JSON.stringify(app.swagger(), null, 2)}\n`
  await app.close()
  await house.db.close()
  const schema = astToString(await openapiTS(openapi, { alphabetize: true }))
  return { openapi, schema: `// Generated from openapi.json by \`npm run generate\`.\n${schema}` }
}
