import {
  type Icon, type IconProps, IconBell, IconBrandTelegram, IconBrandWhatsapp, IconHeart, IconMail, IconMessage, IconPhone,
} from '@tabler/icons-react'
import { forwardRef } from 'react'
import { useTranslation } from 'react-i18next'

export type Medium = 'email' | 'sms' | 'viber' | 'whatsapp' | 'telegram' | 'push'

/** Tabler has no Viber glyph: a speech bubble with a handset, in the same line. */
const Viber = forwardRef<SVGSVGElement, IconProps>(({ size = 24, stroke = 2, ...rest }, ref) => (
  <svg
    ref={ref}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={stroke}
    strokeLinecap="round"
    strokeLinejoin="round"
    {...rest}
  >
    <path d="M12 3c5 0 8.5 2.2 8.5 7.3S17 17.6 12 17.6c-.6 0-1.2 0-1.8-.1L7 20.8v-4C4.7 15.6 3.5 13.4 3.5 10.3 3.5 5.2 7 3 12 3Z" />
    <path d="M9 7.5c-.8.3-1.1 1-.8 1.9.8 2.3 2.2 3.7 4.4 4.5.9.3 1.6 0 1.9-.8l-1.7-1.3-.9.5c-.7-.4-1.2-.9-1.5-1.6l.5-.9Z" />
    <path d="M13 7c1.5.2 2.5 1.2 2.7 2.7" />
  </svg>
))

export const mediumGlyphs: Record<Medium, Icon> = {
  email: IconMail,
  sms: IconMessage,
  viber: Viber,
  whatsapp: IconBrandWhatsapp,
  telegram: IconBrandTelegram,
  push: IconBell,
}

export const media = Object.keys(mediumGlyphs) as Medium[]

/** In a cascade's step: the medium that each person asked for. */
export const preferred = 'preferred'

export function useMediumName(): (medium: string) => string {
  const { t } = useTranslation('kit')
  return (medium) => (medium === preferred ? t('medium.preferred') : medium in mediumGlyphs ? t(`medium.${medium as Medium}`) : medium)
}

export type MediumIconProps = {
  medium: string
  size?: number
  /** Writes the name beside the glyph; otherwise it is only spoken and shown on hover. */
  withName?: boolean
}

/** The glyph of a medium. Media have glyphs, not colours. */
export function MediumIcon({ medium, size = 18, withName = false }: MediumIconProps) {
  const name = useMediumName()(medium)
  const Glyph = medium === preferred ? IconHeart : (mediumGlyphs[medium as Medium] ?? IconPhone)
  if (withName)
    return (
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap' }}>
        <Glyph size={size} stroke={1.5} aria-hidden />
        {name}
      </span>
    )
  return (
    <span role="img" aria-label={name} title={name} style={{ display: 'inline-flex' }}>
      <Glyph size={size} stroke={1.5} aria-hidden />
    </span>
  )
}
