/** A date as text: a day where it has no time of its own (a birthday is no moment), else the moment. */
export function dateText(date: Date): string {
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, -14) : iso
}
