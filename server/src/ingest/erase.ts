import { sql } from 'kysely'
import { pgArray } from '../platform/database/index.ts'
import type { InsideSubscriber } from '../platform/house.ts'

/**
 * A person is erased: what their files and calls left behind goes as well. Samples of columns show five cells of many people,
 * so they go where one of them is this person's; refused rows and rejected calls that carry an address or number of theirs go
 * whole, and so does the preview of a dry run; what was kept to undo an import goes with the contact. A number is compared by its last nine digits, as a file may write it in any way.
 */
export const eraseImported: InsideSubscriber = {
  types: ['contact.erased'],
  async run(_house, tx, workspace_id, events) {
    const contacts = events.flatMap((event) => event.contact_id ?? [])
    const { rows } = await sql<{ kind: string; value: string }>`select kind, value from identity where workspace_id = ${workspace_id} and contact_id = any (${pgArray(contacts)}::text[]) and length(value) > 4`.execute(tx)
    const digits = rows.filter((row) => row.kind === 'phone').map((row) => row.value.replaceAll(/\D/g, '').slice(-9))
    const texts = [...rows.filter((row) => row.kind !== 'phone').map((row) => row.value.toLowerCase()), ...contacts]
    const names = (column: string) => sql`(exists (select from unnest(${pgArray(texts)}::text[]) as w (v) where position(w.v in lower(${sql.ref(column)}::text)) > 0)
      or exists (select from unnest(${pgArray(digits)}::text[]) as w (v) where position(w.v in regexp_replace(${sql.ref(column)}::text, '[^0-9]', '', 'g')) > 0))`
    await sql`delete from import_refusal r where r.workspace_id = ${workspace_id} and ${names('r.cells')}`.execute(tx)
    await sql`delete from rejected_event r where r.workspace_id = ${workspace_id} and ${names('r.body')}`.execute(tx)
    await sql`update "import" i set counts = i.counts || '{"preview": null}', sniffed = jsonb_set(i.sniffed, '{columns}', (select coalesce(jsonb_agg(c || '{"samples": []}' order by n), '[]') from jsonb_array_elements(i.sniffed -> 'columns') with ordinality as x (c, n)))
      where i.workspace_id = ${workspace_id} and i.state in ('done', 'cancelled', 'failed', 'undoing', 'undone') and (i.id in (select ic.import_id from import_contact ic where ic.workspace_id = ${workspace_id} and ic.contact_id = any (${pgArray(contacts)}::text[])) or ${names('i.sniffed')} or ${names('i.counts')})`.execute(tx)
  },
}
