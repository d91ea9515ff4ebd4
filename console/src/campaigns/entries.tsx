import { useTranslation } from 'react-i18next'
import { type Page, request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useTable } from '../kit/table.ts'
import classes from './people.module.css'
import { PeopleList } from './people-list.tsx'
import type { RehearsalEntry } from './queries.ts'
import { useReason } from './words.ts'

export type EntryFilter = { state?: 'planned' | 'skipped'; reason?: string; medium?: string; step?: number; locale?: string; deferred?: boolean; digest?: boolean }
type Skip = { step: number; medium: string; reason: string }

/** The clock on the person's own wall. */
const clockIn = (timeZone: string, at: string, locale: string) => new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' }).format(new Date(at))

const goesAt = ({ digest_at, send_at }: RehearsalEntry) => digest_at ?? send_at

/** The people behind a number of a rehearsal: how each is reached first, or each reason why not. */
export function EntriesPanel({ id, title, filter, onClose }: { id: string; title: string; filter: EntryFilter; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const reason = useReason()
  const mediumName = useMediumName()
  const table = useTable<RehearsalEntry>({
    key: ['campaigns', 'entries', id, filter],
    fetchPage: (ask, signal) => request<Page<RehearsalEntry>>('GET', `/v1/campaigns/${id}/rehearsal/entries`, { query: { ...ask, ...filter }, signal }),
  })
  return (
    <SidePanel open title={title} onClose={onClose}>
      <PeopleList table={table} rowId={(entry) => entry.contact_id}>
        {(entry) => (
          <>
            <div className={classes.head}>
              <Door href={`/contacts/${entry.contact_id}`}>{entry.name ?? t('nameless')}</Door>
              {entry.medium ? <MediumIcon medium={entry.medium} withName size={16} /> : <span>{reason(entry.reason)}</span>}
            </div>
            {entry.state === 'planned' && (
              <div className={classes.small}>
                {entry.locale && format.languageName(entry.locale)}
                {goesAt(entry) && (
                  <>
                    {' · '}
                    <DateTime at={goesAt(entry)!} />
                    {(entry.deferred || entry.digest_at) && ` (${t('rehearsal.localTime', { time: clockIn(entry.time_zone, goesAt(entry)!, format.locale) })})`}
                    {entry.digest_at && ` ${t('rehearsal.inDigest')}`}
                  </>
                )}
                {' · '}
                {entry.price_from_micro === entry.price_to_micro
                  ? format.money(entry.price_from_micro, undefined, true)
                  : t('fromTo', { from: format.money(entry.price_from_micro, undefined, true), to: format.money(entry.price_to_micro, undefined, true) })}
              </div>
            )}
            {entry.state === 'skipped' && entry.detail && <div className={classes.small}>{entry.detail}</div>}
            {(entry.skips as unknown as Skip[]).map((skip) => (
              <div key={`${skip.step}/${skip.medium}`} className={classes.small}>
                {t('skip', { medium: mediumName(skip.medium), reason: reason(skip.reason) })}
              </div>
            ))}
          </>
        )}
      </PeopleList>
    </SidePanel>
  )
}
