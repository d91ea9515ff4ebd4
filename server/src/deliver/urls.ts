import type { House } from '../platform/house.ts'

type Urls = Pick<House, 'config'>

/** Where a link's index is appended. */
export const trackPrefix = ({ config }: Urls, token: string) => `${config.public_url}/c/${token}/`
export const openPixel = ({ config }: Urls, token: string) => `${config.public_url}/o/${token}`
export const unsubscribeUrl = ({ config }: Urls, token: string) => `${config.public_url}/u/${token}`
export const letterUrl = ({ config }: Urls, token: string) => `${config.public_url}/w/${token}`
/** A person's own pages of what they began, by the names that texts have for them. */
export const ownUrls = ({ config }: Urls, token: string) => ({ basket_url: `${config.public_url}/k/${token}`, form_url: `${config.public_url}/f/${token}`, chat_url: `${config.public_url}/h/${token}` })
export type OwnUrls = ReturnType<typeof ownUrls>
export const preferencesUrl = ({ config }: Urls, token: string) => `${config.public_url}/p/${token}`

/** How long a link in an SMS may be: a longer one pushes a Ukrainian sentence of 40 characters into a second segment. */
export const MOST_SHORT_URL = 28
const CODE_LENGTH = 11

/** Whether links in SMS have a host to themselves; then nothing stands between the host and the code. */
export const hasShortHost = ({ short_url, public_url }: House['config']) => new URL(short_url).host !== new URL(public_url).host
export const shortUrl = ({ config }: Urls, code: string) => `${config.short_url}${hasShortHost(config) ? '' : '/s'}/${code}`
/** A link of the length that real ones will have, leading nowhere. */
export const sampleShortUrl = (urls: Urls) => shortUrl(urls, 'a'.repeat(CODE_LENGTH))
