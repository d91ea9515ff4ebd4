import { sql } from 'kysely'
import { isLoopback } from '../../platform/config.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { House, InsideSubscriber, NewEvent } from '../../platform/house.ts'
import { contactsOfPeople } from '../commerce/index.ts'
import { FORM_EVENTS, fieldsOf, HISTORY, type FormFields } from '../events/index.ts'

type Started = { contact_id: string; form_id: string; name: string | null; url: string | null; fields: FormFields; started_at: Date; updated_at: Date }
type Finished = { contact_id: string; form_id: string; at: Date }

const MOST_FORMS = 20
const KEPT_DAYS = 30

const text = (value: unknown, most: number): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, most) || null : null)

/** Where a form stands: https alone, since a person is led there from their own page; at home on this machine, a site of this machine too. */
function addressOf(value: unknown, at_home: boolean): string | null {
  const url = URL.parse(text(value, 2000) ?? '')
  return url && (url.protocol === 'https:' || (at_home && url.protocol === 'http:' && isLoopback(url.href))) && !url.username && !url.password ? url.href : null
}

/** What some events come to: which forms were finished last when, and which stand begun after that. Pure. */
export function sumUp(events: readonly (NewEvent & { contact_id: string })[], people: Map<string, string[]>, at_home: boolean): { finished: Finished[]; started: Started[] } {
  const [finished, started] = [new Map<string, Finished>(), new Map<string, Started>()]
  for (const { contact_id, type, at, properties } of events.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const form_id = text(properties.form_id ?? properties.formId ?? properties.form_name ?? properties.name, 200)
    if (!form_id) continue
    const key = `${contact_id}\n${form_id}`
    if (type === 'Form Submitted') {
      for (const id of people.get(contact_id) ?? [contact_id]) {
        started.delete(`${id}\n${form_id}`)
        finished.set(`${id}\n${form_id}`, { contact_id: id, form_id, at })
      }
    } else started.set(key, { contact_id, form_id, name: text(properties.name ?? properties.form_name, 200), url: addressOf(properties.url, at_home), fields: fieldsOf(properties.fields), started_at: started.get(key)?.started_at ?? at, updated_at: at })
  }
  return { finished: [...finished.values()], started: [...started.values()] }
}

async function applyToForms(tx: Tx, workspace_id: string, events: readonly (NewEvent & { contact_id: string })[], at_home: boolean): Promise<void> {
  const people = await contactsOfPeople(tx, workspace_id, events.filter((event) => event.type === 'Form Submitted').map((event) => event.contact_id))
  const { finished, started } = sumUp(events, people, at_home)
  if (finished.length > 0) await sql`
    delete from unfinished_form f using unnest(${pgArray(finished.map((each) => each.contact_id))}::text[], ${pgArray(finished.map((each) => each.form_id))}::text[], ${pgArray(finished.map((each) => each.at))}::timestamptz[]) as d (contact_id, form_id, at)
    where f.workspace_id = ${workspace_id} and f.contact_id = d.contact_id and f.form_id = d.form_id and f.updated_at <= d.at`.execute(tx)
  if (started.length === 0) return
  await sql`
    insert into unfinished_form (workspace_id, contact_id, form_id, name, url, fields, started_at, updated_at)
    select ${workspace_id}, r.contact_id, r.form_id, r.name, r.url, r.fields::json, r.started_at, r.updated_at
    from unnest(${pgArray(started.map((each) => each.contact_id))}::text[], ${pgArray(started.map((each) => each.form_id))}::text[], ${pgArray(started.map((each) => each.name))}::text[], ${pgArray(started.map((each) => each.url))}::text[],
      ${pgArray(started.map((each) => JSON.stringify(each.fields)))}::text[], ${pgArray(started.map((each) => each.started_at))}::timestamptz[], ${pgArray(started.map((each) => each.updated_at))}::timestamptz[])
      as r (contact_id, form_id, name, url, fields, started_at, updated_at) order by r.contact_id, r.form_id
    on conflict (workspace_id, contact_id, form_id) do update set name = excluded.name, url = excluded.url, fields = excluded.fields, updated_at = excluded.updated_at where excluded.updated_at >= unfinished_form.updated_at`.execute(tx)
  // A key for browsers is public: whoever invents forms pushes out their own.
  const contacts = [...new Set(started.map((each) => each.contact_id))]
  await sql`
    delete from unfinished_form f using (select contact_id, form_id, row_number() over (partition by contact_id order by updated_at desc, form_id) as place from unfinished_form where workspace_id = ${workspace_id} and contact_id = any (${pgArray(contacts)}::text[])) o
    where f.workspace_id = ${workspace_id} and f.contact_id = o.contact_id and f.form_id = o.form_id and o.place > ${MOST_FORMS}`.execute(tx)
}

/**
 * What is begun and not finished follows from events inside the transaction that records them. The last event of a form stands
 * whole: name, address and fields are always of one event, so that an address that somebody invents leads to nobody's fields.
 * What a file tells is long past and begins nothing; it still finishes what is older than it.
 */
export const followForms: InsideSubscriber = {
  types: FORM_EVENTS,
  async run(house, tx, workspace_id, events) {
    const told = events.flatMap((event) => (event.contact_id && (event.source !== HISTORY || event.type === 'Form Submitted') ? [{ ...event, contact_id: event.contact_id }] : []))
    if (told.length > 0) await applyToForms(tx, workspace_id, told, isLoopback(house.config.public_url))
  },
}

/** What nobody touched for thirty days is nobody's wish any more, and is forgotten; 10,000 at a time. */
async function forgetOld(house: House): Promise<void> {
  const before = new Date(house.clock().getTime() - KEPT_DAYS * 86_400_000)
  for (;;) {
    const gone = await sql`delete from unfinished_form where ctid = any (array(select ctid from unfinished_form where updated_at < ${before} limit 10000))`.execute(house.db.system)
    if (Number(gone.numAffectedRows ?? 0) < 10_000) return
  }
}

export const formChores = [{ name: 'unfinished forms', every_ms: 3_600_000, run: forgetOld }]
