import { Alert, Button, Checkbox, Group, Modal, Radio, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { ErrorNote } from '../../kit/error-state.tsx'
import { useForm } from '../../kit/form.ts'
import { useWorkspace } from '../session.ts'
import { usePermissionName } from './role-matrix.tsx'

const lifetimes = ['30', '90', '365', 'never'] as const
const dayMs = 86_400_000

type Values = { name: string; kind: 'secret' | 'write'; scopes: string[]; lifetime: (typeof lifetimes)[number] }

export function NewKey({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      size="lg"
      title={t('newKey.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnClickOutside={false}
    >
      <NewKeyForm onClose={onClose} />
    </Modal>
  )
}

function NewKeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const permissionName = usePermissionName()
  const client = useQueryClient()
  // A key can do no more than the person who makes it.
  const permissions = useWorkspace()?.permissions ?? []
  const [key, setKey] = useState<string | null>(null)
  const initial: Values = { name: '', kind: 'secret', scopes: [], lifetime: '90' }
  const form = useForm(initial, async ({ name, kind, scopes, lifetime }) => {
    const expires_at = lifetime === 'never' ? {} : { expires_at: new Date(Date.now() + Number(lifetime) * dayMs).toISOString() }
    const made = await request<{ key: string }>('POST', '/v1/api-keys', {
      body: { name, kind, scopes: kind === 'write' ? ['events:write'] : scopes, ...expires_at },
    })
    setKey(made.key)
    await client.invalidateQueries({ queryKey: ['api-keys'] })
  })

  if (key)
    return (
      <Stack>
        <Alert color="amber" icon={<IconAlertTriangle stroke={1.5} />} title={t('newKey.once')}>
          {t('newKey.onceText')}
        </Alert>
        <CopyField label={t('newKey.key')} value={key} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    )

  const { scopes } = form.values
  const all = scopes.length === permissions.length
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput
          {...form.text('name')}
          label={t('keys.name')}
          description={t('newKey.nameMeans')}
          required
          data-autofocus
        />
        <Radio.Group {...form.choice('kind')} label={t('keys.kind')}>
          <Stack gap={8} mt={4}>
            <Radio value="secret" label={t('keys.secret')} description={t('newKey.secretMeans')} />
            <Radio value="write" label={t('keys.write')} description={t('newKey.writeMeans')} />
          </Stack>
        </Radio.Group>
        {form.values.kind === 'secret' && (
          <Checkbox.Group
            label={t('newKey.scopes')}
            description={t('newKey.scopesMean')}
            required
            value={scopes}
            error={form.error('scopes')}
            onChange={(next) => form.set('scopes', next)}
          >
            <SimpleGrid mt={8} cols={{ base: 1, xs: 2 }} spacing={8} verticalSpacing={8}>
              {permissions.map((permission) => (
                <Checkbox key={permission} value={permission} size="xs" label={permissionName(permission)} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
        )}
        {form.values.kind === 'secret' && (
          <Button
            size="compact-sm"
            variant="default"
            style={{ alignSelf: 'start' }}
            onClick={() => form.set('scopes', all ? [] : [...permissions])}
          >
            {all ? t('newKey.none') : t('newKey.all')}
          </Button>
        )}
        <Select
          {...form.choice('lifetime')}
          label={t('newKey.lifetime')}
          allowDeselect={false}
          data={lifetimes.map((value) => ({ value, label: value === 'never' ? t('keys.noEnd') : t('newKey.days', { count: Number(value) }) }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'kit' })}
          </Button>
          <Button type="submit" loading={form.busy} disabled={form.values.kind === 'secret' && scopes.length === 0}>
            {t('newKey.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
