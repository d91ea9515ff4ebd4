import { useTranslation } from 'react-i18next'
import { Page, type PageProps } from '../kit/page.tsx'
import { PageTabs } from '../kit/page-tabs.tsx'

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
      <PageTabs label={t('title')} pages={pages.map(([path, name]) => ({ path, label: t(`${name}.title`) }))} />
      {children}
    </Page>
  )
}
