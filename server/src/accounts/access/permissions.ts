/** What a role or an API key may do. One name per thing that somebody would want to grant or withhold. */
export const PERMISSIONS = [
  'workspace:read', 'workspace:write', 'members:read', 'members:write', 'keys:write', 'audit:read',
  'contacts:read', 'contacts:write', 'contacts:export', 'contacts:erase', 'imports:write', 'consents:write', 'events:write',
  'segments:read', 'segments:write', 'content:read', 'content:write',
  'campaigns:read', 'campaigns:write', 'campaigns:launch', 'messages:read', 'messages:write', 'marketing:hold',
  'catalogue:write', 'orders:write', 'counter:use', 'calls:write', 'replies:read', 'replies:write', 'tasks:read', 'tasks:write', 'connections:read', 'connections:write', 'sandbox:read', 'sandbox:write',
] as const

export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = ['owner', 'admin', 'marketer', 'agent', 'counter'] as const
export type MemberRole = (typeof ROLES)[number]

const agent: Permission[] = ['workspace:read', 'members:read', 'contacts:read', 'contacts:write', 'consents:write', 'orders:write', 'counter:use', 'calls:write', 'segments:read',
  'content:read', 'campaigns:read', 'messages:read', 'messages:write', 'replies:read', 'replies:write', 'tasks:read', 'tasks:write', 'connections:read', 'sandbox:read']
const marketer: Permission[] = [...agent, 'contacts:export', 'imports:write', 'events:write', 'catalogue:write', 'segments:write', 'content:write',
  'campaigns:write', 'campaigns:launch', 'marketing:hold', 'sandbox:write']

/** Whoever stands at a shop's counter: finds the customer before them, and sees no list of people. */
const counter: Permission[] = ['workspace:read', 'counter:use', 'contacts:write', 'consents:write', 'orders:write']

/** The written matrix. An admin does all that an owner does but make or unmake owners, which members/ checks. */
export const ROLE_PERMISSIONS: Record<MemberRole, readonly Permission[]> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  marketer,
  agent,
  counter,
}
