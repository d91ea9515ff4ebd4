import { Stack, Text } from '@mantine/core'
import { encodeQR } from 'qr'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './counter.module.css'

/** ISO 18004 wants four light modules around the code. */
const QUIET = 4

/** The customer's card, for their own camera or to be printed: always dark on light, since many scanners read nothing else. */
export function Card({ card, name }: { card: string; name: string }) {
  const { t } = useTranslation('counter')
  const { side, path } = useMemo(() => {
    const rows = encodeQR(card, 'raw', { ecc: 'medium', border: QUIET })
    return { side: rows.length, path: rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') }
  }, [card])
  return (
    <Stack align="center" gap="sm">
      <svg className={classes.card} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t('card.of', { name })} shapeRendering="crispEdges">
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <Text ta="center">{t('card.means')}</Text>
    </Stack>
  )
}
