import { mutate, read, type Cx } from '../../accounts/index.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import type { ConsentState } from './entry.ts'
import { recordConsents } from './record.ts'

export type NewConsents = { contact_id: string; consents: { medium: string; topic_id?: string; state: ConsentState; at?: string; source: string; proof?: Record<string, unknown>; confirmed?: boolean }[] }

/** Sources that are no consent: nobody on a bought list agreed to hear from this company. */
const REFUSED_SOURCES = /bought|purchas|rented|rent list|third.?party list|scrap|купл|придбан|нажит|ნაყიდ|购买|买来/i

export function checkSource(source: string, pointer: string): void {
  if (REFUSED_SOURCES.test(source)) failAt(pointer, 'source_refused', 'A bought, rented or collected list is no consent: nobody on it agreed to hear from you.', 'Import the people without consent and ask each for it where the law allows.')
}

/** Records what a person said, as told by whoever calls; an opt-out takes effect before this returns. */
/** Whoever says that it is confirmed already shows how. */
export function checkConfirmed(consent: { confirmed?: boolean; proof?: Record<string, unknown> }, pointer: string): void {
  if (consent.confirmed && Object.keys(consent.proof ?? {}).length === 0) failAt(`${pointer}/proof`, 'proof_missing', 'A consent that is confirmed already needs a proof of it.', 'Put into proof how and when the person confirmed, or leave "confirmed" out.')
}

export function recordConsent(cx: Cx, input: NewConsents) {
  input.consents.forEach((consent, index) => {
    checkSource(consent.source, `/consents/${index}/source`)
    checkConfirmed(consent, `/consents/${index}`)
  })
  return mutate(cx, 'consents:write', async (tx, audit) => {
    const contact = await tx.selectFrom('contact').select('id').where('id', '=', input.contact_id).executeTakeFirst()
    if (!contact) return notFound('contact')
    await recordConsents(cx, tx, cx.workspace.id, input.consents.map((consent) => ({
      contact_id: contact.id, medium: consent.medium, topic_id: consent.topic_id ?? '*', state: consent.state, at: consent.at ? new Date(consent.at) : cx.now, source: consent.source, confirmed: consent.confirmed === true,
      proof: { ...consent.proof, [cx.actor.kind === 'user' ? 'operator' : 'api_key']: cx.actor.name },
    })), { now: cx.now, respect_opt_outs: false, origin: 'live' })
    audit('contact', contact.id, { consents: input.consents })
    return null
  })
}

/** The ledger of one contact, newest first: who said what, when, how, with which proof. */
export function listConsents(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => ({
    data: await tx.selectFrom('consent_entry as e').leftJoin('consent_text as x', (join) => join.onRef('x.workspace_id', '=', 'e.workspace_id').onRef('x.id', '=', 'e.text_id'))
      .select(['e.id', 'e.contact_id', 'e.medium', 'e.topic_id', 'e.state', 'e.at', 'e.recorded_at', 'e.source', 'e.proof', 'e.origin', 'e.text_id', 'x.first_at as text_since'])
      .where('e.contact_id', '=', contact_id).orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(500).execute(),
  }))
}
