import { ABILITIES, SMS_SEGMENTS_MAX, TELEGRAM_CAPTION_LIMIT } from '../media.ts'
import { countSegments } from '../sms-text/index.ts'
import type { RenderedForm } from './contract.ts'

export type LimitFault = { cause: 'subject_empty' | 'empty_text' | 'limit_exceeded'; detail: string; values?: { n: number; most: number }; button?: number }

const empty = (what: string): LimitFault => ({ cause: 'empty_text', detail: `${what} came out empty` })

/** Why a provider would refuse this form, or undefined. A text is never cut to fit. */
export function limitFault(form: RenderedForm): LimitFault | undefined {
  const can = ABILITIES[form.medium]
  if (form.medium === 'email') {
    if (form.subject === '') return { cause: 'subject_empty', detail: 'The subject came out empty' }
    return tooLong('The subject', form.subject, can.headline_limit) ?? tooLong('The letter', form.html, can.text_limit)
  }
  if (form.medium === 'push') {
    if (form.title === '' && form.body === '') return empty('The notification')
    return tooLong('The title', form.title, can.headline_limit) ?? tooLong('The text', form.body, can.text_limit)
  }
  if (form.text === '') return empty('The text')
  if (form.medium === 'sms') return tooManySegments(form.text)
  const limit = form.medium === 'telegram' && form.picture_url !== undefined ? TELEGRAM_CAPTION_LIMIT : can.text_limit
  for (const [button, { label }] of form.buttons.entries()) {
    const fault = label === '' ? empty('The label of a button') : tooLong('The label of a button', label, can.button_label_limit)
    if (fault !== undefined) return { ...fault, button }
  }
  return tooLong('The text', form.text, limit)
}

function tooLong(what: string, text: string, limit: number | undefined): LimitFault | undefined {
  if (limit === undefined || text.length <= limit) return undefined
  return { cause: 'limit_exceeded', detail: `${what} has ${text.length} characters; this medium carries ${limit}`, values: { n: text.length, most: limit } }
}

function tooManySegments(text: string): LimitFault | undefined {
  // ten parts of the densest encoding hold more than this, so most texts need no count
  if (text.length <= 600) return undefined
  const { segments } = countSegments(text)
  if (segments <= SMS_SEGMENTS_MAX) return undefined
  return { cause: 'limit_exceeded', detail: `The SMS has ${segments} parts; at most ${SMS_SEGMENTS_MAX} are sent`, values: { n: segments, most: SMS_SEGMENTS_MAX } }
}
