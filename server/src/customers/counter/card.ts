import type { House } from '../../platform/house.ts'

export type Card = { workspace_id: string; contact_id: string }

const PREFIX = 'card:'
const bytesOf = (id: string) => Buffer.from(id.slice(id.indexOf('_') + 1), 'hex')

/** What the QR code of a customer's card says: sealed, so that no id can be read from it and none can be made up. */
export function sealCard(house: Pick<House, 'secrets'>, card: Card): string {
  return PREFIX + house.secrets.seal(Buffer.concat([bytesOf(card.workspace_id), bytesOf(card.contact_id)]))
}

export function openCard(house: Pick<House, 'secrets'>, text: string): Card | undefined {
  const payload = text.trim().startsWith(PREFIX) ? house.secrets.open(text.trim().slice(PREFIX.length)) : undefined
  if (payload?.length !== 32) return undefined
  return { workspace_id: `wks_${payload.subarray(0, 16).toString('hex')}`, contact_id: `con_${payload.subarray(16).toString('hex')}` }
}
