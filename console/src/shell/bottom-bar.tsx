import { Drawer } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconDots, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RailLine } from './area.ts'
import classes from './frame.module.css'

/** On phones: the lines meant for phones, and the rest under "More". */
export function BottomBar({ lines, onSearch }: { lines: RailLine[]; onSearch: () => void }) {
  const { t } = useTranslation('shell')
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const search = () => {
    close()
    onSearch()
  }
  return (
    <>
      <nav className={classes.bottom} aria-label={t('nav.label')}>
        {lines
          .filter(({ onPhone }) => onPhone)
          .map(({ path, name, icon: Glyph }) => (
            <Link key={path} to={path as never} className={classes.tab} activeOptions={{ exact: path === '/' }}>
              <Glyph size={22} stroke={1.5} aria-hidden />
              <span>{t(`nav.${name}`)}</span>
            </Link>
          ))}
        <button type="button" className={classes.tab} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <IconDots size={22} stroke={1.5} aria-hidden />
          <span>{t('nav.more')}</span>
        </button>
      </nav>
      <Drawer
        opened={open}
        onClose={close}
        position="bottom"
        size="auto"
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
          {lines
            .filter(({ onPhone }) => !onPhone)
            .map(({ path, name, icon: Glyph }) => (
              <li key={path}>
                <Link to={path as never} className={classes.line} onClick={close}>
                  <Glyph size={20} stroke={1.5} aria-hidden />
                  {t(`nav.${name}`)}
                </Link>
              </li>
            ))}
        </ul>
      </Drawer>
    </>
  )
}
