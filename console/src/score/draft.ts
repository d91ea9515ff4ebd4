import { type Group, groupOf, isComplete, type Rule, ruleOf } from '../segments/rule.ts'
import type { ScoreRule } from './queries.ts'

export type Event = { type: string; where?: unknown[] | undefined }

/** A rule as the page holds it: a tree of conditions, or one event where each time counts. */
export type Draft = { id: number; each: boolean; group: Group; event: Event; points: number | ''; most: number | ''; half_days: number | '' }

let made = 0
export const newId = () => ++made

export function draftOf({ rule, each, points, most, half_days }: ScoreRule): Draft {
  const { event } = rule as { event?: Event }
  return { id: newId(), each, group: each ? { mode: 'all', parts: [] } : groupOf(rule), event: each && event ? { type: event.type, where: event.where } : { type: '' }, points, most: most ?? '', half_days: half_days ?? '' }
}

const ruleIn = ({ each, group, event }: Draft): Rule => (each ? { event: { type: event.type.trim(), did: true, ...(event.where ? { where: event.where } : {}) } } : ruleOf(group))

export const storedOf = (draft: Draft): ScoreRule => ({
  rule: ruleIn(draft), each: draft.each, points: Number(draft.points),
  ...(draft.each ? { most: draft.most === '' ? null : draft.most, half_days: draft.half_days === '' ? null : draft.half_days } : {}),
})

export const isWhole = (draft: Draft): boolean => draft.points !== '' && draft.points !== 0 && (draft.each ? isComplete(ruleIn(draft)) : draft.group.parts.length > 0 && isComplete(draft.group))

const each = (type: string, points: number, most: number, half_days: number): ScoreRule => ({ rule: { event: { type, did: true } }, each: true, points, most, half_days })

/** What a shop would begin with: signs of interest that fade, and what lasts. */
export const usual: ScoreRule[] = [
  each('Product Viewed', 1, 15, 30),
  each('Product Added', 5, 20, 30),
  each('Checkout Started', 15, 30, 30),
  each('message.clicked', 3, 15, 30),
  each('message.replied', 10, 20, 60),
  { rule: { any: ['email', 'sms', 'viber', 'whatsapp', 'telegram'].map((consent) => ({ consent, holds: true })) }, each: false, points: 10 },
  { rule: { all: [{ field: 'last_seen_at', op: 'exists' }, { field: 'last_seen_at', op: 'not_in_last_days', value: 60 }] }, each: false, points: -10 },
]
