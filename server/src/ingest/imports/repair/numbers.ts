/**
 * A number whose decimal sign is known; the other sign, spaces and apostrophes may group thousands. A currency beside it
 * is dropped. Anything else is undefined: no value is better than a wrong one.
 */
export function readNumber(cell: string, decimal: '.' | ','): number | undefined {
  const text = cell.normalize('NFKC').trim().replace(/^(?:[$€£¥₴₽₾₸]|USD|EUR|UAH|RUB|GEL|CNY)\s*|\s*(?:[$€£¥₴₽₾₸]|USD|EUR|UAH|RUB|GEL|CNY|грн|руб|лари|元)\.?$/giu, '').replace(/^\u2212/, '-')
  if (text.length > 40) return undefined
  const group = decimal === '.' ? ',' : '.'
  const plain = text.replaceAll(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '')
  const pattern = new RegExp(`^[+-]?(?:\\d+|\\d{1,3}(?:\\${group}\\d{3})+)?(?:\\${decimal}\\d+)?(?:[eE][+-]?\\d{1,3})?$`)
  if (!/\d/.test(plain) || !pattern.test(plain)) return undefined
  const number = Number(plain.replaceAll(group, '').replace(decimal, '.'))
  return Number.isFinite(number) ? number : undefined
}

/** The decimal sign that a column's values show; undefined when none of them tells. */
export function guessDecimal(samples: readonly string[]): '.' | ',' | undefined {
  let comma = 0
  let point = 0
  for (const sample of samples) {
    const text = sample.trim()
    if (/^-?[\d\s.]*\d,\d{1,2}$/.test(text) || /^-?\d,\d{4,}$/.test(text)) comma += 1
    else if (/^-?[\d\s,]*\d\.\d{1,2}$/.test(text) || /^-?\d+\.\d{4,}$/.test(text)) point += 1
  }
  return comma === point ? undefined : comma > point ? ',' : '.'
}
