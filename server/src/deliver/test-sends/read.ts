import { decodeCursor, read, toPage, type Cx, type PageInput } from '../../accounts/index.ts'
import { isLoopback } from '../../platform/config.ts'
import type { Tx } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'
import type { Reason } from './contract.ts'
import { inWords } from './words.ts'

function select(tx: Tx, workspace_id: string) {
  return tx.selectFrom('test_send').innerJoin('connection', (join) => join.onRef('connection.workspace_id', '=', 'test_send.workspace_id').onRef('connection.id', '=', 'test_send.connection_id')).where('test_send.workspace_id', '=', workspace_id)
    .select(['test_send.id', 'template_id', 'medium', 'to_address as to', 'locale', 'class', 'connection_id', 'connection.name as connection_name', 'environment', 'state', 'reason', 'detail as said', 'provider_ref', 'test_send.created_at', 'sent_at'])
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

function view(cx: Cx, row: Row) {
  const warnings = row.environment === 'live' && isLoopback(cx.config.public_url)
    ? [{ code: 'loopback_url', detail: `Links to this server (${cx.config.public_url}) open on this machine only. Set PUBLIC_URL before you write to others.` }]
    : []
  return { ...row, state: row.state === 'sending' ? 'queued' : row.state, detail: row.reason ? inWords(row.reason as Reason, row.connection_name, row.said) : null, warnings }
}

export async function findTest(cx: Cx, tx: Tx, id: string) {
  return view(cx, (await select(tx, cx.workspace.id).where('test_send.id', '=', id).executeTakeFirst()) ?? notFound('test'))
}

export function getTest(cx: Cx, id: string) {
  return read(cx, 'messages:read', (tx) => findTest(cx, tx, id))
}

export function listTests(cx: Cx, query: PageInput) {
  return read(cx, 'messages:read', async (tx) => {
    const after = decodeCursor(query.after, 1)
    const rows = await select(tx, cx.workspace.id).$if(after !== undefined, (q) => q.where('test_send.id', '<', String(after![0]))).orderBy('test_send.id', 'desc').limit((query.limit ?? 50) + 1).execute()
    return toPage(rows.map((row) => view(cx, row)), query, (row) => [row.id])
  })
}
