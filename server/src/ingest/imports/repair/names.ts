import { cleanCell } from './text.ts'

export type NameParts = { family_name: string | null; given_name: string | null; patronymic: string | null }

/** Marks of a company: its capitals are its own. */
const COMPANY = /(?<!\p{L})(ТОВ|ТзОВ|ФОП|ПАТ|ПрАТ|ООО|ИП|ОАО|ЗАО|АО|ПАО|LLC|LTD|INC|GMBH|შპს|სს)(?!\p{L})|公司/u
const PATRONYMIC = /(?:ович|евич|йович|ьович|івна|ївна|овна|евна|ёвна|инична|ична|ьич|(?<=^(?:іл|иль|лук|кузь?м|фом|хом|ник[иі]т|савв?|як)\p{L}{0,2})(?:ич|іч|ыч))$/iu
const OGLY = /^(?:оглы|огли|оглу|кызы|кизи|гызы)$/iu
const GEORGIAN_FAMILY = /(?:ძე|შვილი|ავა|ია|უა|იანი|ური|ული|ელი)$/u

/** Georgian has no title case (a raised first letter would be Mtavruli), Chinese has no case at all. */
function raise(letter: string): string {
  return /\p{Script=Georgian}/u.test(letter) ? letter : letter.toUpperCase()
}

function titleWord(word: string): string {
  const lower = word.toLowerCase()
  return lower.replaceAll(/(^|[-‐–'’ʼ`(])(\p{L})/gu, (_, before: string, letter: string, at: number) => {
    // О'Ніл and Д'Артаньян rise after the apostrophe, Мар'яна does not.
    const afterApostrophe = /['’ʼ`]/.test(before)
    return before + (afterApostrophe && at !== 1 ? letter : raise(letter))
  })
}

/** Mends spaces and names that are all capitals or all small; whatever is mixed was meant so. */
export function repairName(cell: string): { name: string; repaired: boolean } {
  const text = cleanCell(cell).normalize('NFC')
  const letters = text.replaceAll(/[^\p{L}]/gu, '')
  const cased = letters.length >= 3 && letters.toLowerCase() !== letters.toUpperCase() && (letters === letters.toUpperCase() || letters === letters.toLowerCase())
  const georgianOnly = /^\p{Script=Georgian}*$/u.test(letters)
  const name = !cased || COMPANY.test(text) ? text : georgianOnly ? text.toLowerCase() : text.split(' ').map(titleWord).join(' ')
  return { name, repaired: name !== cell }
}

export const isPatronymic = (word: string): boolean => PATRONYMIC.test(word)

/** Whether a text reads as family, given name and patronymic: what a column's suggestion counts. */
export function looksLikeFio(text: string): boolean {
  const words = cleanCell(text).split(' ')
  return words.length >= 3 && words.length <= 4 && words.slice(1).some((word) => isPatronymic(word) || OGLY.test(word))
}

/**
 * The parts of a ФИО / ПІБ, in the order that the patronymic tells; undefined where it does not tell. A Chinese name is
 * never split: which character ends the family name (欧阳, 司马) and how a person is addressed, only the person knows.
 */
export function splitFio(name: string): NameParts | undefined {
  if (/\p{Script=Han}/u.test(name) || COMPANY.test(name)) return undefined
  const words = cleanCell(name).split(' ').filter(Boolean)
  if (words.length === 2) {
    const [first, second] = words as [string, string]
    if (isPatronymic(second) && !isPatronymic(first)) return { family_name: null, given_name: first, patronymic: second }
    if (/\p{Script=Georgian}/u.test(name) && GEORGIAN_FAMILY.test(second) && !GEORGIAN_FAMILY.test(first)) return { family_name: second, given_name: first, patronymic: null }
    return { family_name: first, given_name: second, patronymic: null }
  }
  if (words.length === 3) {
    const [a, b, c] = words as [string, string, string]
    if (isPatronymic(c)) return { family_name: a, given_name: b, patronymic: c }
    if (isPatronymic(b)) return { family_name: c, given_name: a, patronymic: b }
    return undefined
  }
  if (words.length === 4 && OGLY.test(words[3]!)) return { family_name: words[0]!, given_name: words[1]!, patronymic: `${words[2]} ${words[3]}` }
  return undefined
}

/**
 * How to address somebody by a given name: as it is. None for an initial or for what is no name, and never for a Chinese
 * one, by which only family and friends call a person.
 */
export function callName(given_name: string): string | undefined {
  return /^\p{L}[\p{L}\p{M}'’ʼ`\- ]+$/u.test(given_name) && !/\p{Script=Han}/u.test(given_name) && given_name.length <= 60 ? given_name : undefined
}

/** One name from its parts, in the order of its script's custom. */
export function joinName(parts: NameParts): string | null {
  const { family_name, given_name, patronymic } = parts
  if (/\p{Script=Han}/u.test(`${family_name}${given_name}`)) return [family_name, given_name].filter(Boolean).join('') || null
  const order = patronymic ? [family_name, given_name, patronymic] : [given_name, family_name]
  return order.filter(Boolean).join(' ') || null
}
