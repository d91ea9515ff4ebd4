import type { Context } from 'liquidjs'
import { abortIn, plainMessage } from './liquid.ts'
import { checkUrl, type CheckedUrl } from './links.ts'
import type { Parsed, ParsedSlot } from './parsed.ts'
import type { RenderRun } from './tags.ts'
import type { Place } from './weave.ts'

/** A link that one person received. `index` is the slot, or beyond the last slot where a loop gives one slot several addresses. */
export type ResolvedLink = { index: number; slot: number; url: string }

export type LinkOptions = {
  /** Gives the address that stands in the message for `url`. Not asked for mailto:, tel: and the unsubscribe links. */
  track: (url: string, index: number) => string
  /** null or '': the line is left out (transactional messages). */
  unsubscribe_url: string | null
  preferences_url: string | null
}

/** A link that has no usable address for this person. */
export class BadLink extends Error {
  override name = 'BadLink'
  readonly place: Place
  constructor(detail: string, place: Place) {
    super(detail)
    this.place = place
  }
}

type Target = { url: string; trackable: boolean }

export type Run = RenderRun & { links: ResolvedLink[] }

/** Resolves the links of one message: the HTML and the text part get the same address for the same link. */
export function openRun(parsed: Parsed, scope: object, options: LinkOptions): Run {
  const links: ResolvedLink[] = []
  const addresses = new Map<string, string>()
  const targets = new Map<number, CheckedUrl>()
  let extra = parsed.slots.length

  function follow(slot: number, url: string): string {
    const key = `${slot} ${url}`
    const known = addresses.get(key)
    if (known !== undefined) return known
    const index = links.some((l) => l.slot === slot) ? extra++ : slot
    const address = options.track(url, index)
    links.push({ index, slot, url })
    addresses.set(key, address)
    return address
  }

  function addressOf(slot: number, { url, trackable }: Target): string {
    const ours = url === options.unsubscribe_url || url === options.preferences_url
    return trackable && !ours ? follow(slot, url) : url
  }

  /** A target that needs no variables but the scope's is worked out once for all places of the message. */
  function fixedTarget(n: number): Target | undefined {
    const { fixed, direct, slot } = parsed.slots[n] as ParsedSlot
    let checked = fixed ?? targets.get(n)
    if (checked === undefined && direct !== undefined) {
      checked = checkUrl(direct(scope))
      targets.set(n, checked)
    }
    if (checked?.ok === false) throw new BadLink(checked.detail, slot.place)
    return checked
  }

  return {
    links,
    preheader: '',
    fixed(n, kind) {
      const target = fixedTarget(n)
      return target && (kind === 'link' ? addressOf(n, target) : target.url)
    },
    *link(n, cx) {
      return addressOf(n, fixedTarget(n) ?? (yield* resolve(parsed.slots[n] as ParsedSlot, cx)))
    },
    *picture(n, cx) {
      return (fixedTarget(n) ?? (yield* resolve(parsed.slots[n] as ParsedSlot, cx))).url
    },
  }
}

function* resolve({ slot, engine, templates }: ParsedSlot, cx: Context): Generator<unknown, Target, unknown> {
  let checked: CheckedUrl
  try {
    checked = checkUrl(String(yield engine.renderer.renderTemplates(templates, cx)))
  } catch (error) {
    if (abortIn(error)) throw error
    throw new BadLink(plainMessage(error), slot.place)
  }
  if (!checked.ok) throw new BadLink(checked.detail, slot.place)
  return checked
}
