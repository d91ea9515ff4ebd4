import { Type, type Static } from 'typebox'
import { Medium } from '../media.ts'

const closed = { additionalProperties: false } as const
const line = (max: number) => Type.String({ maxLength: max })
const Url = Type.String({ maxLength: 2000, description: 'http, https, mailto or tel; may contain Liquid' })
const BodyText = Type.String({
  maxLength: 20_000,
  description: 'Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid',
})

const Picture = Type.Object({ url: Url, alt: line(500) }, closed)
export const Button = Type.Object({ label: line(200), url: Url }, closed)
export type Button = Static<typeof Button>

/** Written once: every medium makes its own form of it. */
export const ContentCore = Type.Object(
  {
    headline: line(500),
    body: BodyText,
    picture: Type.Optional(Picture),
    buttons: Type.Array(Button, { maxItems: 6 }),
  },
  closed,
)
export type ContentCore = Static<typeof ContentCore>

const corePart = {
  headline: Type.Optional(line(500)),
  body: Type.Optional(BodyText),
  picture: Type.Optional(Type.Union([Picture, Type.Null()], { description: 'null: no picture on this medium' })),
  buttons: Type.Optional(Type.Array(Button, { maxItems: 6 })),
}
const WholeText = Type.String({
  maxLength: 10_000,
  description: 'Replaces the text made from headline and body. Liquid, but no markup.',
})

const EmailOverride = Type.Object(
  {
    ...corePart,
    subject: Type.Optional(line(500)),
    preheader: Type.Optional(line(500)),
    mjml: Type.Optional(Type.String({ maxLength: 200_000, description: 'A whole MJML document instead of ours' })),
    text: Type.Optional(Type.String({ maxLength: 20_000, description: 'The plain-text part' })),
  },
  closed,
)
const SmsOverride = Type.Object(
  {
    ...corePart,
    text: Type.Optional(
      Type.String({ maxLength: 5000, description: 'The whole SMS: picture and buttons are not appended' }),
    ),
  },
  closed,
)
const ChatOverride = Type.Object({ ...corePart, text: Type.Optional(WholeText) }, closed)
const PushOverride = Type.Object(
  { ...corePart, text: Type.Optional(WholeText), url: Type.Optional(Url) },
  closed,
)
export type Override = Static<typeof EmailOverride> & Static<typeof PushOverride>

export const Overrides = Type.Object(
  {
    email: Type.Optional(EmailOverride),
    sms: Type.Optional(SmsOverride),
    viber: Type.Optional(ChatOverride),
    whatsapp: Type.Optional(ChatOverride),
    telegram: Type.Optional(ChatOverride),
    push: Type.Optional(PushOverride),
  },
  closed,
)

export const Locale = Type.String({
  pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$',
  description: 'BCP 47, for example uk, zh-Hant, en-GB',
})
export const LocaleContent = Type.Object({ core: ContentCore, overrides: Type.Optional(Overrides) }, closed)
export type LocaleContent = Static<typeof LocaleContent>

/** One content in several languages, for all media. */
export const Content = Type.Object(
  {
    default_locale: Locale,
    locales: Type.Record(Locale, LocaleContent, { minProperties: 1, maxProperties: 50, additionalProperties: false }),
  },
  closed,
)
export type Content = Static<typeof Content>

export const PROBLEM_CODES = [
  'abilities_buttons',
  'bad_url',
  'default_locale_missing',
  'email_clipped',
  'empty_text',
  'headline_long',
  'invalid_locale',
  'limit_exceeded',
  'liquid_syntax',
  'liquid_unknown_filter',
  'liquid_unknown_tag',
  'loopback_link',
  'missing_alt',
  'missing_translation',
  'missing_unsubscribe',
  'mjml_invalid',
  'push_url_missing',
  'render_failed',
  'subject_empty',
  'text_long',
  'unknown_variable',
] as const

/** What a problem names, apart from its sentence, for whoever says it in another language. */
export const ProblemValues = Type.Object(
  {
    n: Type.Optional(Type.Integer({ description: 'How many there are' })),
    most: Type.Optional(Type.Integer({ description: 'How many are carried, or shown' })),
    named: Type.Optional(Type.String({ description: 'What stands in the content itself' })),
  },
  { ...closed, title: 'ProblemValues' },
)
export type ProblemValues = Static<typeof ProblemValues>

/** `pointer` is a JSON pointer into the content; line and column count from 1 inside that field. */
export const ContentProblem = Type.Object(
  {
    code: Type.Enum(PROBLEM_CODES),
    severity: Type.Enum(['error', 'warning']),
    pointer: Type.String(),
    detail: Type.String(),
    hint: Type.String(),
    line: Type.Optional(Type.Integer()),
    column: Type.Optional(Type.Integer()),
    locale: Type.Optional(Type.String()),
    medium: Type.Optional(Medium),
    values: Type.Optional(ProblemValues),
  },
  closed,
)
export type ContentProblem = Static<typeof ContentProblem>

const RenderedEmail = Type.Object(
  {
    medium: Type.Literal('email'),
    subject: Type.String(),
    preheader: Type.Optional(Type.String()),
    html: Type.String(),
    text: Type.String(),
  },
  closed,
)
const RenderedSms = Type.Object({ medium: Type.Literal('sms'), text: Type.String() }, closed)
const RenderedChat = Type.Object(
  {
    medium: Type.Enum(['viber', 'whatsapp', 'telegram']),
    text: Type.String(),
    html: Type.Optional(Type.String({ description: 'Telegram only: the text for parse_mode HTML' })),
    picture_url: Type.Optional(Type.String()),
    buttons: Type.Array(Type.Object({ label: Type.String(), url: Type.String() }, closed)),
  },
  closed,
)
const RenderedPush = Type.Object(
  {
    medium: Type.Literal('push'),
    title: Type.String(),
    body: Type.String(),
    picture_url: Type.Optional(Type.String()),
    url: Type.Optional(Type.String()),
  },
  closed,
)
/** What one person receives on one medium. */
export const RenderedForm = Type.Union([RenderedEmail, RenderedSms, RenderedChat, RenderedPush])
export type RenderedForm = Static<typeof RenderedForm>
export type RenderedEmail = Static<typeof RenderedEmail>
export type RenderedChat = Static<typeof RenderedChat>

