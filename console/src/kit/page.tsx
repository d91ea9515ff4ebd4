import { Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { Door } from './door.tsx'
import classes from './page.module.css'

export type PageProps = {
  title: string
  /** One sentence under the title, where the title alone leaves a question. */
  note?: ReactNode
  /** The way up, outermost first; the page itself is left out. */
  breadcrumb?: { label: string; href: string }[]
  /** Beside the title: a state. */
  status?: ReactNode
  /** The one thing to do here: a filled button. */
  action?: ReactNode
  /** Quieter things to do: default or subtle buttons. */
  secondary?: ReactNode
  /** For forms and reading: lines do not grow longer than the eye can follow. */
  narrow?: boolean
  children: ReactNode
}

/** A screen: title row with its one primary action at the end, and the content beneath. */
export function Page({ title, note, breadcrumb = [], status, action, secondary, narrow, children }: PageProps) {
  const { t } = useTranslation('kit')
  const workspace = useWorkspace()
  useDocumentTitle([title, workspace?.name ?? 'Carillon'].join(' · '))
  return (
    <div className={narrow ? `${classes.page} ${classes.narrow}` : classes.page}>
      <header className={classes.head}>
        <div className={classes.titles}>
          {breadcrumb.length > 0 && (
            <nav aria-label={t('page.breadcrumb')}>
              <ol className={classes.crumbs}>
                {breadcrumb.map(({ label, href }) => (
                  <li key={href}>
                    <Door href={href}>{label}</Door>
                  </li>
                ))}
              </ol>
            </nav>
          )}
          <div className={classes.actions}>
            <Title order={1}>{title}</Title>
            {status}
          </div>
          {note && <p className={classes.note}>{note}</p>}
        </div>
        {(action || secondary) && (
          <div className={classes.actions}>
            {secondary && <div className={classes.secondary}>{secondary}</div>}
            {action}
          </div>
        )}
      </header>
      {children}
    </div>
  )
}
