export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** How many of `delimiter` stand outside quotes in each of the first records. */
function counts(text: string, delimiter: string, records: number): number[] {
  const made: number[] = []
  let quoted = false
  let count = 0
  let empty = true
  for (const char of text) {
    if (char === '"') quoted = !quoted
    else if (!quoted && char === delimiter) count += 1
    else if (!quoted && char === '\n') {
      if (!empty) made.push(count)
      if (made.length === records) return made
      count = 0
      empty = true
      continue
    }
    if (char !== '\r') empty = false
  }
  if (!empty && made.length === 0) made.push(count)
  return made
}

/** The delimiter that most records have equally often; Excel's own line `sep=;` decides at once. */
export function sniffDelimiter(text: string): Delimiter {
  const stated = /^sep=([,;\t|])\r?\n/i.exec(text)?.[1]
  if (stated) return stated as Delimiter
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const found = counts(text.slice(0, 100_000).replaceAll(/\r(?!\n)/g, '\n'), delimiter, 50)
    const tally = new Map<number, number>()
    for (const each of found) tally.set(each, (tally.get(each) ?? 0) + 1)
    const [mode, times] = [...tally].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
    const score = mode === 0 ? 0 : (times / found.length) * (1 + Math.min(mode, 20) / 100)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
