import { ActionIcon, Menu, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { signOut, switchWorkspace, useMe } from '../accounts/session.ts'
import { request } from '../api.ts'
import { chooseLanguage } from '../i18n/index.ts'
import { type Language, languages } from '../i18n/languages.ts'
import classes from './frame.module.css'
import { themeChoices } from './theme-choice.ts'

const check = <IconCheck size={16} stroke={1.5} aria-hidden />
const noCheck = <span style={{ inlineSize: 16 }} />

/** Language, theme, workspace and the way out. */
export function UserMenu({ onHelp, compact = false, size = 36 }: { onHelp?: () => void; compact?: boolean; size?: number }) {
  const { t, i18n } = useTranslation('shell')
  const me = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const keepLanguage = useMutation({
    mutationFn: (locale: Language) => request('PATCH', '/v1/me', { body: { locale } }),
  })
  if (!me) return null

  const pick = async (code: Language) => {
    await chooseLanguage(code)
    keepLanguage.mutate(code)
  }

  return (
    <Menu position={compact ? 'bottom-end' : 'top-start'} width={248} closeOnItemClick={false} withinPortal={false} floatingStrategy="fixed">
      <Menu.Target>
        {compact ? (
          <ActionIcon size={size} aria-label={t('user.menu')}>
            <IconUserCircle size={22} stroke={1.5} />
          </ActionIcon>
        ) : (
          <button type="button" className={classes.line}>
            <IconUserCircle size={22} stroke={1.5} aria-hidden />
            <span className={classes.person}>
              <span>{me.user.name}</span>
              <span>{me.user.email}</span>
            </span>
            <VisuallyHidden>{t('user.menu')}</VisuallyHidden>
          </button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {me.workspaces.length > 1 && (
          <>
            <Menu.Label>{t('user.workspace')}</Menu.Label>
            {me.workspaces.map(({ id, name }) => (
              <Menu.Item
                key={id}
                leftSection={id === me.workspace.id ? check : noCheck}
                aria-current={id === me.workspace.id}
                onClick={() => switchWorkspace(id)}
              >
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t('user.language')}</Menu.Label>
        {languages.map(({ code, tag, name }) => (
          <Menu.Item
            key={code}
            lang={tag}
            leftSection={code === i18n.language ? check : noCheck}
            aria-current={code === i18n.language}
            onClick={() => void pick(code)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('user.theme')}</Menu.Label>
        {themeChoices.map(({ value }) => (
          <Menu.Item
            key={value}
            leftSection={value === colorScheme ? check : noCheck}
            aria-current={value === colorScheme}
            onClick={() => setColorScheme(value)}
          >
            {t(`theme.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {onHelp && (
          <Menu.Item closeMenuOnClick leftSection={<IconKeyboard size={16} stroke={1.5} aria-hidden />} onClick={onHelp}>
            {t('keyboard.title')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} aria-hidden />} onClick={() => void signOut()}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
