import type { House } from '../../platform/house.ts'

const KIND = Buffer.from('consent')
const BYTES = 32 + KIND.length

/** The token in the question's link: it knows a workspace and a request, and opens nothing else. */
export function sealRequest(house: Pick<House, 'secrets'>, workspace_id: string, request_id: string): string {
  return house.secrets.seal(Buffer.concat([KIND, Buffer.from(workspace_id.slice(4), 'hex'), Buffer.from(request_id.slice(4), 'hex')]))
}

export function openRequest(house: Pick<House, 'secrets'>, token: string): { workspace_id: string; request_id: string } | undefined {
  const payload = house.secrets.open(token)
  if (payload?.length !== BYTES || !payload.subarray(0, KIND.length).equals(KIND)) return undefined
  const hex = payload.subarray(KIND.length).toString('hex')
  return { workspace_id: `wks_${hex.slice(0, 32)}`, request_id: `crq_${hex.slice(32)}` }
}
