type Told = { client?: unknown; url?: unknown; referrer?: unknown; campaign?: unknown }

const plain = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** Where an event came from: the client, the page without its protocol, the campaign of the link. */
export function contextOf(properties: Record<string, unknown>): { client?: string; url?: string; referrer?: string; campaign?: string } {
  const told = properties.$context as Told | undefined
  if (typeof told !== 'object' || told === null) return {}
  const { name, source, medium } = (typeof told.campaign === 'object' && told.campaign !== null ? told.campaign : {}) as Record<string, unknown>
  const campaign = [name, source, medium].flatMap((part) => plain(part) ?? []).join(', ')
  const [client, url, referrer] = [plain(told.client), plain(told.url), plain(told.referrer)]
  return { ...(client ? { client } : {}), ...(url ? { url } : {}), ...(referrer ? { referrer } : {}), ...(campaign ? { campaign } : {}) }
}

/** The same in one small line. */
export function Context({ properties }: { properties: Record<string, unknown> }) {
  const { client, url, campaign } = contextOf(properties)
  const parts = [client, url?.replace(/^https?:\/\//, ''), campaign].filter(Boolean)
  if (parts.length === 0) return null
  return <span style={{ overflowWrap: 'anywhere' }}>{parts.join(' · ')}</span>
}
