/**
 * Marks where a visit came from, in the parameters that analytics go by, unless the address says so itself. Only addresses
 * of the web are marked, and an address that cannot be read stays as it is.
 */
export function withUtm(url: string, medium: string, campaign: string): string {
  const parsed = URL.parse(url)
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) return url
  const marks = { utm_source: 'carillon', utm_medium: medium, utm_campaign: campaign }
  for (const [name, value] of Object.entries(marks)) if (!parsed.searchParams.has(name)) parsed.searchParams.set(name, value)
  return parsed.href
}
