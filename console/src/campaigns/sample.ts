import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Draft } from './draft.ts'
import { mediaOf, previewQuery, sampleQuery } from './queries.ts'

/**
 * The draft as one of its people would get it. The arrows go through ten of them, each in their own language; looking at
 * another language's tab shows that person in it instead.
 */
export function usePreview(draft: Draft, tab: string) {
  const [at, setAt] = useState(0)
  const [forced, setForced] = useState<string | null>(null)
  const sample = useQuery({ ...sampleQuery(draft.audience), placeholderData: keepPreviousData })
  const people = sample.data?.data ?? []
  const index = people.length ? at % people.length : 0
  const person = people[index]
  const { content, cascade, class: kind } = draft
  const [asked] = useDebouncedValue({ content, media: mediaOf(cascade), kind }, 400)
  const wanted = forced && forced in content.locales ? forced : person ? undefined : tab
  const result = useQuery({
    ...previewQuery({
      content: asked.content,
      media: asked.media,
      class: asked.kind,
      ...(person ? { contact_id: person.id } : {}),
      ...(wanted ? { locale: wanted } : {}),
    }),
    enabled: asked.media.length > 0,
    placeholderData: keepPreviousData,
  })
  return {
    person,
    people,
    index,
    move: (by: 1 | -1) => {
      setForced(null)
      setAt((index + by + people.length) % people.length)
    },
    showLocale: setForced,
    locale: result.data?.locale,
    forms: cascade.length ? (result.data?.forms ?? []) : [],
    problems: result.data?.problems ?? [],
    error: result.error,
    loading: result.isPending && cascade.length > 0,
    retry: () => void result.refetch(),
  }
}

export type PreviewState = ReturnType<typeof usePreview>
