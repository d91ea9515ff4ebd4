import type { Schema } from '@carillon/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type Page, request } from '../../api.ts'

export type Import = Schema<'Import'>
export type ImportRow = Schema<'ImportRow'>
export type Settings = Schema<'ImportSettings'>
export type Column = Settings['columns'][number]
export type Target = Column['target']
export type Kind = Import['kind']
export type Tally = Schema<'ImportTally'>
export type PreviewRow = Schema<'ImportPreviewRow'>
export type FileColumn = Schema<'ImportFileColumn'>
export type Consent = Settings['consent']
export type UndoPreview = Schema<'ImportUndo'>
export type Kept = Schema<'ImportKept'>

const isBusy = (state: Import['state'] | undefined) => state === 'checking' || state === 'running' || state === 'undoing'

/** One import; asked again while the server works on it. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => request<Import>('GET', `/v1/imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (isBusy(state.data?.state) ? 700 : false),
  })

export const importPage = (query: object, signal: AbortSignal) =>
  request<Page<ImportRow>>('GET', '/v1/imports', { query: query as Record<string, string>, signal })

/** What an undo would do now; asked anew each time, since people go on. */
export const undoQuery = (id: string) => queryOptions({ queryKey: ['imports', 'undo', id], queryFn: ({ signal }) => request<UndoPreview>('GET', `/v1/imports/${id}/undo`, { signal }), gcTime: 0, retry: false })

export const keptPage = (id: string) => (query: object, signal: AbortSignal) => request<Page<Kept>>('GET', `/v1/imports/${id}/kept`, { query: query as Record<string, string>, signal })

/** A consent that is not described yet would be refused, and so would events without a name; the rows are worth seeing before that. */
const asPreviewed = (kind: Kind, settings: Settings): Settings => {
  const { consent, columns } = settings
  if (kind === 'events') return settings.event?.trim() ? settings : { ...settings, event: '–' }
  const ready = consent.source?.trim() && (consent.media?.length || columns.some(({ target }) => target === 'consent_media'))
  return consent.applies === 'none' || ready ? settings : { ...settings, consent: { applies: 'none' } }
}

export const importPreviewQuery = (id: string, kind: Kind, settings: Settings) =>
  queryOptions({
    queryKey: ['imports', 'preview', id, kind, settings],
    queryFn: ({ signal }) => request<Schema<'ImportPreview'>>('POST', `/v1/imports/${id}/preview`, { body: { settings: asPreviewed(kind, settings) }, signal }),
    staleTime: 300_000,
  })

export const sum = (numbers: Record<string, number>) => Object.values(numbers).reduce((all, one) => all + one, 0)
/** How many of what the file holds were taken. */
export const takenOf = (tally: Tally) => tally.create + tally.update + tally.unchanged
export const refusedOf = (tally: Tally) => sum(tally.refused as Record<string, number>)
