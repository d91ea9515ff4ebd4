/**
 * What we ourselves say of a hand-over, as against what its provider said. It is kept in the same `detail`, as
 * `carillon:CODE` and after it what the provider or the system said, so that the console has words of its own for the code.
 */
const ENGLISH = {
  line_broke: 'The line broke before the provider answered',
  no_answer: 'The provider did not answer in time',
  no_line: 'No line to the provider',
  answered: 'The provider answered',
  part_refused: 'A later part of the message was not taken',
  never_received: 'The provider never received it',
  lookup_unclear: 'Asked after it, the provider did not say what became of it',
  lookup_silent: 'The provider does not answer when it is asked after hand-overs',
  lookup_failed: 'The provider could not be asked what became of it',
  lease_over: 'Another worker may have taken the connection over before it was handed over',
  broke_inside: 'The hand-over broke off on our side',
  server_stopped: 'The server stopped in the midst of it',
  killed_workers: 'Several processes died over it, so it was set aside',
} as const

type OwnCode = keyof typeof ENGLISH

/** A detail of ours; `quoted` is what the provider or the system said of it. */
export function ours(code: OwnCode, quoted = ''): string {
  return `carillon:${code}${quoted && ` ${quoted}`}`
}

/** A detail as one English sentence, for logs and for whoever has no catalogue; a provider's own stays as it is. */
export function inEnglish(detail: string): string {
  const [, code = '', quoted] = /^carillon:([a-z_]+)(?: ([^]*))?$/.exec(detail) ?? []
  const words = Object.hasOwn(ENGLISH, code) ? ENGLISH[code as OwnCode] : undefined
  return words ? [words, quoted].filter(Boolean).join(': ') : detail
}

/** Only what was said to us, without our words about it. */
export function quotedIn(detail: string): string {
  return detail.replace(/^carillon:[a-z_]+ ?/, '')
}
