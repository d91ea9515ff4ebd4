import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import classes from './commerce.module.css'
import { interestedPage } from './queries.ts'

/** Whom the number counts, each with what they did. */
export function Interested({ productId }: { productId: string }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['commerce', 'interested', productId],
    queryFn: ({ pageParam, signal }) => interestedPage(productId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.page_info.after ?? undefined,
  })
  if (error) return <ErrorNote error={error} />
  if (!data) return <Skeleton height={80} />
  const signs = (row: { views: number; adds: number; bought: number; wished: boolean }) =>
    [
      row.bought > 0 && t('person.bought', { n: format.number(row.bought) }),
      row.adds > 0 && t('person.adds', { n: format.number(row.adds) }),
      row.views > 0 && t('person.views', { n: format.number(row.views) }),
      row.wished && t('person.wished'),
    ].filter(Boolean)
  return (
    <Stack gap={8} align="flex-start">
      <ul className={classes.lines} style={{ inlineSize: '100%' }}>
        {data.pages.flatMap((page) => page.data).map((row) => (
          <li key={row.contact_id}>
            <span className={classes.grow}>
              <Door href={`/contacts/${row.contact_id}`}>{row.name ?? t('product.visitor')}</Door>
              <Text size="xs" c="dimmed">
                {signs(row).join(' · ')}
              </Text>
            </span>
            <Text size="xs" c="dimmed">
              <DateTime at={row.last_at} show="relative" />
            </Text>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="subtle" size="compact-sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('product.moreInterested')}
        </Button>
      )}
    </Stack>
  )
}
