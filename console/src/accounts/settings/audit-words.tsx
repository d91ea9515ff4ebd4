import { Code } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { word } from '../../i18n/word.ts'
import { useMediumName } from '../../kit/medium.tsx'
import { partOf, type Rule } from '../../segments/rule.ts'
import { useSentence } from '../../segments/sentence.ts'
import { roleName } from '../roles.ts'

export type AuditRow = {
  id: string
  at: string
  actor: { kind: 'user' | 'key' | 'system'; id: string | null; name: string | null }
  action: string
  object: { type: string; id: string } | null
  summary: Record<string, unknown>
  ip: string | null
  request_id: string | null
}

const isMoment = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)

/** By what somebody would know the thing: its name, or what stands for one. */
export function nameIn({ summary }: AuditRow): string | null {
  const name = summary.name ?? summary.email ?? summary.file_name ?? summary.address
  return typeof name === 'string' && name ? name : null
}

/** An entry in the reader's language; what this console does not know yet stays as the server wrote it. */
export function useAuditWords() {
  const { t } = useTranslation('audit')
  const { t: tSettings } = useTranslation('settings')
  const { t: tAccounts } = useTranslation('accounts')
  const format = useFormat()
  const mediumName = useMediumName()
  const sentence = useSentence()

  const field = (name: string) => word(t, `field.${name}`, name)
  const one = (name: string, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
    if (typeof value === 'number') return name.endsWith('_micro') ? format.money(value, undefined, true) : format.number(value)
    const text = String(value)
    if (text === '*') return t('value.any')
    if (isMoment(text)) return format.dateTime(text)
    if (name === 'changed') return field(text)
    if (name === 'scopes') return word(tSettings, `permission.${text.replace(':', '_')}`, text)
    if (name === 'medium') return mediumName(text)
    if (name === 'country' && /^[A-Z]{2}$/.test(text)) return format.country(text)
    return word(t, `value.${text}`, roleName(tAccounts, text))
  }
  const shown = (name: string, value: unknown): ReactNode => {
    const isPlain = (each: unknown) => typeof each !== 'object' || each === null
    if (Array.isArray(value) && value.every(isPlain)) return value.map((each) => one(name, each)).join(', ')
    if (isPlain(value)) return one(name, value)
    if (name === 'rule' && !Array.isArray(value)) return sentence(partOf(value as Rule))
    return <Code block>{JSON.stringify(value, null, 2)}</Code>
  }

  return {
    action: (id: string) => word(t, `action.${id}`, id),
    object: (type: string) => word(t, `object.${type}`, type),
    /** What was kept of a change, without what says nothing. */
    facts: ({ summary }: AuditRow) =>
      Object.entries(summary)
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
        .map(([name, value]) => ({ name, term: field(name), value: shown(name, value) })),
  }
}
