import type { ContactInput } from '../../../customers/index.ts'
import type { RowCode } from './codes.ts'
import { readDate } from '../repair/dates.ts'
import { callName, joinName, repairName, splitFio } from '../repair/names.ts'
import { readNumber } from '../repair/numbers.ts'
import { cleanCell } from '../repair/text.ts'
import { readAnswer, readLocale, readTimeZone } from '../repair/words.ts'
import type { Plan, PlannedColumn } from './plan.ts'

export type Reader = {
  cell(column: PlannedColumn): string
  isNumeric(column: PlannedColumn): boolean
  warn(code: RowCode, column: PlannedColumn, message: string): void
  repair(field: string, from: string, to: string): void
}
type Names = Partial<Record<'name' | 'given_name' | 'family_name' | 'patronymic' | 'call_name' | 'call_name_if_none', string>>

const NAME_TARGETS = ['name', 'given_name', 'family_name', 'patronymic', 'call_name'] as const
/** What a contact's name may hold in the API as well. */
const MAX_NAME = 200

export function readNames(plan: Plan, reader: Reader): Names {
  const names: Names = {}
  const read = (target: (typeof NAME_TARGETS)[number] | 'full_name_fio'): string | undefined => {
    const column = plan.by.get(target)?.[0]
    const original = column ? reader.cell(column) : ''
    if (!column || cleanCell(original) === '') return undefined
    const { name, repaired } = repairName(original)
    if (name.length > MAX_NAME) {
      reader.warn('name_too_long', column, `A name has at most ${MAX_NAME} characters; this one was left out.`)
      return undefined
    }
    if (repaired) reader.repair(target === 'full_name_fio' ? 'name' : target, original, name)
    return name
  }
  for (const target of NAME_TARGETS) {
    const value = read(target)
    if (value !== undefined) names[target] = value
  }
  const fio = read('full_name_fio')
  if (fio !== undefined) {
    names.name ??= fio
    const parts = splitFio(fio)
    if (parts) for (const key of ['family_name', 'given_name', 'patronymic'] as const) if (parts[key] !== null) names[key] ??= parts[key]
    if (!parts && fio.includes(' ') && !/\p{Script=Han}/u.test(fio)) reader.warn('name_unsplit', plan.by.get('full_name_fio')![0]!, `"${fio.slice(0, 80)}" does not tell which part is which; it was kept as one name.`)
  }
  if (names.name === undefined) {
    const joined = joinName({ family_name: names.family_name ?? null, given_name: names.given_name ?? null, patronymic: names.patronymic ?? null })
    if (joined) names.name = joined.slice(0, MAX_NAME)
  }
  const called = names.call_name === undefined && names.given_name !== undefined ? callName(names.given_name) : undefined
  if (called !== undefined) names.call_name_if_none = called
  return names
}

export function readTrait(column: PlannedColumn, value: string, plan: Plan, reader: Reader): string | number | boolean | Date | undefined {
  const shown = `"${value.slice(0, 50)}"`
  switch (column.trait!.type) {
    case 'number': {
      const number = readNumber(value, reader.isNumeric(column) ? '.' : plan.settings.decimal)
      if (number === undefined) reader.warn('number_invalid', column, `${shown} is no number with "${plan.settings.decimal}" as its decimal sign; it was left out.`)
      return number
    }
    case 'date': {
      const date = readDate(value, plan.settings.date_order, plan.now)
      if (!date) reader.warn('date_invalid', column, `${shown} is no date in the order ${plan.settings.date_order}; it was left out.`)
      return date
    }
    case 'boolean': {
      const answer = readAnswer(value)
      if (!answer) reader.warn('boolean_invalid', column, `${shown} is neither yes nor no; it was left out.`)
      return answer && answer === 'yes'
    }
    default:
      if (value.length <= 4000) return value
      reader.warn('text_too_long', column, 'A trait has at most 4,000 characters; this one was left out.')
      return undefined
  }
}

export function readTraits(plan: Plan, reader: Reader): ContactInput['traits'] {
  const traits: NonNullable<ContactInput['traits']> = {}
  for (const column of plan.by.get('trait') ?? []) {
    const value = cleanCell(reader.cell(column))
    const read = value === '' ? undefined : readTrait(column, value, plan, reader)
    if (read !== undefined) traits[column.trait!.name] = read
  }
  return Object.keys(traits).length > 0 ? traits : undefined
}

export function readTags(plan: Plan, reader: Reader): string[] {
  const tags = new Set(plan.settings.tags)
  for (const column of plan.by.get('tags') ?? []) {
    for (const tag of cleanCell(reader.cell(column)).split(/\s*[,;|，；、]\s*/).filter(Boolean)) {
      if (tag.length > 60 || tags.size >= 100) reader.warn('tag_too_long', column, `A tag has at most 60 characters, a contact at most 100 tags; "${tag.slice(0, 50)}" was left out.`)
      else tags.add(tag)
    }
  }
  return [...tags]
}

export function readPlace(plan: Plan, reader: Reader): { locale?: string; time_zone?: string } {
  const made: { locale?: string; time_zone?: string } = {}
  for (const [target, read, code] of [['locale', readLocale, 'locale_invalid'], ['time_zone', readTimeZone, 'time_zone_invalid']] as const) {
    const column = plan.by.get(target)?.[0]
    const value = column ? cleanCell(reader.cell(column)) : ''
    if (!column || value === '') continue
    const known = read(value)
    if (known) made[target] = known
    else reader.warn(code, column, `"${value.slice(0, 50)}" is no ${target === 'locale' ? 'language' : 'time zone'} that we know; it was left out.`)
  }
  return made
}
