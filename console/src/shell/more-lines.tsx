import { Drawer } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RailLine } from './area.ts'
import classes from './frame.module.css'

type MoreLinesProps = { lines: RailLine[]; onClose: () => void; onSearch: () => void }

/** The lines of the rail that have no place in a phone's bottom bar. */
export function MoreLines({ lines, onClose, onSearch }: MoreLinesProps) {
  const { t } = useTranslation('shell')
  const search = () => {
    onClose()
    onSearch()
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      styles={{ content: { blockSize: 'auto', maxBlockSize: '80dvh' } }}
      title={t('nav.more')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <ul className={classes.lines}>
        <li>
          <button type="button" className={classes.line} onClick={search}>
            <IconSearch size={20} stroke={1.5} aria-hidden />
            {t('palette.open')}
          </button>
        </li>
        {lines.map(({ path, name, icon: Glyph }) => (
          <li key={path}>
            <Link to={path as never} className={classes.line} onClick={onClose}>
              <Glyph size={20} stroke={1.5} aria-hidden />
              {t(`nav.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </Drawer>
  )
}
