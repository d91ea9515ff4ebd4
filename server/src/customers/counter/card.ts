import type { House } from '../../platform/house.ts'
import { bytesOfId, idOfBytes } from '../../platform/ids.ts'

export type Card = { workspace_id: string; contact_id: string }

const PREFIX = 'card:'

/** What the QR code of a customer's card says: sealed, so that no id can be read from it and none can be made up. */
export function sealCard(house: Pick<House, 'secrets'>, card: Card): string {
  return PREFIX + house.secrets.seal(Buffer.concat([bytesOfId(card.workspace_id), bytesOfId(card.contact_id)]))
}

export function openCard(house: Pick<House, 'secrets'>, text: string): Card | undefined {
  const payload = text.trim().startsWith(PREFIX) ? house.secrets.open(text.trim().slice(PREFIX.length)) : undefined
  if (payload?.length !== 32) return undefined
  return { workspace_id: idOfBytes('wks', payload.subarray(0, 16)), contact_id: idOfBytes('con', payload.subarray(16)) }
}
