import { parseEmail, parsePhone } from '../../customers/index.ts'
import type { Medium } from '../../platform/media.ts'
import { failAt } from '../../platform/problem.ts'

/** The address as its medium writes it, with the country by which a number is routed. Throws at `/to`. */
export function addressFor(medium: Medium, text: string, country: string): { address: string; country: string } {
  if (medium === 'email') return { address: parseEmail(text) ?? failAt('/to', 'email_invalid', `"${text}" is not one e-mail address.`, 'For example anna@example.com, without a name around it.'), country: '*' }
  if (medium === 'telegram' || medium === 'push') {
    const address = text.trim()
    return { address: /^[^\s\p{C}]+$/u.test(address) ? address : failAt('/to', 'chat_invalid', `"${text}" is not the id of a ${medium === 'push' ? 'device' : 'chat'}.`, 'The contact who started the chat or allowed notifications shows it among their addresses.'), country: '*' }
  }
  const phone = parsePhone(text, country) ?? failAt('/to', 'phone_invalid', `"${text}" is not a phone number.`, `International, such as +380671234567, or as it is dialled in ${country}.`)
  return { address: phone.e164, country: phone.country ?? '*' }
}
