/** Latin spellings by each country's own rules, for an SMS that must be short. Lossy: offered, never applied by itself. */
const UK: Record<string, string> = {
  // Resolution of the Cabinet of Ministers of Ukraine No. 55 of 27 January 2010
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i', й: 'i',
  к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch',
  ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia',
  // letters of its neighbours, met in names
  ё: 'io', ы: 'y', э: 'e', ъ: '',
}
const UK_AT_START: Record<string, string> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' }
const RU: Record<string, string> = {
  // ICAO Doc 9303 part 3 §6, as in Russian passports since 2013
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch',
  ъ: 'ie', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia', і: 'i', ї: 'i', є: 'ie', ґ: 'g',
}
const KA: Record<string, string> = {
  // the national system of 2002; its ʼ of the ejectives is the plain apostrophe, which GSM-7 has
  ა: 'a', ბ: 'b', გ: 'g', დ: 'd', ე: 'e', ვ: 'v', ზ: 'z', თ: 't', ი: 'i', კ: "k'", ლ: 'l', მ: 'm', ნ: 'n', ო: 'o',
  პ: "p'", ჟ: 'zh', რ: 'r', ს: 's', ტ: "t'", უ: 'u', ფ: 'p', ქ: 'k', ღ: 'gh', ყ: "q'", შ: 'sh', ჩ: 'ch', ც: 'ts',
  ძ: 'dz', წ: "ts'", ჭ: "ch'", ხ: 'kh', ჯ: 'j', ჰ: 'h',
}

/** The text in Latin letters, or undefined where no rule is known for the language. Other scripts are left as they are. */
export function transliterate(text: string, locale: string): string | undefined {
  const language = locale.toLowerCase().split('-')[0]
  if (language === 'uk') return spell(text.normalize('NFC').replaceAll(/(\p{L})['’ʼ](?=[єїюяЄЇЮЯ])/gu, '$1'), ukrainian)
  if (language === 'ru') return spell(text.normalize('NFC'), (letter) => RU[letter])
  if (language === 'ka') return spell(text.normalize('NFC'), (letter) => KA[letter])
  return undefined
}

type Rule = (letter: string, before: string, after: string) => string | undefined

function ukrainian(letter: string, before: string, after: string): string | undefined {
  // §2: зг is "zgh", to differ from ж
  if (letter === 'г' && before === 'з') return 'gh'
  if (UK_AT_START[letter] !== undefined && !isLetter(before) && before !== '`') return isLetter(after) || letter !== 'й' ? UK_AT_START[letter] : 'y'
  return UK[letter]
}

const isLetter = (char: string) => /\p{L}/u.test(char)

function spell(text: string, rule: Rule): string {
  const chars = [...text]
  return chars
    .map((char, i) => {
      // Georgian capitals (Mtavruli) fold to the everyday letters too
      const low = char.toLowerCase()
      const latin = rule(low, chars[i - 1]?.toLowerCase() ?? '', chars[i + 1]?.toLowerCase() ?? '')
      if (latin === undefined) return char
      if (low === char || /\p{Script=Georgian}/u.test(char)) return latin
      const shouting = isShouting(chars[i + 1]) || isShouting(chars[i - 1])
      return shouting ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
    })
    .join('')
}

/** Щука is Shchuka, ЩУКА is SHCHUKA. */
function isShouting(neighbour: string | undefined): boolean {
  return neighbour !== undefined && isLetter(neighbour) && neighbour === neighbour.toUpperCase() && neighbour !== neighbour.toLowerCase()
}
