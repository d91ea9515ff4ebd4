import type { Tone } from '../../kit/status-badge.tsx'
import type { Import } from './queries.ts'

export const stateTones: Record<Import['state'], Tone> = {
  uploaded: 'neutral',
  checking: 'waiting',
  checked: 'neutral',
  running: 'waiting',
  done: 'good',
  cancelled: 'attention',
  failed: 'failed',
}
