import type { Compiled } from './compiled.ts'
import { scan } from './scan.ts'

/** `contact` and what is asked of it, to whatever may end a name in Liquid. */
const OF_CONTACT = /\bcontact\b(\.[^\s.|,:=<>!()[\]{}'"%&]*)?/g
const NAME = /^[\p{L}\p{N}_-]+$/u
/** What dates are shown in, in a template that names it nowhere. */
const ALWAYS = ['timezone']

const known = new WeakMap<Compiled, ReadonlySet<string> | undefined>()

/**
 * The fields of a contact that a compiled form may read: rather too many than too few. undefined: any, since it takes the
 * contact as a whole or asks for a field by a computed name. Two contacts with the same in these are told the same.
 */
export function contactReads(compiled: Compiled): ReadonlySet<string> | undefined {
  if (!known.has(compiled)) known.set(compiled, readsOf([...Object.values(compiled.parts).flatMap((part) => part?.source ?? []), ...compiled.slots.map((slot) => slot.url)]))
  return known.get(compiled)
}

function readsOf(sources: string[]): ReadonlySet<string> | undefined {
  const fields = new Set(ALWAYS)
  for (const { raw } of sources.flatMap((source) => scan(source).segments.filter(({ kind }) => kind !== 'text'))) {
    // Between brackets stands a name that may be worked out, of the contact or of anything.
    if (raw.includes('[')) return undefined
    for (const [, dotted] of raw.matchAll(OF_CONTACT)) {
      const field = dotted?.slice(1)
      if (field === undefined || !NAME.test(field)) return undefined
      // A hyphen may belong to the name or to the end of the tag.
      fields.add(field).add(field.replace(/-+$/, ''))
    }
  }
  return fields
}
