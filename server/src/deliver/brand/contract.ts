import { Type, type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const Colour = Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: '#rrggbb' })
const HttpUrl = Type.String({ maxLength: 2000, pattern: '^https?://[^\\s"<>]+$' })

export const SOCIAL_KINDS = [
  'facebook', 'instagram', 'telegram', 'viber', 'whatsapp', 'youtube', 'tiktok', 'linkedin', 'x', 'vk', 'wechat', 'website',
] as const

/** The look and tone that all channels of a workspace share. */
export const Brand = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    logo_url: Type.Optional(HttpUrl),
    icon_url: Type.Optional(HttpUrl),
    colours: Type.Object({ primary: Colour, background: Colour, text: Colour, button_text: Colour }, closed),
    font_family: Type.String({
      maxLength: 200,
      pattern: '^[\\p{L}\\p{N} ,\'-]*$',
      description: 'Families in order; fallbacks for Georgian, Chinese and the rest are appended',
    }),
    footer_text: Type.String({ maxLength: 2000 }),
    postal_address: Type.String({ maxLength: 500 }),
    social: Type.Array(Type.Object({ kind: Type.Enum(SOCIAL_KINDS), url: HttpUrl }, closed), { maxItems: 12 }),
    tone: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  closed,
)
export type Brand = Static<typeof Brand>

/** A pair of colours that is hard to read. `ratio` is WCAG 2.2's, from 1 to 21. */
export const BrandProblem = Type.Object(
  {
    code: Type.Enum(['low_contrast', 'bad_colour', 'missing_postal_address']),
    severity: Type.Enum(['error', 'warning']),
    pointer: Type.String(),
    detail: Type.String(),
    hint: Type.String(),
    ratio: Type.Optional(Type.Number()),
  },
  closed,
)
export type BrandProblem = Static<typeof BrandProblem>
