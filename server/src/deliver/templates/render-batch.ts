import type { Compiled } from './compiled.ts'
import { render, type RenderResult } from './render.ts'
import type { Scope } from './scope.ts'

/**
 * How a message's links are written, as data, since a function can't cross threads. `prefix`: the address is the prefix
 * and the link's index ("https://l.example/c/<token>/" + "3"). `urls`: the address is the one at that index; where the
 * list has none, the target itself stands in the message, untracked. null: nothing is tracked.
 */
export type LinkData = { prefix: string } | { urls: string[] } | null
export type BatchItem = {
  scope: Scope
  links: LinkData
  unsubscribe_url: string | null
  preferences_url: string | null
}

export function renderItem(compiled: Compiled, item: BatchItem): RenderResult {
  const { scope, links, unsubscribe_url, preferences_url } = item
  return render(compiled, scope, { track: (url, index) => addressOf(links, url, index), unsubscribe_url, preferences_url })
}

function addressOf(links: LinkData, url: string, index: number): string {
  if (links === null) return url
  return 'prefix' in links ? `${links.prefix}${index}` : (links.urls[index] ?? url)
}
