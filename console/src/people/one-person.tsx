import { Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import classes from '../contacts/profile.module.css'
import type { Contact } from '../contacts/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { toast } from '../kit/toast.tsx'
import { type Merge, type MergeSuggestion, mergesQuery, suggestionsQuery, useRefreshPeople } from './queries.ts'
import { SuggestionButtons } from './suggestion.tsx'
import { useMergeReason, useSideName } from './words.ts'

/** Which contacts are this one person, what joined them, and who may be the same; nothing where there is nothing to say. */
export function OnePerson({ contact }: { contact: Contact }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { data: merges } = useQuery(mergesQuery(contact.id))
  const { data: suggestions } = useQuery(suggestionsQuery(contact.id))
  const made = merges?.data ?? []
  const suspected = suggestions?.data ?? []
  if (contact.contacts.length < 2 && made.length === 0 && suspected.length === 0) return null
  return (
    <section aria-labelledby="one-person">
      <h2 id="one-person">{t('title')}</h2>
      {contact.contacts.length > 1 && (
        <>
          <Text c="dimmed" size="sm">
            {t('contacts', { n: format.number(contact.contacts.length) })}
          </Text>
          <ul className={classes.rows}>
            {contact.contacts.map((id) => (
              <Joined key={id} contact={contact} id={id} />
            ))}
          </ul>
        </>
      )}
      {made.length > 0 && <h3 className={classes.subheading}>{t('merges')}</h3>}
      <ul className={classes.rows}>
        {made.map((merge) => (
          <MergeLine key={merge.id} merge={merge} />
        ))}
      </ul>
      {suspected.length > 0 && <h3 className={classes.subheading}>{t('suggestions')}</h3>}
      <ul className={classes.rows}>
        {suspected.map((suggestion) => (
          <li key={suggestion.id}>
            <Suspect suggestion={suggestion} contactId={contact.id} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Joined({ contact, id }: { contact: Contact; id: string }) {
  const { t } = useTranslation('people')
  const { t: contacts } = useTranslation('contacts')
  const own = contact.identities.filter(({ contact_id }) => contact_id === id)
  return (
    <li>
      <span className={classes.grow}>
        {own.length === 0
          ? t('bare')
          : own.map(({ id: identity, kind, value }) => (
              <Text key={identity} size="sm">
                <Text span size="xs" c="dimmed">
                  {word(contacts, `identity.${kind}`, kind)}
                </Text>{' '}
                <bdi>{value}</bdi>
              </Text>
            ))}
        {id === contact.person_id && (
          <Text size="xs" c="dimmed">
            {t('first')}
          </Text>
        )}
      </span>
    </li>
  )
}

function MergeLine({ merge }: { merge: Merge }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const reason = useMergeReason()
  const refresh = useRefreshPeople()
  const mayWrite = useCan('contacts:write')
  const undo = useMutation({
    mutationFn: () => request('POST', `/v1/merges/${merge.id}/undo`),
    onSuccess: async () => {
      toast(t('undone'))
      await refresh()
    },
  })
  const by = merge.by === 'rules' ? t('byRules') : merge.by
  return (
    <li>
      <span className={classes.grow}>
        {reason(merge.reason)}
        {merge.value && (
          <Text size="sm">
            <bdi>{merge.value}</bdi>
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {by}
          {' · '}
          <DateTime at={merge.at} />
        </Text>
        {merge.undone_at && (
          <Text size="xs" c="dimmed">
            {t('undoneBy', { who: merge.undone_by === 'rules' ? t('byRules') : merge.undone_by, when: format.dateTime(merge.undone_at) })}
          </Text>
        )}
        <ErrorNote error={undo.error} />
        {mayWrite && !merge.undone_at && (
          <Button mt={4} size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={14} stroke={1.5} />} loading={undo.isPending} onClick={() => undo.mutate()}>
            {t('undo')}
          </Button>
        )}
      </span>
    </li>
  )
}

function Suspect({ suggestion, contactId }: { suggestion: MergeSuggestion; contactId: string }) {
  const reason = useMergeReason()
  const name = useSideName()
  const other = suggestion.contact.id === contactId ? suggestion.other : suggestion.contact
  return (
    <span className={classes.grow}>
      <Door href={`/contacts/${other.id}`}>{name(other)}</Door>
      <Text size="sm">
        {reason(suggestion.reason)}
        {suggestion.value && ': '}
        {suggestion.value && <bdi>{suggestion.value}</bdi>}
      </Text>
      <Group gap={8} mt={4}>
        <SuggestionButtons suggestion={suggestion} contactId={contactId} />
      </Group>
    </span>
  )
}
