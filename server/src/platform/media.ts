/** The media on which people can be written to, dearest to the reader first in lists; channels say which they serve. */
export const MEDIA = ['email', 'sms', 'viber', 'whatsapp', 'telegram', 'push'] as const
export type Medium = (typeof MEDIA)[number]
