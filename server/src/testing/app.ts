import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { inject } from 'vitest'
import { createKeyPair, createWorkspace, setUp, PERMISSIONS, type Api, type Cx, type WorkspaceFacts } from '../accounts/index.ts'
import { buildApp, INSIDE, SEEDS } from '../app.ts'
import { makeHouse } from '../house.ts'
import { readConfig } from '../platform/config.ts'
import type { House } from '../platform/house.ts'

/** A database of its own for one test file, copied from the migrated template. */
export async function freshDatabase(): Promise<string> {
  const template = new URL(inject('server_url'))
  const name = `t_${process.pid}_${randomBytes(4).toString('hex')}`
  const client = new pg.Client({ connectionString: Object.assign(new URL(template), { pathname: '/postgres' }).href })
  await client.connect()
  await client.query(`create database ${name} template carillon_template strategy file_copy`)
  await client.end()
  return Object.assign(new URL(template), { pathname: `/${name}` }).href
}

export type Caller = (method: InjectOptions['method'], url: string, body?: unknown, headers?: Record<string, string>) => Promise<LightMyRequestResponse>

export type TestWorkspace = WorkspaceFacts & { secret_key: string; write_key: string; user_id: string; email: string; password: string; call: Caller; cx: () => Cx }

export type TestApp = {
  house: House
  app: FastifyInstance
  api: Api
  /** Business time; set it to move the clock. */
  time: { now: Date }
  workspace(country?: string): Promise<TestWorkspace>
  close(): Promise<void>
}

/** The real application on a database of its own; tests reach it through HTTP. */
export async function testApp(env: Record<string, string> = {}): Promise<TestApp> {
  const data_dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-app-'))
  const config = readConfig({ DATA_DIR: data_dir, LOG_LEVEL: 'error', SECRET_KEY: randomBytes(32).toString('hex'), PUBLIC_URL: 'http://localhost:3000', ...env })
  const time = { now: new Date('2026-11-24T10:00:00Z') }
  const house = makeHouse(config, await freshDatabase(), INSIDE, () => time.now)
  const { app, api } = await buildApp(house)
  let made = 0

  async function workspace(country = 'UA'): Promise<TestWorkspace> {
    made += 1
    const email = `owner${made}@example.com`
    const password = 'a long password'
    // Set-up makes the first workspace only; the later ones come the way a second company's would.
    const first = made === 1
    const set_up = first
      ? await setUp(house, { name: 'Olena', email, password, company: `Company ${made}`, country }, SEEDS)
      : await furtherWorkspace(house, { name: 'Olena', email, company: `Company ${made}`, country })
    const keys = await createKeyPair(house, set_up.workspace.id, set_up.user_id)
    const call: Caller = (method, url, body, headers = {}) => app.inject({
      method, url, headers: { authorization: `Bearer ${keys.secret_key}`, ...headers }, ...(body === undefined ? {} : { payload: body as object }),
    })
    const cx = (): Cx => ({ ...house, workspace: set_up.workspace, now: time.now, operation: 'test', request_id: 'req_test', ip: null, idempotency: null,
      actor: { kind: 'user', id: set_up.user_id, name: 'Olena', role: 'owner', permissions: new Set(PERMISSIONS) } })
    return { ...set_up.workspace, ...keys, user_id: set_up.user_id, email, password, call, cx }
  }

  return {
    house, app, api, time, workspace,
    async close() {
      await app.close()
      await house.db.close()
      fs.rmSync(data_dir, { recursive: true, force: true })
    },
  }
}

/** Another company's owner has the first one's password, and so its hash: to make that is half of making a workspace. */
async function furtherWorkspace(house: House, input: { name: string; email: string; company: string; country: string }) {
  const user_id = randomBytes(16).toString('hex')
  await house.db.pools.owner.query(`
    with first as (select * from auth."account" order by "createdAt" limit 1), made as (
      insert into auth."user" (id, name, email, "emailVerified") values ($1, $2, $3, false) returning id)
    insert into auth."account" (id, "accountId", "providerId", "userId", "password", "updatedAt") select made.id, made.id, first."providerId", made.id, first."password", first."updatedAt" from made, first`, [user_id, input.name, input.email])
  return { workspace: await createWorkspace(house, user_id, input, SEEDS), user_id }
}
