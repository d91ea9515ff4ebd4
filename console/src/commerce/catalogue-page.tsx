import { useTranslation } from 'react-i18next'
import { Page, type PageProps } from '../kit/page.tsx'
import { PageTabs } from '../kit/page-tabs.tsx'

/** A page of the catalogue: what is sold, and where. */
export function CataloguePage({ children, ...props }: Omit<PageProps, 'title' | 'note'>) {
  const { t } = useTranslation('commerce')
  return (
    <Page title={t('catalogue')} note={t('catalogueNote')} {...props}>
      <PageTabs
        label={t('catalogue')}
        pages={[
          { path: '/catalogue', label: t('products') },
          { path: '/catalogue/feeds', label: t('feeds') },
          { path: '/catalogue/shops', label: t('shops') },
        ]}
      />
      {children}
    </Page>
  )
}
