import { Button, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '../i18n/index.ts'
import { languages } from '../i18n/languages.ts'
import { Bell } from '../shell/bell.tsx'
import { LiveRegion } from '../shell/live-region.tsx'
import classes from './auth-frame.module.css'

/** Around the screens that stand alone: the mark above, the languages beneath. */
export function AuthFrame({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useTranslation('accounts')
  useDocumentTitle(`${title} · Carillon`)
  return (
    <main className={classes.frame}>
      <div className={classes.box}>
        <div className={classes.mark}>
          <Bell size={28} />
          Carillon
        </div>
        <Title order={1}>{title}</Title>
        <div className={classes.note}>{note}</div>
        {children}
      </div>
      <div className={classes.languages} role="group" aria-label={t('language')}>
        {languages.map(({ code, tag, name }) => (
          <Button
            key={code}
            lang={tag}
            size="compact-sm"
            color="gray"
            variant={code === i18n.language ? 'light' : 'subtle'}
            aria-pressed={code === i18n.language}
            onClick={() => void chooseLanguage(code)}
          >
            {name}
          </Button>
        ))}
      </div>
      <LiveRegion />
    </main>
  )
}
