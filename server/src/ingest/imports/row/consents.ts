import type { ContactInput } from '../../../customers/index.ts'
import type { RowCode } from './codes.ts'
import { readDate } from '../repair/dates.ts'
import { cleanCell } from '../repair/text.ts'
import { readAnswer, readMedia } from '../repair/words.ts'
import type { Plan, PlannedColumn } from './plan.ts'

type Warn = (code: RowCode, column: PlannedColumn, message: string) => void
type Consents = NonNullable<ContactInput['consents']>

/** What a cell of an opt-out column forbids: everything, or the media that it names. */
function readOptOut(cell: string, column: PlannedColumn, warn: Warn): string[] {
  if (cell === '') return []
  const answer = readAnswer(cell)
  if (answer) return answer === 'no' ? [] : ['*']
  const { media, unknown } = readMedia(cell)
  // Half understood, an opt-out still counts for all: too little sent can be mended.
  if (media.length > 0 && unknown.length === 0) return media
  warn('opt_out_unknown', column, `"${cell.slice(0, 50)}" is no answer that we know; nobody was opted out by it.`)
  return []
}

/**
 * What one row says about consent: the list states what was said before, so nobody is asked to confirm it. A yes needs a column, a source and, where a column has dates, a date that can be read
 * and has passed; whatever falls short leaves the person without consent and is a warning. An opt-out needs nothing.
 */
export function readConsents(plan: Plan, row: number, cell: (column: PlannedColumn) => string, warn: Warn): Consents {
  const { consent } = plan.settings
  const first = (target: Parameters<Plan['by']['get']>[0]) => plan.by.get(target)?.[0]
  const [yesColumn, mediaColumn, dateColumn, outColumn] = [first('consent'), first('consent_media'), first('consent_date'), first('opt_out')]
  const dateCell = dateColumn ? cleanCell(cell(dateColumn)) : ''
  const date = dateCell === '' ? undefined : readDate(dateCell, plan.settings.date_order, plan.now)
  const future = date !== undefined && date > plan.now
  const topic_id = consent.topic_id ?? '*'
  const proof = (said: string) => ({ ...plan.proof, row, said: said.slice(0, 200), ...(date ? {} : { date: 'unknown' }) })
  const at = date && !future ? date : plan.now
  // Where they said yes is the source that the ledger shows; a no in the list needs none.
  const source = consent.source?.trim() || 'import'

  const made: Consents = []
  const out = new Set<string>(outColumn ? readOptOut(cleanCell(cell(outColumn)), outColumn, warn) : [])
  const yesCell = yesColumn ? cleanCell(cell(yesColumn)) : ''
  const answer = yesCell === '' ? undefined : readAnswer(yesCell)
  const named = mediaColumn ? readMedia(cell(mediaColumn)) : { media: [], unknown: [] }
  if (mediaColumn && named.unknown.length > 0) warn('consent_media_unknown', mediaColumn, `"${named.unknown[0]!.slice(0, 50)}" is no medium that we know.`)
  const stated = named.media.length > 0 ? named.media : named.unknown.length > 0 ? [] : consent.media ?? []
  if (answer === 'opted_out' || (answer === 'no' && consent.no_means === 'opted_out')) for (const medium of stated.length > 0 ? stated : ['*']) out.add(medium)

  const outCell = outColumn ? cleanCell(cell(outColumn)) : ''
  for (const medium of out) made.push({ medium, topic_id: '*', state: 'opted_out', at, source: 'import', proof: proof(outCell || yesCell) })
  if (consent.applies !== 'column' || !yesColumn || out.has('*')) return made
  if (yesCell !== '' && !answer) warn('consent_unknown', yesColumn, `"${yesCell.slice(0, 50)}" is no answer that we know; the person was left without consent.`)
  if (answer !== 'yes') return made
  if (dateColumn && dateCell !== '' && (!date || future)) {
    warn('consent_date_invalid', dateColumn, `"${dateCell.slice(0, 50)}" is ${future ? 'still to come' : 'no date that can be read'}; the person was left without consent.`)
    return made
  }
  for (const medium of stated) if (!out.has(medium)) made.push({ medium, topic_id, state: 'opted_in', at, source, proof: proof(yesCell), confirmed: true })
  return made
}
