import type { House } from '../../platform/house.ts'
import type { MemberRole, Permission } from './permissions.ts'

export type Actor = {
  kind: 'user' | 'key' | 'system'
  id: string
  name: string
  role: MemberRole | null
  permissions: ReadonlySet<Permission>
}

export type WorkspaceFacts = {
  id: string
  name: string
  country: string
  default_locale: string
  time_zone: string
  currency: string
  environment: 'sandbox' | 'live'
  marketing_held_at: Date | null
}

/** Who asks, in which workspace, when: every field is there, so that none can be forgotten. */
export type Cx = House & {
  workspace: WorkspaceFacts
  actor: Actor
  now: Date
  operation: string
  request_id: string
  ip: string | null
  /** Set while a request with an Idempotency-Key runs: `mutate` stores the answer with the change. */
  idempotency: { key: string; status: number; stored: boolean } | null
}
