import { ActionIcon, Button, Group, Text, TextInput, Tooltip } from '@mantine/core'
import { IconCheck, IconPencil, IconPlus, IconRosetteDiscountCheck, IconX } from '@tabler/icons-react'
import { type FormEvent, Fragment, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { Door } from '../kit/door.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { ProviderText } from '../kit/said.tsx'
import { StatusBadge, type Tone } from '../kit/status-badge.tsx'
import { useKnownReason } from '../campaigns/words.ts'
import { Invite } from './invite.tsx'
import classes from './profile.module.css'
import type { Contact } from './queries.ts'

export function Who({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const zone = contact.time_zone.replaceAll('_', ' ')
  const rows: [string, ReactNode][] = [
    [t('field.call_name'), contact.call_name],
    [t('column.locale'), contact.locale && format.languageName(contact.locale)],
    [t('field.country'), contact.country && format.country(contact.country)],
    [
      t('field.time_zone'),
      contact.time_zone_assumed ? (
        <Tooltip key="zone" label={t('assumedMeans')}>
          <span>
            {zone} <Text span size="xs" c="dimmed">{t('assumed')}</Text>
            <span className="visually-hidden">{t('assumedMeans')}</span>
          </span>
        </Tooltip>
      ) : (
        zone
      ),
    ],
    ...contact.imports.map(({ id, file_name }): [string, ReactNode] => [t('field.import'), <Door key={id} href={`/contacts/imports/${id}`}>{file_name}</Door>]),
  ]
  return (
    <section aria-label={t('section.who')}>
      {contact.tags.length > 0 && (
        <Group gap={6} mb={12}>
          {contact.tags.map((tag) => (
            <Door key={tag} href={`/contacts?tag=${encodeURIComponent(tag)}`} className={classes.tag}>
              {tag}
            </Door>
          ))}
        </Group>
      )}
      <dl className={classes.pairs}>
        {rows
          .filter(([, value]) => value)
          .map(([label, value], index) => (
            <Fragment key={`${label}${index}`}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
    </section>
  )
}

const tones: Record<Contact['endpoints'][number]['state'], Tone> = { active: 'good', bounced: 'failed', blocked: 'failed', invalid: 'attention' }

/** Where the person can be reached, whether it works, and every other name we know them by. */
export function Addresses({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const known = useKnownReason()
  const shown = new Set(contact.endpoints.map(({ address }) => address))
  return (
    <section aria-labelledby="addresses">
      <h2 id="addresses">{t('section.addresses')}</h2>
      <ul className={classes.rows}>
        {contact.endpoints.map((endpoint) => (
          <li key={endpoint.id}>
            <MediumIcon medium={endpoint.medium} />
            <span className={classes.grow}>
              <bdi>{endpoint.address}</bdi> <Verified at={contact.identities.find(({ value }) => value === endpoint.address)?.verified_at} />
              {endpoint.operator && (
                <Text size="xs" c="dimmed">
                  {endpoint.operator}
                </Text>
              )}
              {endpoint.state_reason && (
                <Text size="xs" c="dimmed">
                  {known(endpoint.state_reason) ?? <ProviderText>{endpoint.state_reason}</ProviderText>}
                  {endpoint.state_at && [' · ', format.date(endpoint.state_at)].join('')}
                </Text>
              )}
            </span>
            <StatusBadge tone={tones[endpoint.state]} label={t(`endpoint.${endpoint.state}`)} />
          </li>
        ))}
        {contact.identities
          .filter(({ value }) => !shown.has(value))
          .map(({ id, kind, value, verified_at }) => (
            <li key={id}>
              <span className={classes.grow}>
                <Text size="xs" c="dimmed">
                  {word(t, `identity.${kind}`, kind)}
                </Text>
                <bdi>{value}</bdi> <Verified at={verified_at} />
              </span>
            </li>
          ))}
      </ul>
      {contact.endpoints.length === 0 && <Text c="dimmed">{t('noAddress')}</Text>}
      {!contact.archived_at && <Invite contact={contact} />}
    </section>
  )
}

/** Somebody who can know said that it is theirs. */
function Verified({ at }: { at: string | null | undefined }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  if (!at) return null
  return (
    <Tooltip label={t('verifiedAt', { date: format.date(at) })}>
      <span className={classes.verified}>
        <IconRosetteDiscountCheck size={16} stroke={1.5} aria-hidden />
        <span className="visually-hidden">{t('verifiedAt', { date: format.date(at) })}</span>
      </span>
    </Tooltip>
  )
}

type TraitValue = string | number | boolean | null
type TraitsProps = { contact: Contact; onChange: ((traits: Record<string, TraitValue>) => Promise<unknown>) | undefined }

export function Traits({ contact, onChange }: TraitsProps) {
  const { t } = useTranslation('contacts')
  const [editing, setEditing] = useState<string | null>(null)
  const traits = Object.entries(contact.traits as Record<string, TraitValue>)
  const done = () => setEditing(null)
  return (
    <section aria-labelledby="traits">
      <h2 id="traits">{t('section.traits')}</h2>
      <ul className={classes.rows}>
        {traits.map(([name, value]) =>
          editing === name && onChange ? (
            <li key={name}>
              <TraitForm name={name} value={value} onSave={onChange} onClose={done} />
            </li>
          ) : (
            <li key={name}>
              <span className={classes.grow}>
                <Text size="xs" c="dimmed">
                  {name}
                </Text>
                <TraitText value={value} />
              </span>
              {onChange && (
                <ActionIcon size={28} aria-label={t('trait.edit', { name })} onClick={() => setEditing(name)}>
                  <IconPencil size={16} stroke={1.5} />
                </ActionIcon>
              )}
            </li>
          ),
        )}
        {editing === '' && onChange && (
          <li>
            <TraitForm name="" value="" onSave={onChange} onClose={done} />
          </li>
        )}
      </ul>
      {traits.length === 0 && editing === null && <Text c="dimmed">{t('trait.none')}</Text>}
      {onChange && editing === null && (
        <Button mt={4} variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setEditing('')}>
          {t('trait.add')}
        </Button>
      )}
    </section>
  )
}

function TraitText({ value }: { value: TraitValue }) {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return format.number(value)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d(T00:00:00|$)/.test(value)) return format.date(`${value.slice(0, 10)}T12:00:00Z`)
  return value
}

/** What was a number or a yes stays one. */
function typed(text: string, before: TraitValue): TraitValue {
  if (text.trim() === '') return null
  if (typeof before === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if (typeof before === 'number' && Number.isFinite(Number(text.replace(',', '.')))) return Number(text.replace(',', '.'))
  return text
}

function TraitForm({ name, value, onSave, onClose }: { name: string; value: TraitValue; onSave: NonNullable<TraitsProps['onChange']>; onClose: () => void }) {
  const { t } = useTranslation('contacts')
  const [key, setKey] = useState(name)
  const [text, setText] = useState(value === null ? '' : String(value))
  const [error, setError] = useState<unknown>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!key.trim()) return
    try {
      await onSave({ [key.trim()]: typed(text, value) })
      onClose()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <form onSubmit={(event) => void save(event)} className={classes.traitForm}>
      {name ? <Text size="xs">{name}</Text> : <TextInput label={t('trait.name')} value={key} onChange={({ currentTarget }) => setKey(currentTarget.value)} maxLength={100} data-autofocus />}
      <Group gap={4} wrap="nowrap" align="flex-end">
        <TextInput flex={1} label={name ? undefined : t('trait.value')} aria-label={t('trait.value')} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} maxLength={500} data-autofocus />
        <ActionIcon type="submit" variant="default" aria-label={t('trait.save')} size={36}>
          <IconCheck size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon aria-label={t('cancel', { ns: 'kit' })} size={36} onClick={onClose}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </Group>
      <ErrorNote error={error} />
    </form>
  )
}
