import { Type } from 'typebox'
import { IdParams, List, type Api } from '../api/index.ts'
import { ROLE_PERMISSIONS, ROLES } from '../access/index.ts'
import { sessionUser } from '../sign-in/index.ts'
import { InvitationAcceptance } from '../workspaces/contract.ts'
import { CreatedInvitation, Invitation, InvitationView, Member, MemberChange, MemberParams, NewInvitation, PasswordReset, ResetLink, RoleMatrix } from './contract.ts'
import { acceptInvitation, invite, listInvitations, revokeInvitation, viewInvitation } from './invitations.ts'
import { changeMember, listMembers, removeMember } from './members.ts'
import { resetPassword, usePasswordReset, viewPasswordReset } from './password-reset.ts'

export function memberRoutes(api: Api): void {
  const tag = 'People and roles'
  const permission = 'members:write'
  api.get('/v1/members', { id: 'listMembers', summary: 'Who works here', tag, permission: 'members:read', answer: { 200: List(Member) } }, (cx) => listMembers(cx))
  api.patch('/v1/members/{user_id}', { id: 'changeMember', summary: 'Give another role', tag, permission, params: MemberParams, body: MemberChange, answer: { 204: null } }, (cx, { params, body }) => changeMember(cx, params.user_id, body.role))
  api.delete('/v1/members/{user_id}', { id: 'removeMember', summary: 'Take somebody out of this workspace', tag, permission, params: MemberParams, answer: { 204: null } }, (cx, { params }) => removeMember(cx, params.user_id))
  api.post('/v1/members/{user_id}/password-reset', { id: 'resetPassword', summary: 'A link for a new password, shown once', tag, permission, params: MemberParams, answer: { 201: ResetLink } }, (cx, { params }) => resetPassword(cx, params.user_id))
  api.open.get('/v1/password-resets/by-token', { id: 'viewPasswordReset', summary: 'Whose password a link is for', tag, internal: true, query: Type.Object({ token: Type.String({ maxLength: 100 }) }), answer: { 200: Type.Object({ email: Type.String() }) } },
    (house, { query }) => viewPasswordReset(house, query.token))
  api.open.post('/v1/password-resets/use', { id: 'usePasswordReset', summary: 'Choose a new password by a link', tag, internal: true, body: PasswordReset, answer: { 204: null } }, (house, { body }) => usePasswordReset(house, body))
  api.get('/v1/roles', { id: 'listRoles', summary: 'What each role may do', tag, permission: 'workspace:read', answer: { 200: Type.Object({ data: RoleMatrix }) } },
    async () => ({ data: ROLES.map((role) => ({ role, permissions: ROLE_PERMISSIONS[role] })) }))
  api.get('/v1/invitations', { id: 'listInvitations', summary: 'Open invitations', tag, permission: 'members:read', answer: { 200: List(Invitation) } }, (cx) => listInvitations(cx))
  api.post('/v1/invitations', { id: 'invite', summary: 'Invite somebody; the link is shown once', tag, permission, body: NewInvitation, answer: { 201: CreatedInvitation } }, (cx, { body }) => invite(cx, body))
  api.delete('/v1/invitations/{id}', { id: 'revokeInvitation', summary: 'Withdraw an invitation', tag, permission, params: IdParams('inv'), answer: { 204: null } }, (cx, { params }) => revokeInvitation(cx, params.id))
  api.open.get('/v1/invitations/by-token', { id: 'viewInvitation', summary: 'What an invitation link is for', tag, internal: true, query: Type.Object({ token: Type.String({ maxLength: 100 }) }), answer: { 200: InvitationView } },
    (house, { query }) => viewInvitation(house, query.token))
  api.open.post('/v1/invitations/accept', { id: 'acceptInvitation', summary: 'Join by an invitation', tag, internal: true, body: InvitationAcceptance, answer: { 201: Type.Object({ workspace: Type.Object({ id: Type.String(), name: Type.String() }) }) } },
    async (house, { body }, { request, reply }) => {
      const { workspace, cookies } = await acceptInvitation(house, body, await sessionUser(house, request))
      for (const cookie of cookies) void reply.header('set-cookie', cookie)
      return { workspace }
    })
}
