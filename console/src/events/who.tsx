import { IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Door } from '../kit/door.tsx'
import classes from './events.module.css'
import type { LiveEvent } from './queries.ts'

/** On whom an event is: a door to the profile; who is known by a browser alone is a visitor. */
export function WhoseEvent({ event }: { event: Pick<LiveEvent, 'contact_id' | 'contact_name' | 'anonymous'> }) {
  const { t } = useTranslation('events')
  const { t: contacts } = useTranslation('contacts')
  if (!event.contact_id) return null
  return (
    <Door href={`/contacts/${event.contact_id}`}>
      {event.anonymous ? (
        <span className={classes.visitor}>
          <IconWorld size={16} stroke={1.5} aria-hidden />
          {t('visitor')}
        </span>
      ) : (
        (event.contact_name ?? contacts('nameless'))
      )}
    </Door>
  )
}
