export type { Actor, Cx, WorkspaceFacts } from './cx.ts'
export { PERMISSIONS, ROLE_PERMISSIONS, ROLES, type MemberRole, type Permission } from './permissions.ts'
export { mutate, mutateAsSystem, read, requirePermission, type Audit } from './transactions.ts'
