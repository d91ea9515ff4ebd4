import { Stack, Text, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type EmptyStateProps = {
  icon?: Icon
  /** What this place is for, or what was not found. */
  title: string
  /** How it fills, or what to do about it. */
  text?: ReactNode
  /** The action that fills it. */
  children?: ReactNode
}

export function EmptyState({ icon: Glyph, title, text, children }: EmptyStateProps) {
  return (
    <Stack align="center" gap={8} py={56} px="md" ta="center">
      {Glyph && <Glyph size={32} stroke={1.25} aria-hidden color="var(--mantine-color-dimmed)" />}
      <Title order={2} size="h3">
        {title}
      </Title>
      {text && (
        <Text c="dimmed" maw={480}>
          {text}
        </Text>
      )}
      {children && (
        <Stack align="center" gap={8} mt={8}>
          {children}
        </Stack>
      )}
    </Stack>
  )
}
