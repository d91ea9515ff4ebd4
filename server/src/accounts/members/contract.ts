import { Type } from 'typebox'
import { Choice, Id, Time } from '../api/schemas.ts'
import { PERMISSIONS, ROLES } from '../access/permissions.ts'
import { Password } from '../workspaces/contract.ts'

export const Member = Type.Object({ user_id: Type.String(), name: Type.String(), email: Type.String(), role: Choice(ROLES), created_at: Time }, { title: 'Member' })
export const MemberParams = Type.Object({ user_id: Type.String({ maxLength: 100 }) })
export const MemberChange = Type.Object({ role: Choice(ROLES) }, { additionalProperties: false })
export const RoleMatrix = Type.Array(Type.Object({ role: Choice(ROLES), permissions: Type.Array(Choice(PERMISSIONS)) }))
export const NewInvitation = Type.Object({ email: Type.String({ format: 'email', maxLength: 254 }), role: Choice(['admin', 'marketer', 'agent', 'counter']) }, { additionalProperties: false })
export const Invitation = Type.Object({ id: Id('inv'), email: Type.String(), role: Choice(ROLES), created_at: Time, expires_at: Time }, { title: 'Invitation' })
export const CreatedInvitation = Type.Object({ ...Invitation.properties, url: Type.String({ description: 'Shown this once; give it to the person' }) }, { title: 'CreatedInvitation' })
export const InvitationView = Type.Object({ email: Type.String(), role: Choice(ROLES), workspace_name: Type.String(), has_account: Type.Boolean() })
export const ResetLink = Type.Object({ url: Type.String({ description: 'Shown this once; give it to the person' }), expires_at: Time }, { title: 'ResetLink' })
export const PasswordReset = Type.Object({ token: Type.String({ maxLength: 100 }), password: Password }, { additionalProperties: false })
