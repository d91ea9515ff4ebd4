import type { House } from '../../platform/house.ts'
import { bytesOfId, idOfBytes } from '../../platform/ids.ts'

/** What a link in a message knows: which attempt it was sent in. */
export type LinkTarget = { workspace_id: string; bucket: string; attempt_id: string }

const DAY_MS = 86_400_000

/** A sealed token of 62 characters: no id can be read from it, and none can be made without the key. */
export function sealTarget(house: Pick<House, 'secrets'>, target: LinkTarget): string {
  const day = Buffer.alloc(2)
  day.writeUInt16BE(Date.parse(`${target.bucket}T00:00:00Z`) / DAY_MS)
  return house.secrets.seal(Buffer.concat([bytesOfId(target.workspace_id), day, bytesOfId(target.attempt_id)]))
}

export function openTarget(house: Pick<House, 'secrets'>, token: string): LinkTarget | undefined {
  const payload = house.secrets.open(token)
  if (payload?.length !== 34) return undefined
  return {
    workspace_id: idOfBytes('wks', payload.subarray(0, 16)),
    bucket: new Date(payload.readUInt16BE(16) * DAY_MS).toISOString().slice(0, 10),
    attempt_id: idOfBytes('att', payload.subarray(18)),
  }
}
