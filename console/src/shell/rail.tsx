import { Link } from '@tanstack/react-router'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RailLine } from './area.ts'
import classes from './frame.module.css'

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
        {lines.map(({ path, name, icon: Glyph, count: Count }) => (
          <li key={path}>
            <Link to={path as never} className={classes.line} activeOptions={{ exact: path === '/', includeSearch: false }}>
              <Glyph size={18} stroke={1.5} aria-hidden />
              {t(`nav.${name}`)}
              {Count && <Count />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
