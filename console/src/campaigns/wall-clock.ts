/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(instant)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(instant / 1000) * 1000
}

/** "2026-11-25T10:00" as the zone's clocks show an instant. */
export function wallClockOf(at: string, timeZone: string): string {
  const instant = new Date(at).getTime()
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 16)
}

/** The instant at which the zone's clocks show "2026-11-25T10:00"; where they are put back, the first of the two. */
export function instantOf(wallClock: string, timeZone: string): string {
  const asUtc = new Date(`${wallClock}Z`).getTime()
  const near = asUtc - offsetAt(asUtc, timeZone)
  return new Date(asUtc - offsetAt(near, timeZone)).toISOString()
}
