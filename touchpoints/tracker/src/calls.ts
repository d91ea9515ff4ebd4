export type Json = Record<string, unknown>
export type CallType = 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias'
/** What a call says, before the browser's part is added. */
export type Said = { type: CallType; userId?: string; previousId?: string; groupId?: string; event?: string; name?: string; traits?: Json; properties?: Json }

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() || undefined : undefined)
const object = (value: unknown): Json | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined)

/**
 * Reads a call's arguments as the other clients of the family take them: `identify(id?, traits?)`, `track(event, properties?)`,
 * `page(category?, name?, properties?)`, `group(id, traits?)`, `alias(id, earlier?)`. @throws where the one thing is missing that the call is about
 */
export function readArguments(type: CallType, given: readonly unknown[]): Said {
  const texts = given.map(text)
  const first = texts[0]
  const data = given.map(object).find(Boolean)
  if (type === 'identify') return { type, ...(first ? { userId: first } : {}), traits: data ?? {} }
  if (type === 'page' || type === 'screen') {
    const named = texts.filter((each): each is string => each !== undefined)
    const [category, name] = named.length > 1 ? named : [undefined, named[0]]
    return { type, ...(name ? { name } : {}), properties: { ...(category ? { category } : {}), ...data } }
  }
  if (!first) throw new Error(`${type} needs ${{ track: 'the name of an event', group: 'the id of a company', alias: 'an id' }[type]} first`)
  if (type === 'track') return { type, event: first, properties: data ?? {} }
  if (type === 'group') return { type, groupId: first, traits: data ?? {} }
  return { type, userId: first, ...(texts[1] ? { previousId: texts[1] } : {}) }
}
