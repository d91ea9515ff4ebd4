import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js/max'
import { onlyTimeZone } from '../../accounts/index.ts'

export type Phone = { e164: string; country: string | null }

/** A number as E.164, read by the rules of `country` when it has no plus; undefined when it cannot be a number. */
export function parsePhone(text: string, country: string): Phone | undefined {
  const parsed = parsePhoneNumber(text, country as CountryCode)
  if (!parsed?.isValid()) return undefined
  return { e164: parsed.number, country: parsed.country ?? null }
}

/**
 * One mailbox, lower case in its domain and, since every large provider treats it so, in its local part. No display
 * name, comma, group, quoting or control character: such a string can become two recipients.
 */
export function parseEmail(text: string): string | undefined {
  const value = text.trim().toLowerCase()
  if (value.length > 254 || !/^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(value)) return undefined
  if (/^\.|\.\.|\.@/.test(value)) return undefined
  const at = value.lastIndexOf('@')
  const domain = URL.parse(`http://${value.slice(at + 1)}`)?.hostname
  return domain ? `${value.slice(0, at)}@${domain}` : undefined
}

/** Where a contact's clock is taken from when nobody said: the only zone of the phone's country, else the workspace's. */
export function assumeTimeZone(phoneCountry: string | null | undefined, workspaceZone: string): string {
  return (phoneCountry && onlyTimeZone(phoneCountry)) || workspaceZone
}

/** The media on which an identity makes somebody reachable. */
export const MEDIA_OF: Record<string, readonly string[]> = { email: ['email'], phone: ['sms', 'viber', 'whatsapp'] }
