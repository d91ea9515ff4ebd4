import { Type } from 'typebox'
import { Id, IdParams, List, Nullable, read, Time, type Api, type Cx } from '../../accounts/index.ts'
import { personOf } from '../contacts/index.ts'
import { unfinishedForms } from './read.ts'

const Unfinished = Type.Object({
  contact_id: Id('con'), form_id: Type.String(), name: Nullable(Type.String()), url: Nullable(Type.String({ description: 'Where it stands; https alone' })),
  filled: Type.Integer({ description: 'How many fields are filled in; with what, only the person is shown' }), started_at: Time, updated_at: Time,
}, { title: 'UnfinishedForm' })

function listUnfinishedForms(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const person_id = await personOf(tx, cx.workspace.id, contact_id)
    return { data: (await unfinishedForms(tx, cx.workspace.id, person_id)).map(({ fields, ...form }) => ({ ...form, filled: Object.keys(fields).length })) }
  })
}

export function formRoutes(api: Api): void {
  api.get('/v1/contacts/{id}/unfinished-forms', { id: 'listUnfinishedForms', summary: 'Forms that a person began and has not finished', tag: 'Contacts', permission: 'contacts:read', params: IdParams('con'), answer: { 200: List(Unfinished) } }, (cx, { params }) => listUnfinishedForms(cx, params.id))
}
