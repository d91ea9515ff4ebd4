import fs from 'node:fs'
import path from 'node:path'
import type { Session } from './local.ts'
import { CliError, EXIT, expect, print, progressBar } from './output.ts'

type Import = { id: string; state: string; rows_done: number; rows_total: number | null; error: string | null; counts: Record<string, unknown>; sniffed: { suggested_settings: Record<string, unknown> } }

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function follow(session: Session, id: string, ends: string[], json: boolean, words: string): Promise<Import> {
  const bar = progressBar(json)
  for (;;) {
    const now = expect<Import>(await session.call('GET', `/v1/imports/${id}`))
    bar.show(now.rows_done, now.rows_total ?? now.rows_done, `${words}: ${now.rows_done} rows`)
    if (ends.includes(now.state)) {
      bar.end()
      if (now.state === 'failed') throw new CliError(now.error ?? 'The import failed.')
      return now
    }
    await sleep(300)
  }
}

export type ImportFlags = { json?: boolean; 'dry-run'?: boolean; source?: string; settings?: string }

/** Uploads a file, checks every row, and brings the people in. `--settings` takes the mapping as JSON; else the guess is used. */
export async function importFile(session: Session, file: string | undefined, flags: ImportFlags): Promise<void> {
  if (!file) throw new CliError('Usage: npx carillon import FILE [--source "where consent was given"] [--settings JSON] [--dry-run] [--json]', EXIT.usage)
  if (!fs.existsSync(file)) throw new CliError(`There is no file ${file}.`, EXIT.usage)
  const json = flags.json ?? false
  const type = /\.xlsx$/i.test(file) ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv'
  const uploaded = expect<Import>(await session.call('POST', `/v1/imports?file_name=${encodeURIComponent(path.basename(file))}`, undefined, { file: fs.createReadStream(file), type }))
  const suggested = uploaded.sniffed.suggested_settings
  const given = flags.settings ? (JSON.parse(flags.settings) as Record<string, unknown>) : {}
  const settings = { ...suggested, ...given, ...(flags.source ? { consent: { ...(suggested.consent as object), source: flags.source } } : {}) }
  expect(await session.call('POST', `/v1/imports/${uploaded.id}/check`, { settings }))
  const checked = await follow(session, uploaded.id, ['checked', 'failed', 'cancelled'], json, 'Checking')
  if (flags['dry-run']) return print(json, checked, `${JSON.stringify(checked.counts.dry, null, 2)}`)
  expect(await session.call('POST', `/v1/imports/${uploaded.id}/run`, {}))
  const done = await follow(session, uploaded.id, ['done', 'failed', 'cancelled'], json, 'Importing')
  print(json, done, `${done.id}: ${JSON.stringify(done.counts.run)}`)
}
