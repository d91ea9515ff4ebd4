import type { House } from '../../platform/house.ts'

type Urls = Pick<House, 'config'>

/** Where a link's index is appended. */
export const trackPrefix = ({ config }: Urls, token: string) => `${config.public_url}/c/${token}/`
export const openPixel = ({ config }: Urls, token: string) => `${config.public_url}/o/${token}`
export const unsubscribeUrl = ({ config }: Urls, token: string) => `${config.public_url}/u/${token}`
export const preferencesUrl = ({ config }: Urls, token: string) => `${config.public_url}/p/${token}`
export const shortUrl = ({ config }: Urls, code: string) => `${config.short_url}/s/${code}`
