import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from './app.ts'

// Walks every route with another workspace's ids. What is not found must not have been written either.
let t: TestApp
let mine: TestWorkspace
let theirs: TestWorkspace
const ids: Record<string, string> = {}
const CONTENT = { default_locale: 'uk', locales: { uk: { core: { headline: 'x', body: 'x', buttons: [] } } } }

beforeAll(async () => {
  t = await testApp()
  mine = await t.workspace('UA')
  theirs = await t.workspace('GE')
  const make = async (prefix: string, url: string, body: unknown) => {
    const answer = await theirs.call('POST', url, body)
    expect(answer.statusCode, `${url}: ${answer.body}`).toBeLessThan(300)
    ids[prefix] = answer.json<{ id: string }>().id
  }
  const first = async (prefix: string, url: string) => (ids[prefix] = (await theirs.call('GET', url)).json<{ data: { id: string }[] }>().data[0]!.id)
  await make('con', '/v1/contacts', { phone: '+995555123456', name: 'ნინო' })
  await make('seg', '/v1/segments', { name: 'All', rule: { all: [] } })
  await make('cmp', '/v1/campaigns', { name: 'Theirs' })
  await make('key', '/v1/api-keys', { name: 'Theirs', kind: 'secret' })
  await make('inv', '/v1/invitations', { email: 'x@example.com', role: 'agent' })
  await make('snd', '/v1/senders', { medium: 'sms', address: 'Shop' })
  await make('msg', '/v1/messages', { to: { contact_id: ids.con }, content: { default_locale: 'ka', locales: { ka: { core: { headline: '', body: 'x', buttons: [] } } } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 60 }] })
  await make('tst', '/v1/templates/test', { to: 'a@example.com', medium: 'email', content: CONTENT })
  for (const [prefix, url] of [['tpl', '/v1/templates'], ['csc', '/v1/cascades'], ['cnn', '/v1/connections'], ['prc', '/v1/prices'], ['top', '/v1/topics']] as const) await first(prefix, url)
  const upload = await t.app.inject({ method: 'POST', url: '/v1/imports?file_name=a.csv', headers: { authorization: `Bearer ${theirs.secret_key}`, 'content-type': 'text/csv' }, payload: 'name,phone\nA,+995555123457\n' })
  ids.imp = upload.json<{ id: string }>().id
  ids.run = 'run_01a20cc8f40e700084255dfc6b1d7774'
  await sql`insert into inbound (workspace_id, id, contact_id, connection_id, medium, address, provider_ref, text, origin, received_at) values (${theirs.id}, ${(ids.rpl = 'rpl_01a20cc8f40e700084255dfc6b1d7774')}, ${ids.con}, ${ids.cnn}, 'sms', '+995555123456', 'r1', 'გამარჯობა', 'sandbox', now())`.execute(t.house.db.system)
  await sql`insert into sandbox_message (workspace_id, id, connection_id, medium, from_address, to_address, body, state, received_at) values (${theirs.id}, ${(ids.sbx = 'sbx_01a20cc8f40e700084255dfc6b1d7774')}, ${ids.cnn}, 'sms', '', '+995555123456', '{"form":{"medium":"sms","text":""}}', 'accepted', now())`.execute(t.house.db.system)
})
afterAll(() => t.close())

/** Everything the other workspace has, as one fingerprint. */
async function fingerprint(workspace_id: string): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relname not in ('event_key', 'idempotency_key') order by 1`.execute(t.house.db.system)
  const parts: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ hash: string | null }>`select md5(string_agg(md5(x::text), '' order by md5(x::text))) as hash from ${sql.table(name)} x where workspace_id = ${workspace_id}`.execute(t.house.db.system)
    // last_used_at of the key that asks is the one thing that may move, and it is the caller's own.
    parts.push(`${name}:${rows[0]!.hash}`)
  }
  return parts.join('\n')
}

type Schema = { type?: unknown; pattern?: string; enum?: unknown[]; format?: string; properties?: Record<string, Schema>; required?: string[]; items?: Schema; anyOf?: Schema[]; minimum?: number; minLength?: number; minItems?: number; title?: string }

const prefixOf = (schema: Schema) => /^\^([a-z]{3})_\[0-9a-f\]\{32\}\$$/.exec(schema.pattern ?? '')?.[1]

/** The smallest value that a schema takes; an id is always the other workspace's. */
function sample(schema: Schema): unknown {
  const prefix = prefixOf(schema)
  if (prefix) return ids[prefix] ?? `${prefix}_01a20cc8f40e700084255dfc6b1d7774`
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf.find((each) => each.type !== 'null')!)
  if (schema.title === 'Rule') return { all: [] }
  if (schema.title === 'CascadeStep') return { media: ['sms'], success: 'accepted', within_s: 60 }
  const type = [schema.type].flat()[0]
  if (type === 'object') return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties![name]!)]))
  if (type === 'array') return schema.minItems ? [sample(schema.items!)] : []
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return true
  if (schema.format === 'email') return 'someone@example.com'
  if (schema.format === 'date-time') return '2026-11-25T10:00:00Z'
  return schema.pattern ? ({ '^[A-Z]{2}$': 'UA' }[schema.pattern] ?? 'Xx') : 'xxxxxxxxxx'
}

/** Places in a schema that bear an id, as paths of property names; list items are []. */
function idPaths(schema: Schema, path: string[] = []): string[][] {
  if (prefixOf(schema)) return [path]
  if (schema.anyOf) return schema.anyOf.flatMap((each) => idPaths(each, path))
  if (schema.items) return idPaths(schema.items, [...path, '[]'])
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => idPaths(each, [...path, name]))
}

function schemaAt(schema: Schema, path: string[]): Schema {
  const [head, ...rest] = path
  if (schema.anyOf) return schemaAt(schema.anyOf.find((each) => idPaths(each).some((found) => found.join('/') === path.join('/')))!, path)
  if (head === undefined) return schema
  return schemaAt(head === '[]' ? schema.items! : schema.properties![head]!, rest)
}

/** The smallest body with one id-bearing place filled. */
function withId(schema: Schema, path: string[]): unknown {
  const [head, ...rest] = path
  if (schema.anyOf) return withId(schema.anyOf.find((each) => idPaths(each).some((found) => found.join('/') === path.join('/')))!, path)
  if (head === undefined) return sample(schema)
  if (head === '[]') return [withId(schema.items!, rest)]
  return { ...(sample(schema) as object), [head]: withId(schema.properties![head]!, rest) }
}

describe('another workspace', () => {
  test('every route × every id-bearing place of path, query and body answers 404 and writes nothing', async () => {
    const before = await fingerprint(theirs.id)
    const wrong: string[] = []
    let asked = 0
    for (const route of t.api.routes.filter((each) => each.permission !== null)) {
      const params = route.schema.params as Schema | undefined
      const body = route.schema.body as Schema | undefined
      const query = route.schema.query as Schema | undefined
      const fill = (schema: Schema | undefined) => (schema ? (Object.entries(schema.properties ?? {}).reduce((url, [name, each]) => url.replace(`{${name}}`, encodeURIComponent(String(name === 'user_id' ? theirs.user_id : name === 'kind' ? 'phone' : name === 'value' ? '+995555123456' : sample(each)))), route.url)) : route.url)
      const requests: { url: string; payload?: unknown; what: string; list?: boolean }[] = []
      const usable = (value: unknown) => (route.id === 'createSender' ? { ...(value as object), medium: 'sms', address: 'Shop' } : route.id === 'testContent' ? { ...(value as object), to: 'a@example.com', medium: 'email', content: CONTENT } : body && typeof value === 'object' && value !== null && body.properties?.content && !('content' in value) && route.id !== 'createCampaign' ? { ...value, content: CONTENT } : value)
      if (params) requests.push({ url: fill(params), what: 'path', ...(body ? { payload: usable(sample(body)) } : {}) })
      if (body && !params) for (const path of idPaths(body)) requests.push({ url: route.url, payload: usable(withId(body, path)), what: `body/${path.join('/')} (${prefixOf(schemaAt(body, path))})` })
      if (query && !params) for (const path of idPaths(query)) requests.push({ url: `${route.url}?${path[0]}=${String(sample(query.properties![path[0]!]!))}`, what: `?${path[0]}`, list: true })
      for (const { url, payload, what, list } of requests) {
        const answer = await mine.call(route.method, url, payload)
        asked += 1
        const found = list ? answer.statusCode !== 404 && (answer.json<{ data?: unknown[]; count?: number }>().data ?? []).length > 0 : answer.statusCode !== 404
        if (found) wrong.push(`${route.method} ${url} ${what}: ${answer.statusCode} ${answer.body.slice(0, 160)}`)
      }
    }
    expect(asked).toBeGreaterThan(60)
    expect(wrong).toEqual([])
    expect(await fingerprint(theirs.id)).toBe(before)
  }, 120_000)

  test('foreign keys between tenant tables carry the workspace', async () => {
    const { rows } = await sql<{ name: string }>`
      select con.conrelid::regclass || ' → ' || con.confrelid::regclass as name from pg_constraint con where con.contype = 'f'
        and exists (select from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'workspace_id') and exists (select from pg_attribute a where a.attrelid = con.confrelid and a.attname = 'workspace_id')
        and not exists (select from unnest(con.conkey) k join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k where a.attname = 'workspace_id')`.execute(t.house.db.system)
    expect(rows).toEqual([])
  })
  test('row-level security is forced on every table with a workspace', async () => {
    const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity) and c.relname <> 'subscriber_dead'`.execute(t.house.db.system)
    expect(rows).toEqual([])
  })
  test('the serving role sees nothing without a workspace, and only its own with one', async () => {
    const { rows: none } = await sql`select id from contact`.execute(t.house.db.app)
    expect(none).toEqual([])
  })
})

test('every role is refused what its matrix does not give, on every route', async () => {
  const wrong: string[] = []
  const { key } = (await mine.call('POST', '/v1/api-keys', { name: 'nothing', kind: 'secret', scopes: ['events:write'] })).json<{ key: string }>()
  for (const route of t.api.routes.filter((each) => each.permission !== null && each.permission !== 'events:write')) {
    const url = route.url.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'id' ? (ids[Object.keys(ids)[0]!] ?? 'x') : 'x'))
    const params = route.schema.params as Schema | undefined
    const filled = params?.properties?.id ? route.url.replace('{id}', String(sample(params.properties.id))) : url
    const query = route.schema.query as Schema | undefined
    const required = (query?.required ?? []).map((name) => `${name}=${String(sample(query!.properties![name]!))}`).join('&')
    const body = route.schema.body as Schema | undefined
    const answer = await t.app.inject({ method: route.method, url: required ? `${filled}?${required}` : filled, headers: { authorization: `Bearer ${key}` }, ...(body ? { payload: sample(body) as object } : {}) })
    if (![403, 422].includes(answer.statusCode)) wrong.push(`${route.method} ${route.url}: ${answer.statusCode}`)
  }
  expect(wrong).toEqual([])
}, 60_000)
