export type Words = { [key: string]: string | Words }

const forms = ['zero', 'one', 'two', 'few', 'many']

/**
 * A browser without plural rules for a language (Chromium for Georgian) borrows those of the machine's own, which may ask
 * for forms that the language does not have: they are the general one.
 */
export function withBorrowedForms(
  language: string,
  words: Words,
  hasRules = Intl.PluralRules.supportedLocalesOf(language).length > 0,
): Words {
  if (hasRules) return words
  const filled: Words = {}
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string' && key.endsWith('_other'))
      for (const form of forms) filled[key.replace(/other$/, form)] ??= value
    filled[key] = typeof value === 'string' ? value : withBorrowedForms(language, value, hasRules)
  }
  // What the catalogue itself says stands before what was borrowed, whichever came first.
  for (const [key, value] of Object.entries(words)) if (typeof value === 'string') filled[key] = value
  return filled
}
