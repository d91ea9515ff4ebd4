import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page, type PageProps } from '../../kit/page.tsx'
import { useAreas } from '../../shell/area.ts'
import { useWorkspace } from '../session.ts'
import classes from './settings-page.module.css'

/** On phones the pages stand in one row that is longer than the screen. */
function showActive(list: HTMLUListElement | null): void {
  const active = list?.querySelector('[data-status="active"]')
  if (list && active && list.scrollWidth > list.clientWidth) active.scrollIntoView({ inline: 'center', block: 'nearest' })
}

/** A page of Settings, with the way to the others beside it. Areas add theirs by `settings` in their Area. */
export function SettingsPage(props: PageProps) {
  const { t } = useTranslation('shell')
  const permissions = useWorkspace()?.permissions ?? []
  const lines = useAreas()
    .flatMap(({ settings }) => settings ?? [])
    .filter(({ permission }) => !permission || permissions.includes(permission))
  return (
    <div className={classes.settings}>
      <nav className={classes.menu} aria-label={t('nav.settings')}>
        <div className={classes.heading}>
          {t('nav.settings')}
        </div>
        <ul ref={showActive}>
          {lines.map(({ path, name, icon: Glyph }) => (
            <li key={path}>
              <Link to={path as never} activeOptions={{ includeSearch: false }}>
                <Glyph size={18} stroke={1.5} aria-hidden />
                {t(`nav.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Page {...props} />
    </div>
  )
}
