import { Text } from '@mantine/core'
import { IconBuilding, IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from '../contacts/profile.module.css'
import type { Contact } from '../contacts/queries.ts'
import { useFormat } from '../i18n/format.ts'

const systems: [RegExp, string][] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']]
const browsers: [RegExp, string][] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Firefox|FxiOS/, 'Firefox'], [/CriOS|Chrome\//, 'Chrome'], [/Safari\//, 'Safari']]

/** The two words of a user agent that people know. */
function nameOf({ user_agent, device }: Contact['devices'][number]): string | undefined {
  const told = [device.manufacturer, device.model, device.name].filter((part) => typeof part === 'string' && part)
  if (told.length > 0) return told.join(' ')
  const found = [browsers, systems].flatMap((list) => list.find(([pattern]) => pattern.test(user_agent ?? ''))?.[1] ?? [])
  return found.length > 0 ? found.join(' · ') : undefined
}

/** The browsers and apps a person was seen in, and the companies they belong to. */
export function Devices({ contact }: { contact: Contact }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  if (contact.devices.length === 0) return null
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{t('devices')}</h2>
      <ul className={classes.rows}>
        {contact.devices.map((device) => {
          const Glyph = /Mobi|iPhone|Android/.test(device.user_agent ?? '') || device.device.model ? IconDeviceMobile : IconDeviceDesktop
          return (
            <li key={device.key}>
              <Glyph size={18} stroke={1.5} aria-hidden />
              <span className={classes.grow}>
                <span title={device.user_agent ?? undefined}>{nameOf(device) ?? t('unknownDevice')}</span>
                <Text size="xs" c="dimmed">
                  {[t('lastUsed', { when: format.relative(device.last_seen_at) }), device.locale].filter(Boolean).join(' · ')}
                </Text>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

export function Companies({ contact }: { contact: Contact }) {
  const { t } = useTranslation('people')
  if (contact.companies.length === 0) return null
  return (
    <section aria-labelledby="companies">
      <h2 id="companies">{t('companies')}</h2>
      <ul className={classes.rows}>
        {contact.companies.map((company) => (
          <li key={company.id}>
            <IconBuilding size={18} stroke={1.5} aria-hidden />
            <span className={classes.grow}>
              {company.name ?? company.external_id}
              {company.name && (
                <Text size="xs" c="dimmed">
                  {company.external_id}
                </Text>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
