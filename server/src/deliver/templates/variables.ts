import { engineFor } from './liquid.ts'
import { CONTACT_FIELDS, SCOPE_ROOTS } from './scope.ts'

export type UnknownVariable = { name: string; line: number; column: number; near?: string }

const FIELDS: Record<string, readonly string[]> = {
  brand: ['name', 'logo_url', 'icon_url', 'footer_text', 'postal_address', 'colours'],
  links: ['unsubscribe_url', 'preferences_url'],
  workspace: ['currency', 'timezone', 'name'],
}

/**
 * Variables that nobody fills. A contact's traits are judged only where `traits` lists them. @throws nothing for text
 * that parses; the caller has checked that.
 */
export function unknownVariables(source: string, locale: string, traits: string[] | undefined): UnknownVariable[] {
  if (!source.includes('{')) return []
  const engine = engineFor(locale, 'text')
  const { globals } = engine.analyzeSync(engine.parse(source), { partials: false })
  return Object.values(globals).flat().flatMap(({ segments, location }) => {
    const [root, field] = segments.map(String)
    const place = { line: location.row, column: location.col }
    if (!(SCOPE_ROOTS as readonly string[]).includes(root ?? '')) {
      const found = nearest(root ?? '', [...SCOPE_ROOTS])
      return [{ name: segments.join('.'), ...place, ...(found && { near: found }) }]
    }
    const known = root === 'contact' ? traits && [...CONTACT_FIELDS, ...traits] : FIELDS[root ?? '']
    if (known === undefined || field === undefined || known.includes(field)) return []
    const found = nearest(field, known)
    return [{ name: `${root}.${field}`, ...place, ...(found && { near: `${root}.${found}` }) }]
  })
}

/** What the author probably meant: the closest name, at most two letters away. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((k) => ({ k, d: distance(name, k) })).sort((a, b) => a.d - b.d)
  const best = ranked[0]
  return best !== undefined && best.d <= 2 && best.d < name.length ? best.k : undefined
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] as number
}
