import type { NewEvent } from '../../platform/house.ts'

type Json = Record<string, unknown>
/** What somebody filled in: a text, or the texts of boxes that share a name. */
export type FormFields = Record<string, string | string[]>

export const FORM_EVENTS: readonly string[] = ['Form Started', 'Form Updated', 'Form Submitted']
const MOST_FIELDS = 50
const MOST_NAME_CHARS = 100
const MOST_CHARS = 1000
const MOST_CHOICES = 20

/** Words in a field's name that say: a secret, a means of payment, a document. "loyalty_card" goes with them: better one field less than one too many. */
const SECRET_NAME = /pass(?:word|wd|phrase|code|port)|parol|парол|密码|პაროლ|secret|credential|(?:^|[^a-z])(?:pass|pwd|psw|pin|pin ?code|otp|totp|2fa|tan|token|csrf|captcha|cvv2?|cvc2?|csc|cvn|cc|card|kart[ay]?|карт[аыи]?|pan|iban|account|routing|ssn|sin|nino|itin|tin|tax ?id|national ?id|inn|rnokpp)(?:[^a-z]|$)|cc ?(?:num|number|exp|csc|name)|card ?(?:num|no|number|holder|exp|code)|security ?code|expir/
/** "cardNumber", "card_number" and "user[card-number]" as "card number". */
const plainName = (name: string) => name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** Thirteen to nineteen digits with the check digit of payment cards (ISO/IEC 7812-1, annex B), alone or with its code or date behind it. */
function holdsCardNumber(text: string): boolean {
  return (text.match(/\d(?:[ .-]?\d){12,}/g) ?? []).some((run) => {
    const digits = run.replaceAll(/\D/g, '')
    const lengths = [digits.length, ...(digits.length > 16 ? [16] : []), ...(digits.length > 17 ? [15] : [])]
    return lengths.some((length) => length <= 19 && passesLuhn(digits.slice(0, length)))
  })
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const twice = digit * 2
    sum += index % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim().slice(0, MOST_CHARS) : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')
const fits = (text: string) => text !== '' && !holdsCardNumber(text)

/** What may be kept of what somebody filled in: nothing secret by its name, nothing that is a card's number, all of it short. Pure. */
export function fieldsOf(given: unknown): FormFields {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {}
  return Object.fromEntries(Object.entries(given as Json).slice(0, MOST_FIELDS * 4).flatMap(([name, value]): [string, string | string[]][] => {
    if (name === '' || name.length > MOST_NAME_CHARS || name === '__proto__' || SECRET_NAME.test(plainName(name))) return []
    if (Array.isArray(value)) {
      const texts = value.slice(0, MOST_CHOICES).map(textOf).filter(fits)
      return texts.length > 0 ? [[name, texts]] : []
    }
    const text = textOf(value)
    return fits(text) ? [[name, text]] : []
  }).slice(0, MOST_FIELDS))
}

/** What the log keeps of an event: of a form, how many fields were filled, and not with what. */
export function forTheLog({ type, properties }: Pick<NewEvent, 'type' | 'properties'>): Json {
  if (!FORM_EVENTS.includes(type) || properties.fields === undefined) return properties
  const { fields, ...others } = properties
  return { ...others, filled: Object.keys(fieldsOf(fields)).length }
}
