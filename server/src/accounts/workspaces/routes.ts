import { Type } from 'typebox'
import { fail } from '../../platform/problem.ts'
import type { Api } from '../api/index.ts'
import { sessionUser } from '../sign-in/index.ts'
import { changeMe, changeWorkspace, getWorkspace } from './change.ts'
import { CountryList, Me, NewWorkspace, SetUp, Workspace, WorkspaceChange } from './contract.ts'
import { listCountries } from './countries.ts'
import { isSetUp, isSetupToken } from './instance.ts'
import { workspacesOf } from './queries.ts'
import { createWorkspace, setUp, type Seed } from './set-up.ts'

export function workspaceRoutes(api: Api, seeds: readonly Seed[]): void {
  const tag = 'Workspace'
  api.open.get('/v1/setup', { id: 'getSetup', summary: 'Whether this installation still waits for its set-up', tag, internal: true, answer: { 200: Type.Object({ needed: Type.Boolean() }) } },
    async (house) => ({ needed: !(await isSetUp(house)) }))
  api.open.post('/v1/setup', { id: 'setUp', summary: 'Make the first workspace and its owner', tag, internal: true, body: SetUp, answer: { 201: Type.Object({ workspace: Type.Object({ id: Type.String(), name: Type.String() }) }) } },
    async (house, { body }, { reply }) => {
      if (!(await isSetupToken(house, body.token))) fail('forbidden', 'This set-up link was used or replaced. Start the server again: it prints a new one as long as nobody has set it up.')
      const { workspace, cookies } = await setUp(house, body, seeds)
      for (const cookie of cookies) void reply.header('set-cookie', cookie)
      return { workspace }
    })
  api.open.get('/v1/countries', { id: 'listCountries', summary: 'Countries and what each sets in a new workspace', tag, answer: { 200: Type.Object({ data: CountryList }) } },
    async () => ({ data: listCountries() }))
  api.get('/v1/me', { id: 'getMe', summary: 'Who I am and what I may do here', tag, permission: 'workspace:read', answer: { 200: Me } }, async (cx, _, { request }) => {
    const user = (await sessionUser(cx, request)) ?? { id: cx.actor.id, name: cx.actor.name, email: '', locale: null }
    const workspaces = cx.actor.kind === 'user' ? await workspacesOf(cx.db.system, cx.actor.id) : [{ id: cx.workspace.id, name: cx.workspace.name, role: 'key' }]
    return { user, workspaces, workspace: { ...(await getWorkspace(cx)), role: cx.actor.role, permissions: [...cx.actor.permissions] } }
  })
  api.patch('/v1/me', { id: 'changeMe', summary: 'My own language', tag, permission: 'workspace:read', body: Type.Object({ locale: Type.String({ minLength: 2, maxLength: 35 }) }, { additionalProperties: false }), answer: { 204: null } }, (cx, { body }) => changeMe(cx, body.locale))
  api.get('/v1/workspace', { id: 'getWorkspace', summary: 'This workspace', tag, permission: 'workspace:read', answer: { 200: Workspace } }, (cx) => getWorkspace(cx))
  api.patch('/v1/workspace', { id: 'changeWorkspace', summary: 'Change this workspace', tag, permission: 'workspace:write', body: WorkspaceChange, answer: { 200: Workspace } }, (cx, { body }) => changeWorkspace(cx, body))
  api.post('/v1/workspaces', { id: 'createWorkspace', summary: 'A further workspace, which you own', tag, permission: 'workspace:write', body: NewWorkspace, answer: { 201: Type.Object({ id: Type.String(), name: Type.String() }) } },
    (cx, { body }) => (cx.actor.kind === 'user' ? createWorkspace(cx, cx.actor.id, body, seeds) : fail('forbidden', 'An API key belongs to one workspace and cannot make another. Sign in to do so.')))
}
