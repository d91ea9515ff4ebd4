/** What makes a spreadsheet run a cell as a formula, or hides one (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** Makes a cell safe to open in a spreadsheet: a leading apostrophe means "this is text" there. */
export function neutralise(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** One CSV line (RFC 4180) that a spreadsheet opens without running anything in it. */
export function csvLine(cells: readonly (string | number)[], delimiter = ','): string {
  return `${cells.map((cell) => {
    const safe = typeof cell === 'number' ? String(cell) : neutralise(cell)
    return /["\r\n]/.test(safe) || safe.includes(delimiter) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
  }).join(delimiter)}\r\n`
}
