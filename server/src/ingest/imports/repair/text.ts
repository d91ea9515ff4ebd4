/** Spaces that are not the space bar's, and characters that have no width, as spreadsheets and web pages leave them. */
const ODD_SPACES = /[\u00A0\u2000-\u200A\u202F\u205F\u3000\t]/g
const NO_WIDTH = /[\u200B-\u200D\u2060\uFEFF\u200E\u200F\u202A-\u202E\u2066-\u2069\u00AD]/g

/** Takes back what `neutralise`, or Excel's own apostrophe, put before a cell. */
export function undoNeutralise(cell: string): string {
  return cell.startsWith("'") && /^'[=+\-@\t\r\n＝＋－＠\d(]/.test(cell) ? cell.slice(1) : cell
}

/** A cell as its field reads it: no odd spaces, nothing invisible, one space between words. */
export function cleanCell(cell: string): string {
  return undoNeutralise(cell).replaceAll(NO_WIDTH, '').replaceAll(ODD_SPACES, ' ').replaceAll(/ {2,}/g, ' ').trim()
}

/** Text that PostgreSQL cannot hold: a zero byte, or half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
