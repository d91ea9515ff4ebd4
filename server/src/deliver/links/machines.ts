/** Programs that open mail and follow links by themselves: scanners, previews, proxies, command-line clients. */
const MACHINES = /bot\b|crawl|spider|preview|scanner|proofpoint|mimecast|barracuda|safelinks|slackbot|facebookexternalhit|whatsapp\/|telegrambot|viber|skypeuri|curl\/|wget\/|python-|go-http|java\/|okhttp|headlesschrome/i

/** A person needs longer than this to see a message and act on it; a scanner follows links as the mail arrives. */
const TOO_QUICK_MS = 2000

/** Whether an open or click was made by a machine: such are kept, and not counted. */
export function isMachine(request: { method: string; user_agent: string | undefined; purpose: string | undefined }, since_accepted_ms: number | null): boolean {
  if (request.method === 'HEAD' || /prefetch|preview/i.test(request.purpose ?? '')) return true
  if (!request.user_agent || MACHINES.test(request.user_agent)) return true
  return since_accepted_ms !== null && since_accepted_ms < TOO_QUICK_MS
}
