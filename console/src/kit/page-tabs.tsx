import { Link } from '@tanstack/react-router'
import classes from './page-tabs.module.css'

/** The pages of one capability side by side, under the title of each. */
export function PageTabs({ label, pages }: { label: string; pages: { path: string; label: string }[] }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {pages.map((page) => (
        <Link key={page.path} to={page.path as never} activeOptions={{ exact: true, includeSearch: false }}>
          {page.label}
        </Link>
      ))}
    </nav>
  )
}
