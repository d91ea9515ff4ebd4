import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { toast } from '../kit/toast.tsx'
import { type DeviceState, type Joinable, joinables, linkQuery, phoneQuery, type SandboxMessage } from './queries.ts'
import classes from './sandbox.module.css'

function usePress() {
  const { t } = useTranslation('sandbox')
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ medium, payload, address }: { medium: Joinable; payload: string; address?: string | undefined }) =>
      address ? request<DeviceState>('POST', '/v1/sandbox/devices/stop', { body: { medium, address } }) : request<DeviceState>('POST', '/v1/sandbox/devices/start', { body: { medium, payload } }),
    onSuccess: async (_device, { medium, address }) => {
      if (!address) toast(t(`phone.did.${medium}`))
      await client.invalidateQueries({ queryKey: ['sandbox'] })
    },
  })
}

/** What only the person can open on the phone that a message came to: the chat with us, and notifications. */
export function Phone({ message }: { message: SandboxMessage }) {
  const { t } = useTranslation('sandbox')
  const { data: payload } = useQuery(linkQuery(message.medium, message.to))
  const { data: devices } = useQuery(phoneQuery(payload ?? null))
  const press = usePress()
  if (!payload || !devices) return null
  return (
    <section aria-labelledby="phone">
      <Title order={2} size="h3" id="phone" mb={4}>
        {t('phone.title')}
      </Title>
      <Text c="dimmed" size="xs" mb={8}>
        {t('phone.means')}
      </Text>
      <ul className={classes.doors}>
        {joinables.map((medium) => {
          const device = devices.data.find((each) => each.medium === medium)
          const state = !device ? 'none' : device.started_at ? 'on' : 'off'
          return (
            <li key={medium}>
              <span className={classes.door}>
                <MediumIcon medium={medium} withName size={16} />
                <StatusBadge tone={state === 'on' ? 'good' : state === 'off' ? 'failed' : 'neutral'} label={t(`phone.${medium}.${state}`)} />
              </span>
              <Button
                size="xs"
                variant="default"
                loading={press.isPending && press.variables.medium === medium}
                onClick={() => press.mutate({ medium, payload, address: state === 'on' ? device?.address : undefined })}
              >
                {t(`phone.${medium}.${state === 'on' ? 'stop' : 'start'}`)}
              </Button>
            </li>
          )
        })}
      </ul>
      <ErrorNote error={press.error} />
    </section>
  )
}

/** Somebody's own link, followed: the press stays theirs to make. */
export function OpenLink({ medium, payload }: { medium: Joinable; payload: string }) {
  const { t } = useTranslation('sandbox')
  const navigate = useNavigate()
  const mayWrite = useCan('sandbox:write')
  const press = usePress()
  const close = () => void navigate({ to: '/sandbox', search: {}, replace: true })
  return (
    <Alert mb="md" color="gray" styles={{ root: { background: 'var(--c-surface)', borderColor: 'var(--c-line)' } }} icon={<IconLink stroke={1.5} />} title={t('phone.link.title')}>
      <Stack gap="sm" align="flex-start">
        <Text>{t('phone.link.text')}</Text>
        <Group gap={8}>
          {mayWrite && (
            <Button loading={press.isPending} onClick={() => press.mutate({ medium, payload }, { onSuccess: close })}>
              {t(`phone.${medium}.start`)}
            </Button>
          )}
          <Button variant="default" onClick={close}>
            {t('phone.link.close')}
          </Button>
        </Group>
        <ErrorNote error={press.error} />
      </Stack>
    </Alert>
  )
}
