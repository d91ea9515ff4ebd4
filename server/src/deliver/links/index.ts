export { linkRoutes } from './routes.ts'
export { sealTarget } from './tokens.ts'
export { openPixel, preferencesUrl, shortUrl, trackPrefix, unsubscribeUrl } from './urls.ts'
export { withUtm } from './utm.ts'
