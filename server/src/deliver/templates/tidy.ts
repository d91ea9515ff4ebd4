/** Lines without trailing blanks, at most one empty line between them, none around. Linear, whatever a trait contains. */
export function tidyText(text: string): string {
  const kept: string[] = []
  for (const line of text.split('\n')) {
    const trimmed = line.trimEnd()
    if (trimmed !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(trimmed)
  }
  while (kept.at(-1) === '') kept.pop()
  return kept.join('\n').trimStart()
}

/** Fixed-width blanks, which Intl puts into prices, would turn a whole SMS into UCS-2 and look the same. */
export function tidySms(text: string): string {
  return tidyText(text.replaceAll(/[\u00a0\u2007\u2009\u202f]/g, ' '))
}

/** Inboxes show some 90 to 140 characters after the subject. Cut between words where there are any. */
export function cutPreview(text: string, max = 140): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max).toWellFormed().replace(/\uFFFD$/, '')
  const word = cut.lastIndexOf(' ')
  return `${(word > max / 2 ? cut.slice(0, word) : cut).trimEnd()}…`
}
