import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { word } from '../../i18n/word.ts'
import { MediumIcon } from '../../kit/medium.tsx'
import { Stat } from '../../kit/stat.tsx'
import classes from './import.module.css'
import { type Kind, refusedOf, type Tally } from './queries.ts'

const repairs = ['repaired_phones', 'repaired_names', 'repaired_emails'] as const

/** What a run does or did, counted: people, refusals and doubts by their reason, consents by channel. */
export function Tallies({ kind, tally, href }: { kind: Kind; tally: Tally; href?: string }) {
  const { t } = useTranslation('imports')
  const door = href ? { href } : {}
  const mended: [string, ReactNode, number][] = repairs.map((key) => [key, t(`tally.${key}`), tally[key]])
  const repeated: [string, ReactNode, number] = ['duplicates', t(kind === 'contacts' ? 'tally.duplicates' : 'tally.repeated'), tally.duplicates]
  const rows: [string, ReactNode, number][] = kind === 'contacts' ? [] : [['lines', t('tally.lines'), tally.lines ?? 0], repeated]
  if (kind === 'contacts') mended.push(repeated)
  return (
    <>
      <div className={classes.stats}>
        <Stat label={t('tally.create')} value={tally.create} {...door} />
        <Stat label={t('tally.update')} value={tally.update} {...door} />
        <Stat label={t('tally.unchanged')} value={tally.unchanged} {...door} />
        <Stat label={t('tally.refused')} value={refusedOf(tally)} />
      </div>
      <div className={classes.groups}>
        <Group title={t('tally.refusedWhy')} counts={tally.refused as Record<string, number>} />
        <Group title={t('tally.warnings')} counts={tally.warnings as Record<string, number>} />
        {kind === 'contacts' && (
          <section>
            <h3>{t('tally.consents')}</h3>
            <Consents tally={tally} />
          </section>
        )}
        <Some title={t('tally.mended')} rows={mended} />
        <Some title={t('tally.rows')} rows={rows} />
      </div>
    </>
  )
}

/** What there is any of. */
function Some({ title, rows }: { title: string; rows: [string, ReactNode, number][] }) {
  const some = rows.filter(([, , count]) => count > 0)
  if (some.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <List rows={some} />
    </section>
  )
}

function List({ rows }: { rows: [string, ReactNode, number | null][] }) {
  const format = useFormat()
  return (
    <dl className={classes.counts}>
      {rows.map(([key, label, count]) => (
        <Fragment key={key}>
          <dt>{label}</dt>
          <dd>{count !== null && format.number(count)}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Group({ title, counts }: { title: string; counts: Record<string, number> }) {
  const { t } = useTranslation('imports')
  const rows = Object.entries(counts).sort(([, one], [, other]) => other - one)
  if (rows.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <List rows={rows.map(([code, count]) => [code, word(t, `code.${code}`, code.replaceAll('_', ' ')), count])} />
    </section>
  )
}

function Consents({ tally }: { tally: Tally }) {
  const { t } = useTranslation('imports')
  const rows: [string, ReactNode, number][] = Object.entries(tally.consents as Record<string, number>).map(([medium, count]) => [
    medium,
    medium === '*' ? t('consent.every') : <MediumIcon key={medium} medium={medium} withName size={16} />,
    count,
  ])
  return (
    <List
      rows={[
        ...(rows.length ? rows : [['none', t('tally.noConsents'), null] as [string, ReactNode, null]]),
        ['opt_outs', t('tally.opt_outs'), tally.opt_outs],
        ['kept', t('tally.kept_opt_outs'), tally.kept_opt_outs],
      ]}
    />
  )
}
