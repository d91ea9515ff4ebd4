import type { Rule } from './contract.ts'

/**
 * What a rule reads: names of tables and `event:TYPE`, as the triggers that note changed contacts compare them
 * (`0035_stages.sql`); null for anything, where a rule names a segment, whose rule may change.
 */
export function followsOf(rule: Rule): string[] | null {
  const all: string[] = []
  const walk = (part: Rule): boolean => {
    if ('all' in part) return part.all.every(walk)
    if ('any' in part) return part.any.every(walk)
    if ('not' in part) return walk(part.not)
    if ('segment' in part) return false
    all.push(...readBy(part))
    return true
  }
  return walk(rule) ? [...new Set(all)].toSorted() : null
}

type Leaf = Exclude<Rule, { all: unknown } | { any: unknown } | { not: unknown } | { segment: unknown }>

function readBy(leaf: Leaf): string[] {
  if ('field' in leaf) return ['contact']
  if ('trait' in leaf) return ['contact_trait']
  if ('tag' in leaf) return ['contact_tag']
  if ('identity' in leaf) return ['identity']
  if ('endpoint' in leaf) return ['endpoint']
  if ('consent' in leaf) return ['consent_state']
  if ('import' in leaf) return ['import_contact']
  if ('event' in leaf) return [`event:${leaf.event.type}`]
  if ('sequence' in leaf) return [`event:${leaf.sequence.first.type}`, `event:${leaf.sequence.next.type}`]
  if ('aggregate' in leaf) return [`event:${leaf.aggregate.type}`]
  if ('engagement' in leaf) return [`event:message.${leaf.engagement.what}`]
  if ('purchases' in leaf || 'rfm' in leaf) return ['purchase_sum']
  if ('interest' in leaf) return ['product_interest']
  if ('unfinished' in leaf) return [{ basket: 'cart', form: 'unfinished_form', chat: 'inbound' }[leaf.unfinished.what]]
  if ('anniversary' in leaf) return ['contact', 'contact_trait']
  if ('stage' in leaf) return ['contact_stage']
  if ('score' in leaf) return ['contact_score']
  return []
}
