import { Link } from '@tanstack/react-router'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RailLine } from './area.ts'
import classes from './frame.module.css'
import { LineCount } from './line-count.tsx'

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
export const paletteKeys = isMac ? '⌘K' : 'Ctrl K'

export function Rail({ lines, onSearch }: { lines: RailLine[]; onSearch: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <nav aria-label={t('nav.label')}>
      <ul className={classes.lines}>
        <li>
          <button type="button" className={classes.line} onClick={onSearch}>
            <IconSearch size={18} stroke={1.5} aria-hidden />
            {t('palette.open')}
            <kbd aria-hidden>{paletteKeys}</kbd>
          </button>
        </li>
        {lines.map(({ path, name, icon: Glyph, useCount }) => (
          <li key={path}>
            <Link to={path as never} className={classes.line} activeOptions={{ exact: path === '/', includeSearch: false }}>
              <Glyph size={18} stroke={1.5} aria-hidden />
              {t(`nav.${name}`)}
              {useCount && <LineCount useCount={useCount} />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
