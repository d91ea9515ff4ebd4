import { Type } from 'typebox'
import { IdParams, List, Page, read, type Api } from '../../accounts/index.ts'
import { changeContact, changeContacts, createContact } from './change.ts'
import { BulkChange, Contact, ContactChange, ContactQuery, ContactRow, NewContact } from './contract.ts'
import { countContacts, getContact, getContactByIdentity, listContacts } from './read.ts'

export function contactRoutes(api: Api): void {
  const tag = 'Contacts'
  const readable = { tag, permission: 'contacts:read' as const }
  const writable = { tag, permission: 'contacts:write' as const }
  api.get('/v1/contacts', { id: 'listContacts', summary: 'Search and filter contacts, newest first', ...readable, query: ContactQuery, answer: { 200: Page(ContactRow) } }, (cx, { query }) => listContacts(cx, query))
  api.get('/v1/contacts/count', { id: 'countContacts', summary: 'How many a filter finds', ...readable, query: ContactQuery, answer: { 200: Type.Object({ count: Type.Integer() }) } }, (cx, { query }) => countContacts(cx, query))
  api.post('/v1/contacts', { id: 'createContact', summary: 'Create a contact, or complete the one with this identity', ...writable, body: NewContact, answer: { 201: Contact } }, (cx, { body }) => createContact(cx, body))
  api.post('/v1/contacts/bulk', { id: 'changeContacts', summary: 'Tag or archive many at once', ...writable, body: BulkChange, answer: { 200: Type.Object({ changed: Type.Integer() }) } }, (cx, { body }) => changeContacts(cx, body))
  api.get('/v1/contacts/{id}', { id: 'getContact', summary: 'The whole profile', ...readable, params: IdParams('con'), answer: { 200: Contact } }, (cx, { params }) => getContact(cx, params.id))
  api.get('/v1/contacts/by/{kind}/{value}', { id: 'getContactByIdentity', summary: 'The profile that has this identity', ...readable, params: Type.Object({ kind: Type.String(), value: Type.String() }), answer: { 200: Contact } },
    (cx, { params }) => getContactByIdentity(cx, params.kind, params.value))
  api.patch('/v1/contacts/{id}', { id: 'changeContact', summary: 'Change a profile', ...writable, params: IdParams('con'), body: ContactChange, answer: { 200: Contact } }, (cx, { params, body }) => changeContact(cx, params.id, body))
  api.get('/v1/traits', { id: 'listTraits', summary: 'Traits that contacts have', ...readable, answer: { 200: List(Type.Object({ name: Type.String(), type: Type.String(), computed: Type.Boolean({ description: 'Written by us alone' }) }, { title: 'Trait' })) } },
    (cx) => read(cx, 'contacts:read', async (tx) => ({ data: await tx.selectFrom('trait').select(['name', 'type', 'computed']).orderBy('name').limit(1000).execute() })))
  api.get('/v1/tags', { id: 'listTags', summary: 'Tags in use', ...readable, answer: { 200: List(Type.String()) } },
    (cx) => read(cx, 'contacts:read', async (tx) => ({ data: (await tx.selectFrom('contact_tag').select('tag').distinct().orderBy('tag').limit(1000).execute()).map((row) => row.tag) })))
}
