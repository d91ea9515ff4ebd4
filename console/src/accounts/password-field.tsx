import { PasswordInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type PasswordFieldProps = {
  name: string
  value: string
  error: ReactNode
  onChange: (event: { currentTarget: { value: string } }) => void
  /** One that is being chosen: says how, and lets the browser propose one. */
  fresh?: boolean
}

export function PasswordField({ fresh = false, ...field }: PasswordFieldProps) {
  const { t } = useTranslation('accounts')
  return (
    <PasswordInput
      {...field}
      label={t('field.password')}
      description={fresh ? t('field.passwordHint') : undefined}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      required
      visibilityToggleButtonProps={{ 'aria-label': t('field.showPassword') }}
    />
  )
}
