import { Type, type Static } from 'typebox'

/** What a cascade step names. A channel (a provider's protocol) serves one or more media. */
export const MEDIA = ['email', 'sms', 'viber', 'whatsapp', 'telegram', 'push'] as const
export const Medium = Type.Enum(MEDIA)
export type Medium = Static<typeof Medium>

/** What a provider can prove about a hand-over; a cascade's success condition must be one of these. */
export const REPORTS = ['accepted', 'delivered', 'read', 'clicked'] as const
export const Report = Type.Enum(REPORTS)
export type Report = Static<typeof Report>

/**
 * What a medium carries. Lengths count UTF-16 units, as the providers do. `*_limit` is where the provider
 * refuses; `*_shown` is where a phone cuts the text off on screen.
 */
export const Abilities = Type.Object(
  {
    text_limit: Type.Integer(),
    text_shown: Type.Optional(Type.Integer()),
    headline: Type.Boolean(),
    headline_limit: Type.Optional(Type.Integer()),
    headline_shown: Type.Optional(Type.Integer()),
    picture: Type.Boolean(),
    buttons_max: Type.Integer(),
    button_label_limit: Type.Optional(Type.Integer()),
    links: Type.Enum(['html', 'text', 'tap', 'none']),
    reports: Type.Array(Report),
    replies: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type Abilities = Static<typeof Abilities>

/**
 * The widest a medium allows; a channel may allow less. An SMTP server only ever accepts: "read" of a mail is its
 * picture being loaded, which is unreliable, and its delivery is reported by nobody.
 */
export const ABILITIES: Record<Medium, Abilities> = {
  email: {
    text_limit: 1_000_000,
    headline: true,
    headline_limit: 255,
    headline_shown: 70,
    picture: true,
    buttons_max: 6,
    links: 'html',
    reports: ['accepted', 'read', 'clicked'],
    replies: true,
  },
  // 10 parts of 153 septets; the same in UCS-2 is 670 units, which the segment counter decides
  sms: {
    text_limit: 1530,
    headline: false,
    picture: false,
    buttons_max: 0,
    links: 'text',
    reports: ['accepted', 'delivered', 'clicked'],
    replies: true,
  },
  viber: {
    text_limit: 1000,
    headline: false,
    picture: true,
    buttons_max: 1,
    button_label_limit: 30,
    links: 'text',
    reports: ['accepted', 'delivered', 'read', 'clicked'],
    replies: true,
  },
  // the body of an interactive message with a link button; plain text alone may have 4,096
  whatsapp: {
    text_limit: 1024,
    headline: false,
    picture: true,
    buttons_max: 1,
    button_label_limit: 20,
    links: 'text',
    reports: ['accepted', 'delivered', 'read', 'clicked'],
    replies: true,
  },
  // 4,096 without a picture; a picture's caption holds 1,024 and is checked apart
  telegram: {
    text_limit: 4096,
    headline: false,
    picture: true,
    buttons_max: 6,
    button_label_limit: 64,
    links: 'text',
    reports: ['accepted', 'clicked'],
    replies: true,
  },
  // the encrypted payload of web push is 4,096 bytes; Cyrillic and Georgian take 2 and 3 bytes a letter
  push: {
    text_limit: 900,
    text_shown: 150,
    headline: true,
    headline_limit: 150,
    headline_shown: 50,
    picture: true,
    buttons_max: 1,
    links: 'tap',
    reports: ['accepted', 'clicked'],
    replies: false,
  },
}

/** Telegram's limit for the text under a picture. */
export const TELEGRAM_CAPTION_LIMIT = 1024
/** The most parts of one SMS that are sent; longer texts are refused, never cut. */
export const SMS_SEGMENTS_MAX = 10
