import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { Page, type PageProps } from '../kit/page.tsx'
import classes from './content.module.css'

const pages = [
  ['/content', 'templates'],
  ['/content/cascades', 'cascades'],
  ['/content/brand', 'brand'],
  ['/content/topics', 'topics'],
] as const

/** A page of Content, with the way to the others above it. */
export function ContentPage({ children, ...props }: PageProps) {
  const { t } = useTranslation('content')
  return (
    <Page {...props}>
      <nav aria-label={t('title')} className={classes.tabs}>
        {pages.map(([path, name]) => (
          <Link key={path} to={path as never} activeOptions={{ exact: true }}>
            {t(`${name}.title`)}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}
