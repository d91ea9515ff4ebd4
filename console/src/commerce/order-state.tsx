import { IconPackage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatusBadge, type Tone } from '../kit/status-badge.tsx'
import type { OrderState } from './queries.ts'

const tones: Record<OrderState, Tone> = { placed: 'waiting', completed: 'good', ready: 'attention', handed_over: 'good', refunded: 'neutral', cancelled: 'failed' }

export function OrderStateBadge({ state }: { state: OrderState }) {
  const { t } = useTranslation('commerce')
  return <StatusBadge tone={tones[state]} {...(state === 'ready' ? { icon: IconPackage } : {})} label={t(`state.${state}`)} />
}
