import type { Medium } from '../media.ts'
import type { MarkupCx } from './markdown.ts'
import type { LinkSlot, Part } from './weave.ts'

/**
 * One medium's form in one language, as Liquid sources. Plain JSON: it can be stored, cached and sent to a worker.
 * `key` names its whole content, so that what was parsed from it can be found again.
 */
export type Compiled = {
  key: string
  medium: Medium
  locale: string
  parts: Partial<Record<PartName, Part>>
  slots: LinkSlot[]
  buttons: { label: PartName; slot: number }[]
  picture_slot?: number
  url_slot?: number
}
export type PartName = 'subject' | 'preheader' | 'html' | 'text' | 'title' | 'body' | `button_${number}`
export type CompiledForm = Omit<Compiled, 'key' | 'medium' | 'locale' | 'slots'>
export type CompileCx = Omit<MarkupCx, 'pointer'>
