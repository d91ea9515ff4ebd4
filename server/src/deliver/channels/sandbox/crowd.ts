import { createHash } from 'node:crypto'
import type { Medium } from '../../media.ts'

/** Of those a message is handed over for, the share that it is delivered to; of those, the share that reads, and so on. */
export type Shares = { delivered: number; read: number; clicked: number; replied: number; unsubscribed: number }

/** How the sandbox's people behave until somebody sets other shares: plausible figures, not measured ones. */
export const DEFAULT_SHARES: Record<Medium, Shares> = {
  email: { delivered: 0.97, read: 0.4, clicked: 0.2, replied: 0.01, unsubscribed: 0.01 },
  sms: { delivered: 0.96, read: 0.9, clicked: 0.12, replied: 0.02, unsubscribed: 0.01 },
  viber: { delivered: 0.72, read: 0.8, clicked: 0.18, replied: 0.02, unsubscribed: 0.01 },
  whatsapp: { delivered: 0.85, read: 0.85, clicked: 0.2, replied: 0.03, unsubscribed: 0.01 },
  telegram: { delivered: 0.99, read: 0.85, clicked: 0.22, replied: 0.03, unsubscribed: 0.01 },
  push: { delivered: 0.8, read: 0.3, clicked: 0.1, replied: 0, unsubscribed: 0.01 },
}

/** Of everybody, the share that has pressed Start in our chat, or Allow on the phone. */
export type Joins = { telegram: number; push: number }
export const DEFAULT_JOINS: Joins = { telegram: 0.4, push: 0.3 }

export type ActionKind = 'deliver' | 'read' | 'click' | 'reply' | 'unsubscribe' | 'complain' | 'bounce' | 'fail'
export type PlannedAction = { kind: ActionKind; /** seconds of the sandbox's clock after the hand-over */ after_s: number }
export type Behaviour = 'crowd' | 'manual' | 'unreachable' | 'slow' | 'bouncing'

/** Fractions that depend on the seed and the message alone: the same crowd behaves the same way every time. */
function fractions(seed: number, key: string, count: number): number[] {
  const bytes = createHash('sha256').update(`${seed}\n${key}`).digest()
  return Array.from({ length: count }, (_, index) => bytes.readUInt32BE(index * 4) / 2 ** 32)
}

/** What one person of the crowd does with a message, and when. */
export function behave(input: { seed: number; medium: Medium; to: string; ref_key: string; behaviour: Behaviour; shares: Shares }): PlannedAction[] {
  const { medium, behaviour, shares } = input
  if (behaviour === 'manual') return []
  if (behaviour === 'bouncing') return [{ kind: medium === 'email' ? 'bounce' : 'fail', after_s: 5 }]
  if (behaviour === 'unreachable') return []
  const [delivered, read, clicked, replied, unsubscribed, pace, pause] = fractions(input.seed, `${medium}\n${input.to}\n${input.ref_key}`, 7) as [number, number, number, number, number, number, number]
  // A messenger that nobody opens stays silent; a number or mailbox that does not exist says so.
  if (delivered >= shares.delivered) return medium === 'email' ? [{ kind: 'bounce', after_s: 20 }] : medium === 'sms' ? [{ kind: 'fail', after_s: 60 }] : []
  const slow = behaviour === 'slow' ? 40 : 1
  const at = (5 + pace * 200) * slow
  const later = (30 + pause * 600) * slow
  const actions: PlannedAction[] = [{ kind: 'deliver', after_s: at }]
  if (read >= shares.read) return actions
  actions.push({ kind: 'read', after_s: at + later })
  if (clicked < shares.clicked) actions.push({ kind: 'click', after_s: at + later * 1.3 })
  if (replied < shares.replied) actions.push({ kind: 'reply', after_s: at + later * 1.6 })
  if (unsubscribed < shares.unsubscribed) actions.push({ kind: 'unsubscribe', after_s: at + later * 1.8 })
  return actions
}

/** Whether the person whom a link was made for presses Start or Allow: by the seed and the person alone. */
export function presses(seed: number, medium: keyof Joins, payload: string, share: number): boolean {
  return fractions(seed, `${medium}\n${payload}`, 1)[0]! < share
}
