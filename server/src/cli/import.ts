import fs from 'node:fs'
import path from 'node:path'
import type { Session } from './session.ts'
import { CliError, EXIT, expect, print, progressBar } from './output.ts'

const KINDS = ['contacts', 'orders', 'events', 'products'] as const
type Kind = (typeof KINDS)[number]
type Tally = { create: number; update: number; unchanged: number; duplicates: number; refused: Record<string, number>; consents: Record<string, number>; opt_outs: number }
type Import = { id: string; kind: Kind; state: string; rows_done: number; rows_total: number | null; error: string | null; counts: { dry: Tally; run: Tally }; sniffed: { suggested_settings: Record<string, unknown> } }

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function follow(session: Session, id: string, ends: string[], json: boolean, words: string): Promise<Import> {
  const bar = progressBar(json)
  for (;;) {
    const now = expect<Import>(await session.call('GET', `/v1/imports/${id}`))
    bar.show(now.rows_done, now.rows_total ?? now.rows_done, `${words}: ${now.rows_done} ${now.rows_done === 1 ? 'row' : 'rows'}`)
    if (ends.includes(now.state)) {
      bar.end()
      if (now.state === 'failed') throw new CliError(now.error ?? 'The import failed.')
      return now
    }
    await sleep(300)
  }
}

export type ImportFlags = { json?: boolean; 'dry-run'?: boolean; kind?: string; source?: string; media?: string; settings?: string }

type Column = { target: string }

/** The guessed mapping with what was said on the command line. A source says that the file's column of consents counts, and for what. */
function settingsOf(suggested: Record<string, unknown>, flags: ImportFlags): Record<string, unknown> {
  const settings = { ...suggested, ...(flags.settings ? (JSON.parse(flags.settings) as Record<string, unknown>) : {}) }
  if (flags.media && !flags.source) throw new CliError('--media says what a "yes" allows; say with --source where it was given.', EXIT.usage)
  if (!flags.source) return settings
  if (!(settings.columns as Column[]).some((column) => column.target === 'consent')) throw new CliError('No column of this file says who agreed, so --source has nothing to prove. Name the column with --settings, or leave --source out: then nobody is consented.', EXIT.usage)
  return { ...settings, consent: { ...(settings.consent as object), applies: 'column', source: flags.source, media: flags.media?.split(',') ?? ['*'] } }
}

/** The file to import, before anything is opened for it. @throws CliError */
export function checkFile(file: string | undefined): string {
  if (!file) throw new CliError('Usage: npx carillon import FILE [--kind contacts|orders|events|products] [--source "where consent was given"] [--media email,sms] [--settings JSON] [--dry-run] [--json]', EXIT.usage)
  if (!fs.existsSync(file)) throw new CliError(`There is no file ${file}.`, EXIT.usage)
  return file
}

/** Uploads a file, checks every row, and brings in what it holds: guessed by its columns unless `--kind` says it. `--settings` takes the mapping as JSON; else the guess is used. */
export async function importFile(session: Session, file: string, flags: ImportFlags): Promise<void> {
  const json = flags.json ?? false
  const kind = KINDS.find((each) => each === flags.kind)
  if (flags.kind !== undefined && !kind) throw new CliError(`--kind is one of ${KINDS.join(', ')}.`, EXIT.usage)
  const type = /\.xlsx$/i.test(file) ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv'
  const uploaded = expect<Import>(await session.call('POST', `/v1/imports?file_name=${encodeURIComponent(path.basename(file))}${kind ? `&kind=${kind}` : ''}`, undefined, { file: fs.createReadStream(file), type }))
  expect(await session.call('POST', `/v1/imports/${uploaded.id}/check`, { settings: settingsOf(uploaded.sniffed.suggested_settings, flags) }))
  const checked = await follow(session, uploaded.id, ['checked', 'failed', 'cancelled'], json, 'Checking')
  if (flags['dry-run']) return print(json, checked, summary('Would import', checked.kind, checked.counts.dry))
  expect(await session.call('POST', `/v1/imports/${uploaded.id}/run`, {}))
  const done = await follow(session, uploaded.id, ['done', 'failed', 'cancelled'], json, 'Importing')
  print(json, done, `${summary('Imported', done.kind, done.counts.run)}\nImport ${done.id}`)
}

function summary(verb: string, kind: Kind, tally: Tally): string {
  const refused = Object.entries(tally.refused)
  const consents = Object.entries(tally.consents)
  return [
    `${verb}${kind === 'contacts' ? '' : ` ${kind}`}: ${tally.create} new, ${tally.update} changed, ${tally.unchanged} as they were, ${tally.duplicates} repeated, ${refused.reduce((sum, [, n]) => sum + n, 0)} refused.`,
    ...(kind === 'contacts' ? [`Consents: ${consents.length === 0 ? 'none; nobody of them may be sent marketing' : consents.map(([medium, n]) => `${medium === '*' ? 'every channel' : medium} ${n}`).join(', ')}. Opted out: ${tally.opt_outs}.`] : []),
    ...refused.map(([code, n]) => `  ${n} refused: ${code}`),
  ].join('\n')
}
