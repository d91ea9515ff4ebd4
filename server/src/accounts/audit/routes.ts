import { sql } from 'kysely'
import { Type } from 'typebox'
import { AnyObject, Choice, decodeCursor, Nullable, Page, PageQuery, Time, toPage, type Api } from '../api/index.ts'
import { read, type Cx } from '../access/index.ts'

const Entry = Type.Object({
  id: Type.String(), at: Time,
  actor: Type.Object({ kind: Choice(['user', 'key', 'system']), id: Type.String(), name: Type.String() }),
  action: Type.String({ description: 'The operationId of the call' }),
  object: Nullable(Type.Object({ type: Type.String(), id: Type.String() })),
  summary: AnyObject, ip: Nullable(Type.String()), request_id: Nullable(Type.String()),
}, { title: 'AuditEntry' })

const Query = Type.Object({ ...PageQuery, action: Type.Optional(Type.String()), actor: Type.Optional(Type.String()), object: Type.Optional(Type.String()) })

function listAudit(cx: Cx, query: { limit?: number; after?: string; before?: string; action?: string; actor?: string; object?: string }) {
  return read(cx, 'audit:read', async (tx) => {
    const after = decodeCursor(query.after, 1)
    const before = decodeCursor(query.before, 1)
    const rows = await tx.selectFrom('audit_entry').selectAll()
      .$if(query.action !== undefined, (q) => q.where('action', '=', query.action!))
      .$if(query.actor !== undefined, (q) => q.where('actor_id', '=', query.actor!))
      .$if(query.object !== undefined, (q) => q.where('object_id', '=', query.object!))
      .$if(after !== undefined, (q) => q.where('id', '<', String(after![0])))
      .$if(before !== undefined, (q) => q.where('id', '>', String(before![0])))
      .orderBy('id', before ? 'asc' : 'desc').limit(sql.lit((query.limit ?? 50) + 1)).execute()
    return toPage(rows.map((row) => ({
      ...row,
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
      object: row.object_type && row.object_id ? { type: row.object_type, id: row.object_id } : null,
    })), query, (row) => [row.id])
  })
}

export function auditRoutes(api: Api): void {
  api.get('/v1/audit', { id: 'listAudit', summary: 'Every write: who, what, when', tag: 'Audit', permission: 'audit:read', query: Query, answer: { 200: Page(Entry) } }, (cx, { query }) => listAudit(cx, query))
}
