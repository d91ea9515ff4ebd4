import { useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLanguage, IconLogout } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { signOut } from '../accounts/session.ts'
import { chooseLanguage } from '../i18n/index.ts'
import { languages } from '../i18n/languages.ts'
import { usePaletteActions } from './palette-actions.ts'
import { themeChoices } from './theme-choice.ts'

/** What can be done from the palette on every screen. */
export function ShellActions({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation('shell')
  const { setColorScheme } = useMantineColorScheme()
  usePaletteActions([
    ...themeChoices.map(({ value, icon }) => ({
      id: `theme-${value}`,
      label: t('palette.setTheme', { theme: t(`theme.${value}`) }),
      icon,
      run: () => setColorScheme(value),
    })),
    ...languages.map(({ code, name }) => ({
      id: `language-${code}`,
      label: t('palette.setLanguage', { language: name }),
      icon: IconLanguage,
      run: () => void chooseLanguage(code),
    })),
    { id: 'keyboard', label: t('keyboard.title'), icon: IconKeyboard, run: onHelp },
    { id: 'sign-out', label: t('user.signOut'), icon: IconLogout, run: () => void signOut() },
  ])
  return null
}
