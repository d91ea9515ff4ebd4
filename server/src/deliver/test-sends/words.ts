import { inEnglish } from '../channels/index.ts'
import type { Reason } from './contract.ts'

/** What became of a test, as one English sentence or two. */
export function inWords(reason: Reason, name: string, said: string | null): string {
  const because = said ? `: ${inEnglish(said)}` : ''
  switch (reason) {
    case 'accepted': return `Accepted by ${name}.`
    case 'refused': return `${name} refused it${because}`
    case 'later': return `${name} did not take it now${because}. Nothing was sent; try again in a while.`
    case 'unknown': return `It may have been sent${because}. Look before trying again.`
    case 'no_line': return `${name} could not be reached${because}`
    case 'template': return `The text could not be rendered${because}`
    case 'ours': return 'It could not be prepared, so nothing was sent. The log of the server says why.'
  }
}
