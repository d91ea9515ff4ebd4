import { Link } from '@tanstack/react-router'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RailLine } from './area.ts'
import classes from './frame.module.css'

const MoreLines = lazy(() => import('./more-lines.tsx').then((module) => ({ default: module.MoreLines })))

/** On phones: the lines meant for phones, and the rest under "More". */
export function BottomBar({ lines, onSearch }: { lines: RailLine[]; onSearch: () => void }) {
  const { t } = useTranslation('shell')
  const [open, setOpen] = useState(false)
  return (
    <>
      <nav className={classes.bottom} aria-label={t('nav.label')}>
        {lines
          .filter(({ onPhone }) => onPhone)
          .map(({ path, name, icon: Glyph, count: Count }) => (
            <Link key={path} to={path as never} className={classes.tab} activeOptions={{ exact: path === '/' }}>
              <Glyph size={22} stroke={1.5} aria-hidden />
              <span>{t(`nav.${name}`)}</span>
              {Count && <Count />}
            </Link>
          ))}
        <button type="button" className={classes.tab} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <IconDots size={22} stroke={1.5} aria-hidden />
          <span>{t('nav.more')}</span>
        </button>
      </nav>
      <Suspense fallback={null}>
        {open && (
          <MoreLines
            lines={lines.filter(({ onPhone }) => !onPhone)}
            onClose={() => setOpen(false)}
            onSearch={onSearch}
          />
        )}
      </Suspense>
    </>
  )
}
