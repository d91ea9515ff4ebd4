import { Stack, Switch, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactPage } from '../contacts/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import classes from './people.module.css'
import { useSideName } from './words.ts'

/** Who the other one is: typed, found, chosen. */
export function FindPerson({ except, onFound }: { except: string; onFound: (id: string) => void }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const name = useSideName()
  const [text, setText] = useState('')
  const [visitors, setVisitors] = useState(false)
  const [search] = useDebouncedValue(text.trim(), 250)
  const { data, error } = useQuery({
    queryKey: ['contacts', 'find', search, visitors],
    queryFn: ({ signal }) => contactPage({ limit: 9, ...(search ? { search } : {}), ...(visitors ? { anonymous: 'true' } : {}) }, signal),
    enabled: search !== '' || visitors,
    placeholderData: keepPreviousData,
  })
  const found = (data?.data ?? []).filter(({ id }) => id !== except)
  return (
    <Stack>
      <TextInput data-autofocus type="search" label={t('search')} description={t('searchMeans')} leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
      <Switch label={t('visitorsToo')} checked={visitors} onChange={({ currentTarget }) => setVisitors(currentTarget.checked)} />
      <ErrorNote error={error} />
      <ul className={classes.results}>
        {found.map((row) => (
          <li key={row.id}>
            <button type="button" className={classes.result} onClick={() => onFound(row.id)}>
              <strong>{name(row)}</strong>
              <Text size="xs" c="dimmed">
                {[row.email, row.phone, format.date(row.created_at)].filter(Boolean).join(' · ')}
              </Text>
            </button>
          </li>
        ))}
      </ul>
      {data && found.length === 0 && <Text c="dimmed">{t('noneFound')}</Text>}
    </Stack>
  )
}
