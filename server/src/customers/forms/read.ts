import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { bytesOfId, idOfBytes, sha256 } from '../../platform/ids.ts'
import type { FormFields } from '../events/index.ts'

export type UnfinishedForm = { contact_id: string; form_id: string; name: string | null; url: string | null; fields: FormFields; started_at: Date; updated_at: Date }

const MOST_SHOWN = 20
/** How long a browser may fetch what was filled in, from the moment the person's own page was opened. */
const TICKET_MS = 1_800_000
const TICKET_BYTES = 44

/** What a person began and has not finished, on whichever of their contacts; of a form begun twice the later. The last touched comes first. */
export async function unfinishedForms(db: Kysely<DB>, workspace_id: string, person_id: string): Promise<UnfinishedForm[]> {
  const { rows } = await sql<UnfinishedForm>`
    select * from (select distinct on (f.form_id) f.contact_id, f.form_id, f.name, f.url, f.fields, f.started_at, f.updated_at from contact c join unfinished_form f on f.workspace_id = c.workspace_id and f.contact_id = c.id
      where c.workspace_id = ${workspace_id} and c.person_id = ${person_id} order by f.form_id, f.updated_at desc, f.contact_id) x
    order by x.updated_at desc, x.form_id limit ${sql.lit(MOST_SHOWN)}`.execute(db)
  return rows
}

/** A form as it stood at one moment; another event of it makes another mark. */
const markOf = ({ form_id, updated_at }: Pick<UnfinishedForm, 'form_id' | 'updated_at'>) => sha256(`${updated_at.getTime()}\n${form_id}`).subarray(0, 8)

/**
 * A ticket for the fields of one form as it stands now, which names nobody and ends in half an hour, or with the next event of
 * that form: so whoever gets it never gets what is filled in later, perhaps elsewhere.
 */
export function sealForm(house: Pick<House, 'secrets'>, workspace_id: string, form: UnfinishedForm, now: Date): string {
  const until = Buffer.alloc(4)
  until.writeUInt32BE(Math.floor((now.getTime() + TICKET_MS) / 1000))
  return house.secrets.seal(Buffer.concat([bytesOfId(workspace_id), bytesOfId(form.contact_id), markOf(form), until]))
}

/** What a ticket is good for; undefined for one that is not ours, too old, or of a form that was changed, finished or forgotten since. */
export async function openForm(house: House, ticket: string): Promise<Pick<UnfinishedForm, 'form_id' | 'fields'> | undefined> {
  const payload = house.secrets.open(ticket)
  if (payload?.length !== TICKET_BYTES || payload.readUInt32BE(40) * 1000 < house.clock().getTime()) return undefined
  const [workspace_id, contact_id, mark] = [idOfBytes('wks', payload.subarray(0, 16)), idOfBytes('con', payload.subarray(16, 32)), payload.subarray(32, 40)]
  const { rows } = await sql<UnfinishedForm>`select form_id, fields, updated_at from unfinished_form where workspace_id = ${workspace_id} and contact_id = ${contact_id}`.execute(house.db.system)
  const form = rows.find((row) => markOf(row).equals(mark))
  return form && { form_id: form.form_id, fields: form.fields }
}
