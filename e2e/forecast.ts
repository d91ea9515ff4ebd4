import { behave, DEFAULT_SHARES } from '../server/src/deliver/channels/sandbox/crowd.ts'

export type Option = { step: number; medium: string; price_micro: number; charged_on: string }
export type Entry = { contact_id: string; state: string; options: Option[] }
export type Delivery = { medium: 'viber' | 'sms' | 'email'; to: string; message: { form: { subject?: string; text?: string } } }
export type Foretold = { media: Record<string, { accepted: number; delivered: number }>; price_micro: number }

/**
 * What a campaign over "Viber → SMS → e-mail" must come to, reckoned from the rehearsal alone and from what the seeded
 * crowd is going to do: a second, independent walk of the cascade. `delivery` gives a person's message on a medium.
 */
export function foretell(entries: Entry[], seed: number, delivery: (contact_id: string, medium: string) => Delivery | undefined): Foretold {
  const told: Foretold = { media: {}, price_micro: 0 }
  for (const { contact_id, options } of entries.filter((each) => each.state === 'planned')) {
    for (const { medium, price_micro, charged_on } of options.toSorted((one, other) => one.step - other.step)) {
      const sent = delivery(contact_id, medium)
      if (!sent) throw new Error(`${contact_id} should have got ${medium}`)
      const { form } = sent.message
      const acts = behave({ seed, medium: sent.medium, to: sent.to, ref_key: form.subject ?? form.text!.replaceAll(/https?:\S+/g, ''), behaviour: 'crowd', shares: DEFAULT_SHARES[sent.medium] })
      const delivered = acts.some((act) => act.kind === 'deliver')
      const sum = (told.media[medium] ??= { accepted: 0, delivered: 0 })
      sum.accepted += 1
      if (delivered) sum.delivered += 1
      if (charged_on === 'accepted' || delivered) told.price_micro += price_micro
      if (medium === 'email' || delivered) break
    }
  }
  return told
}
