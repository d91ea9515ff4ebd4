import type { Static } from 'typebox'
import { fail, failAt } from '../../platform/problem.ts'
import { mutate, read, type Cx } from '../access/index.ts'
import type { WorkspaceChange } from './contract.ts'
import { countryFacts } from './countries.ts'

export function getWorkspace(cx: Cx) {
  return read(cx, 'workspace:read', (tx) => tx.selectFrom('workspace').selectAll().executeTakeFirstOrThrow())
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

function isLocale(tag: string): boolean {
  try {
    return Boolean(new Intl.Locale(tag))
  } catch {
    return false
  }
}

export function changeWorkspace(cx: Cx, input: Static<typeof WorkspaceChange>) {
  if (input.country && !countryFacts(input.country)) failAt('/country', 'country_unknown', `"${input.country}" is not a country of ISO 3166-1.`)
  if (input.time_zone && !isTimeZone(input.time_zone)) failAt('/time_zone', 'time_zone_unknown', `"${input.time_zone}" is not an IANA time zone.`, 'For example Europe/Kyiv.')
  if (input.default_locale && !isLocale(input.default_locale)) failAt('/default_locale', 'locale_invalid', `"${input.default_locale}" is not a BCP 47 language tag.`, 'For example uk or en-GB.')
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    audit('workspace', cx.workspace.id, input)
    return tx.updateTable('workspace').set({ ...input, updated_at: cx.now }).where('id', '=', cx.workspace.id).returningAll().executeTakeFirstOrThrow()
  })
}

/** The language in which a person reads the console. */
export async function changeMe(cx: Cx, locale: string): Promise<null> {
  if (cx.actor.kind !== 'user') fail('forbidden', 'An API key has no language of its own.')
  if (!isLocale(locale)) failAt('/locale', 'locale_invalid', `"${locale}" is not a BCP 47 language tag.`)
  await cx.db.system.updateTable('auth.user').set({ locale }).where('id', '=', cx.actor.id).execute()
  return null
}
