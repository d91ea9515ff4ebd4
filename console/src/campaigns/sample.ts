import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Draft } from './draft.ts'
import { mediaOf, previewQuery, sampleQuery } from './queries.ts'
import type { Viewer } from './viewer.ts'

/**
 * The draft as one of its people would get it. The arrows go through ten of them, each in their own language; looking at
 * another language's tab shows that person in it instead. A viewer who is not of the audience takes their place.
 */
export function usePreview(draft: Draft, tab: string, viewer: Viewer) {
  const [at, setAt] = useState(0)
  const [forced, setForced] = useState<string | null>(null)
  const sample = useQuery({ ...sampleQuery(draft.audience), placeholderData: keepPreviousData })
  const people = sample.data?.data ?? []
  const index = people.length ? at % people.length : 0
  const ofAudience = viewer.kind === 'audience'
  const person = ofAudience ? people[index] : undefined
  const as = person ? { contact_id: person.id } : viewer.as
  const { content, cascade, class: kind } = draft
  const [asked] = useDebouncedValue({ content, media: mediaOf(cascade), kind, as }, 400)
  const wanted = viewer.locale ?? (forced && forced in content.locales ? forced : person || viewer.ownLocale ? undefined : tab)
  const result = useQuery({
    ...previewQuery({
      content: asked.content,
      media: asked.media,
      class: asked.kind,
      ...asked.as,
      ...(wanted ? { locale: wanted } : {}),
    }),
    enabled: asked.media.length > 0,
    placeholderData: keepPreviousData,
  })
  return {
    person,
    as,
    people: ofAudience ? people : [],
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
