import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { failAt } from '../../platform/problem.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Channel } from '../channels/index.ts'

const ajv = new Ajv({ strict: false, useDefaults: true, removeAdditional: true, allErrors: false })
;(addFormats as unknown as (ajv: Ajv) => void)(ajv)

/** Names of a channel's settings that are write-only: `x-secret` in its schema. */
export function secretNames(channel: Pick<Channel, 'settings'>): string[] {
  return Object.entries(channel.settings.properties).filter(([, schema]) => (schema as { 'x-secret'?: boolean })['x-secret'] === true).map(([name]) => name)
}

/** Values pasted from a provider's page come with tabs and spaces around them. */
function trimmed(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]))
}

/**
 * Checks settings against the channel's schema and parts them: what may be shown, and what is sealed. `stored` are the
 * secrets there are, kept where a change does not state new ones.
 */
export function partSettings(channel: Channel, input: Record<string, unknown>, stored: Record<string, unknown>): { shown: Record<string, unknown>; secret: Record<string, unknown> } {
  const whole = { ...stored, ...Object.fromEntries(Object.entries(trimmed(input)).filter(([name, value]) => !(secretNames(channel).includes(name) && (value === '' || value === null)))) }
  const validate = ajv.compile(channel.settings)
  if (!validate(whole)) {
    const error = validate.errors![0]!
    const missing = error.keyword === 'required' ? `/${(error.params as { missingProperty: string }).missingProperty}` : ''
    failAt(`/settings${error.instancePath}${missing}`, 'setting_invalid', missing ? 'is missing.' : `${error.message ?? 'is not valid'}.`)
  }
  const secret = new Set(secretNames(channel))
  const part = (inside: boolean) => Object.fromEntries(Object.entries(whole).filter(([name]) => secret.has(name) === inside))
  return { shown: part(false), secret: part(true) }
}

/** The media that a connection carries: its channel's, or those of them that its settings name. */
export function mediaOf(channel: Channel, shown: Record<string, unknown>): Channel['media'][number][] {
  const media = channel.carries?.(shown) ?? channel.media
  if (media.length === 0) failAt(`/settings/${channel.media[0]}`, 'setting_invalid', 'Choose at least one kind of message.')
  return [...media]
}

export function openSecrets(secrets: Secrets, sealed: Buffer | null): Record<string, unknown> {
  return sealed ? (JSON.parse(secrets.decrypt(sealed)) as Record<string, unknown>) : {}
}

export function sealSecrets(secrets: Secrets, values: Record<string, unknown>): Buffer | null {
  return Object.keys(values).length > 0 ? secrets.encrypt(JSON.stringify(values)) : null
}
