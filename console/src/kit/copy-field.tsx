import { Button, Group, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { announce } from '../shell/live-region.tsx'

export type CopyFieldProps = { label: string; value: string; description?: string }

/** Something to take elsewhere: a key, a link, a DNS record. */
export function CopyField({ label, value, description }: CopyFieldProps) {
  const { t } = useTranslation('kit')
  const { copied, copy } = useClipboard({ timeout: 2000 })
  const take = () => {
    copy(value)
    announce(t('copy.done'))
  }
  return (
    <Group gap={8} align="flex-end" wrap="nowrap">
      <TextInput
        readOnly
        label={label}
        value={value}
        flex={1}
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...(description ? { description } : {})}
      />
      <Button
        variant="default"
        onClick={take}
        leftSection={copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
      >
        {copied ? t('copy.done') : t('copy.do')}
      </Button>
    </Group>
  )
}
