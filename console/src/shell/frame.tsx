import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useHotkeys } from '@mantine/hooks'
import { IconFlask } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { useAreas } from './area.ts'
import { Bell } from './bell.tsx'
import { BottomBar } from './bottom-bar.tsx'
import classes from './frame.module.css'
import { LiveRegion } from './live-region.tsx'
import { Rail } from './rail.tsx'
import { ShellActions } from './shell-actions.tsx'
import { useGoKeys } from './shortcuts.ts'
import { UserMenu } from './user-menu.tsx'

const loadPalette = () => import('./palette.tsx')
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })))
const KeyboardHelp = lazy(() => import('./keyboard-help.tsx').then((module) => ({ default: module.KeyboardHelp })))

/** The lines this person may open. */
function useLines() {
  const areas = useAreas()
  const workspace = useWorkspace()
  return useMemo(() => {
    const may = ({ permission }: { permission?: string }) => !permission || workspace?.permissions.includes(permission)
    return {
      rail: areas.flatMap(({ rail }) => rail ?? []).filter(may),
      settings: areas.flatMap(({ settings }) => settings ?? []).filter(may),
    }
  }, [areas, workspace?.permissions])
}

function Environment() {
  const { t } = useTranslation('shell')
  if (useWorkspace()?.environment !== 'sandbox') return null
  return (
    <div className={classes.environment} role="note">
      <IconFlask size={16} stroke={1.5} aria-hidden />
      <div>
        <strong>{t('environment.sandbox')}</strong>
        <span>{t('environment.sandboxMeans')}</span>
      </div>
    </div>
  )
}

/** Everything around a screen: the rail (a bottom bar on phones), the palette, the keyboard, the region that speaks. */
export function Frame() {
  const { t } = useTranslation('shell')
  const { rail, settings } = useLines()
  const workspace = useWorkspace()
  const [wantsPalette, setWantsPalette] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  const openHelp = useCallback(() => setHelpOpen(true), [])
  const openPalette = useCallback(async () => {
    setWantsPalette(true)
    const palette = await loadPalette()
    palette.openPalette()
  }, [])
  useHotkeys([['mod+K', () => void openPalette()]], [])
  useGoKeys(rail, openHelp)

  // After navigation the reader starts at the new screen rather than at the link that was pressed.
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current !== path && !document.querySelector('[role="dialog"]')) main.current?.focus({ preventScroll: true })
    shown.current = path
  }, [path])

  return (
    <>
      <a className={classes.skip} href="#main">
        {t('skipToContent')}
      </a>
      <div className={classes.frame}>
        <aside className={classes.rail}>
          <div className={classes.brand}>
            <Bell />
            <span className={classes.brandName}>{workspace?.name}</span>
          </div>
          <Environment />
          <Rail lines={rail} onSearch={() => void openPalette()} />
          <div className={classes.foot}>
            <UserMenu onHelp={openHelp} />
          </div>
        </aside>
        <section className={classes.bar} aria-label={t('nav.top')}>
          <Link to="/" className={classes.brand} style={{ color: 'inherit', textDecoration: 'none' }}>
            <Bell />
            <span className={classes.brandName}>{workspace?.name}</span>
          </Link>
          <Environment />
          <UserMenu onHelp={openHelp} compact />
        </section>
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
        <BottomBar lines={rail} onSearch={() => void openPalette()} />
      </div>
      <ShellActions onHelp={openHelp} />
      <LiveRegion />
      <Suspense fallback={null}>
        {wantsPalette && <Palette lines={rail} settings={settings} />}
        {helpOpen && <KeyboardHelp lines={rail} onClose={() => setHelpOpen(false)} />}
      </Suspense>
    </>
  )
}
