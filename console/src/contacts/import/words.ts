import type { Tone } from '../../kit/status-badge.tsx'
import type { Import, Kind } from './queries.ts'

export const kinds: readonly Kind[] = ['contacts', 'orders', 'events', 'products']

export const stateTones: Record<Import['state'], Tone> = {
  uploaded: 'neutral',
  checking: 'waiting',
  checked: 'neutral',
  running: 'waiting',
  done: 'good',
  cancelled: 'attention',
  failed: 'failed',
  undoing: 'waiting',
  undone: 'neutral',
}
