import type { Brand } from '../brand/index.ts'

/**
 * The variables of a template. Data only: JSON values, read by their own properties. `now` is the time of sending
 * (RFC 3339); dates are shown in `contact.timezone`, else `workspace.timezone`, else UTC; money is in
 * `workspace.currency` unless the filter names one. `links` is added by the render.
 */
export type Scope = {
  now: string
  contact: Record<string, unknown>
  event?: Record<string, unknown>
  message?: Record<string, unknown>
  campaign?: Record<string, unknown>
  brand?: Record<string, unknown>
  workspace?: { currency?: string; timezone?: string; name?: string }
}
export const SCOPE_ROOTS = ['now', 'contact', 'event', 'message', 'campaign', 'brand', 'workspace', 'links'] as const

/** What every contact has besides its traits. */
export const CONTACT_FIELDS = [
  'id', 'name', 'call_name', 'given_name', 'family_name', 'locale', 'timezone', 'email', 'phone', 'external_id', 'created_at', 'stage', 'score', 'basket_url', 'form_url', 'chat_url',
] as const

/** Traits stand at `contact.<trait>`; a trait can't cover one of the contact's own fields. */
export function contactScope(own: Record<string, unknown>, traits: Record<string, unknown>): Record<string, unknown> {
  return { ...traits, ...own }
}

export function brandScope(brand: Brand): Record<string, unknown> {
  const { name, logo_url, icon_url, footer_text, postal_address, colours } = brand
  return { name, logo_url, icon_url, footer_text, postal_address, colours: { ...colours } }
}

/** A made-up customer, to see whether a template says anything at all. */
export function sampleScope(locale: string): Scope {
  const item = { name: 'Sample', price: 100, quantity: 1, url: 'https://example.com/item' }
  return {
    now: '2026-11-25T10:00:00Z',
    contact: { id: '1', name: 'Maria Bondar', call_name: 'Maria', given_name: 'Maria', family_name: 'Bondar', locale, timezone: 'Europe/Kyiv', email: 'maria@example.com', phone: '+380441234567', stage: 'customer', score: 40 },
    event: { items: [item], total: 100, url: 'https://example.com/' },
    message: {},
    campaign: { name: 'Sample' },
    brand: { name: 'Sample' },
    workspace: { currency: 'USD', timezone: 'Europe/Kyiv' },
  }
}
