/** A command that records one event, as a terminal takes it. */
export const curlOf = (origin: string) => `curl ${origin}/v1/track -u pk_…: \\
  -H 'content-type: application/json' \\
  -d '{"anonymousId":"try-1","event":"Product Viewed",
       "properties":{"product_id":"lamp-1","name":"Lamp"}}'`

/** What a site loads, by the client that most sites have already. */
export const snippetOf = (origin: string) => `import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load({
  writeKey: 'pk_…',
  cdnURL: '${origin}',
})
analytics.page()
analytics.identify('42', { email: 'vera@example.com' })
analytics.track('Product Viewed', { product_id: 'lamp-1' })`
