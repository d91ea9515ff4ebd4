/** Days since the last day of 1899 (or the first of 1904) as a date, with a time where there is one. */
export function serialDate(value: string, since_1904: boolean): string {
  const days = Number(value)
  if (!Number.isFinite(days) || days < 0 || days > 2_958_466) return value
  // Excel holds 1900 for a leap year: before March its numbers are one too large.
  const epoch = since_1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const iso = new Date(epoch + Math.round(days * 86_400) * 1000).toISOString()
  if (days < 1) return iso.slice(11, 19)
  return Number.isInteger(days) ? iso.slice(0, 10) : iso.slice(0, 19)
}

/** A number as all its digits: 3.80671234567E11 is 380671234567. Very large and very small ones stay as they are. */
export function plainNumber(value: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(value)
  if (!match) return value
  const [, sign, first, fraction = '', power] = match as unknown as [string, string, string, string | undefined, string]
  const exponent = Number(power)
  if (exponent < 0 || exponent > 20) return value
  const digits = first + fraction.padEnd(exponent, '0')
  const rest = digits.slice(exponent + 1)
  return sign + digits.slice(0, exponent + 1) + (rest ? `.${rest}` : '')
}

/** The column of a reference such as BC12, from 0; undefined when it is none. */
export function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Za-z]{1,3})\d*$/.exec(reference ?? '')?.[1]
  if (!letters) return undefined
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** A column's name where the file gives none: A, B, … AA. */
export function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}
