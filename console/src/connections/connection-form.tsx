import { Button, Group, NumberInput, PasswordInput, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { word } from '../i18n/word.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { type Form, useForm } from '../kit/form.ts'
import { toast } from '../kit/toast.tsx'
import { type Channel, type Connection, connectionsQuery } from './queries.ts'
import { useChannelName } from './words.ts'

/** One setting as the channel's JSON Schema describes it. */
type Property = { type?: string; title?: string; description?: string; enum?: string[]; default?: unknown; minimum?: number; maximum?: number; 'x-secret'?: boolean }
type SettingsSchema = { properties?: Record<string, Property>; required?: string[] }
type Values = Record<string, unknown>

/** The most processes that may work one connection side by side. */
const MOST_SHARES = 8
const limits = ['per_second', 'per_day', 'concurrency', 'warm_up_from', 'warm_up_growth'] as const
/** Names of settings stand apart from the form's own. */
const at = (name: string) => `settings.${name}`

/** Makes or changes a connection: the fields are the channel's own; a stored secret is never shown, only replaced. */
export function ConnectionForm({ channel, connection, onClose }: { channel: Channel; connection?: Connection; onClose: () => void }) {
  const { t } = useTranslation('connections')
  const channelName = useChannelName()
  const client = useQueryClient()
  const { properties = {}, required = [] } = channel.settings as SettingsSchema
  const stored = (connection?.settings ?? {}) as Values
  const initial: Values = { name: connection?.name ?? channelName(channel) }
  for (const [name, { default: usual, 'x-secret': secret, type }] of Object.entries(properties)) initial[at(name)] = secret ? '' : (stored[name] ?? usual ?? (type === 'boolean' ? false : ''))
  for (const limit of limits) initial[limit] = (connection?.limits ?? channel.default_limits)[limit] ?? ''
  initial.shares = connection?.shares ?? 1
  const form = useForm(initial, async (values) => {
    const settings = Object.fromEntries(
      Object.keys(properties)
        .map((name): [string, unknown] => [name, typeof values[at(name)] === 'string' ? String(values[at(name)]).trim() : values[at(name)]])
        // An empty secret keeps the stored one; an empty field is none.
        .filter(([, value]) => value !== ''),
    )
    const body = { name: values.name, settings, limits: Object.fromEntries(limits.filter((limit) => values[limit] !== '').map((limit) => [limit, values[limit]])), ...(values.shares === '' ? {} : { shares: values.shares }) }
    if (connection) await request('PATCH', `/v1/connections/${connection.id}`, { body })
    else await request('POST', '/v1/connections', { body: { ...body, channel: channel.id } })
    await client.invalidateQueries({ queryKey: connectionsQuery.queryKey })
    toast(t(connection ? 'saved' : 'added'))
    onClose()
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('name')} label={t('name')} description={t('nameMeans')} required />
        {Object.entries(properties).map(([name, property]) => (
          <Setting key={name} name={name} channel={channel.id} property={property} form={form} required={required.includes(name) && property.default !== ''} stored={connection?.secrets.includes(name) ?? false} />
        ))}
        <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
          <legend>
            <Text fw={600}>{t('limits')}</Text>
          </legend>
          <Text size="xs" c="dimmed" mb={4}>
            {t('limitsMean')}
          </Text>
          {(['per_second', 'warm_up_from'] as const).map((first) => (
            <Group key={first} grow align="flex-start" mb="xs">
              {(first === 'per_second' ? limits.slice(0, 3) : limits.slice(3)).map((limit) => (
                <NumberInput key={limit} label={t(`limit.${limit}`)} min={1} value={(form.values[limit] as number | '') ?? ''} onChange={(value) => form.set(limit, value)} error={form.error(`limits.${limit}`)} />
              ))}
            </Group>
          ))}
          <Text size="xs" c="dimmed">
            {t('warmUpMeans')}
          </Text>
        </fieldset>
        <NumberInput
          label={t('shares')}
          description={t('sharesMean')}
          min={1}
          max={MOST_SHARES}
          allowDecimal={false}
          value={form.values.shares as number | ''}
          onChange={(value) => form.set('shares', value)}
          error={form.error('shares')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy}>
            {t(connection ? 'save' : 'connect')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type SettingProps = { name: string; channel: string; property: Property; form: Form<Values>; required: boolean; stored: boolean }

function Setting({ name, channel, property, form, required, stored }: SettingProps) {
  const { t } = useTranslation('connections')
  const { t: named } = useTranslation('channels')
  const key = at(name)
  const label = word(named, `label.${channel}.${name}`, property.title ?? name)
  const about = { label, description: property.description && word(named, `means.${channel}.${name}`, property.description) }
  if (property['x-secret'])
    return <PasswordInput {...form.text(key)} {...about} autoComplete="new-password" required={required && !stored} placeholder={stored ? t('secretStored') : ''} visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }} />
  if (property.type === 'boolean') return <Switch {...about} checked={Boolean(form.values[key])} onChange={({ currentTarget: { checked } }) => form.set(key, checked)} />
  if (property.enum) return <Select {...form.choice(key)} {...about} required={required} allowDeselect={false} data={property.enum.map((value) => ({ value, label: word(named, `option.${channel}.${name}.${value}`, value) }))} />
  if (property.type === 'integer' || property.type === 'number')
    return (
      <NumberInput
        {...about}
        required={required}
        {...(property.minimum === undefined ? {} : { min: property.minimum })}
        {...(property.maximum === undefined ? {} : { max: property.maximum })}
        hideControls
        thousandSeparator=""
        value={form.values[key] as number | ''}
        onChange={(value) => form.set(key, value)}
        error={form.error(key)}
      />
    )
  return <TextInput {...form.text(key)} {...about} required={required} autoComplete="off" />
}
