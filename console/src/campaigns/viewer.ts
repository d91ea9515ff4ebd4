import type { Schema } from '@carillon/sdk'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Fault, parseObject } from './json-text.ts'

export type ViewerKind = 'audience' | 'sample' | 'contact' | 'typed'
type Typed = { text: string; good: Record<string, unknown>; fault: Fault | 'not_object' | null }
type As = Pick<Schema<'PreviewInput'>, 'contact_id' | 'contact' | 'data'>

const typed = (value: Record<string, unknown>): Typed => ({ text: JSON.stringify(value, null, 2), good: value, fault: null })

/** What was typed last stays what is shown until the next of it can be read. */
const retyped = (text: string, before: Typed): Typed => {
  const { value, fault } = parseObject(text)
  return { text, good: value ?? before.good, fault }
}

/** Whom the previews show a message to. Each way keeps what was chosen in it while the page is open. */
export function useViewer(first: ViewerKind) {
  const { t } = useTranslation('campaigns')
  const [kind, setKind] = useState(first)
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const [contact, setContact] = useState(() => typed({ call_name: t('as.someName') }))
  const [data, setData] = useState(() => typed({ order_number: '1042', total: 100 }))
  const [locale, setLocale] = useState<string | null>(null)
  const as = useMemo<As>(() => {
    if (kind === 'contact') return person ? { contact_id: person.id } : {}
    return kind === 'typed' ? { contact: contact.good, data: data.good } : {}
  }, [kind, person, contact.good, data.good])
  return {
    kind,
    setKind,
    person,
    setPerson,
    contact,
    data,
    setContact: (text: string) => setContact((before) => retyped(text, before)),
    setData: (text: string) => setData((before) => retyped(text, before)),
    /** Chosen by hand; otherwise a contact's own, or that of the text. */
    locale: kind === 'contact' || kind === 'typed' ? locale : null,
    setLocale,
    as,
    ownLocale: kind === 'contact' && person !== null,
  }
}

export type Viewer = ReturnType<typeof useViewer>
