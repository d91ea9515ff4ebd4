/** Relative luminance of #rrggbb (WCAG 2.2, "relative luminance"); NaN when it is no such colour. */
export function luminance(colour: string): number {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (hex === null) return Number.NaN
  const [r = 0, g = 0, b = 0] = hex.slice(1).map((pair) => {
    const channel = Number.parseInt(pair, 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** The colour moved towards white (amount > 0) or black (< 0). */
export function shade(colour: string, amount: number): string {
  const to = amount > 0 ? 255 : 0
  const share = Math.abs(amount)
  const pairs = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16))
  return `#${pairs.map((c) => Math.round(c + (to - c) * share).toString(16).padStart(2, '0')).join('')}`
}

/** The colour lightened or darkened until it can be read on `ground` (4.5 to 1). */
export function readableOn(colour: string, ground: string): string {
  const step = luminance(ground) > 0.18 ? -0.1 : 0.1
  let found = colour
  for (let i = 0; i < 20 && contrast(found, ground) < 4.5; i++) found = shade(found, step)
  return contrast(found, ground) >= 4.5 ? found : step > 0 ? '#ffffff' : '#000000'
}
