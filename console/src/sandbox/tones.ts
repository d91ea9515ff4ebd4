import type { Tone } from '../kit/status-badge.tsx'

export const messageTones: Record<string, Tone> = {
  accepted: 'waiting', delivered: 'good', read: 'good', clicked: 'good', replied: 'good', unsubscribed: 'attention', complained: 'attention', bounced: 'failed', failed: 'failed',
}
