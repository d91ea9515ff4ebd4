import { isGsm } from './segments.ts'

/** Typographic characters that word processors put in, and what GSM-7 has for them. */
const PLAIN: Record<string, string> = {
  '«': '"', '»': '"', '“': '"', '”': '"', '„': '"', '‟': '"', '″': '"', '‹': "'", '›': "'",
  '‘': "'", '’': "'", '‚': "'", '‛': "'", 'ʼ': "'", '′': "'", '`': "'", '´': "'",
  '—': '-', '–': '-', '―': '-', '‐': '-', '‑': '-', '‒': '-', '−': '-', '­': '',
  '…': '...', '•': '-', '·': '-', '№': 'No', '×': 'x', '÷': '/', '™': '(TM)', '©': '(c)', '®': '(R)', '°': 'o',
  '₴': 'UAH', '₾': 'GEL', '₸': 'KZT', '₽': 'RUB', '₺': 'TRY', '₹': 'INR',
  '\t': ' ', '\u00a0': ' ', '\u2002': ' ', '\u2003': ' ', '\u2007': ' ', '\u2009': ' ', '\u200a': ' ', '\u202f': ' ', '\u3000': ' ',
  '\u200b': '', '\u200c': '', '\u200d': '', '\u2060': '', '\ufeff': '', '\u200e': '', '\u200f': '',
}
const CURRENCY = /[₴₾₸₽₺₹]/

/** The text with plain characters for those; what has none (letters of another script, emoji) stays. */
export function substitutes(text: string): string {
  let plain = ''
  for (const char of text) {
    const sub = PLAIN[char]
    if (sub === undefined || isGsm(char)) {
      plain += char
    } else if (CURRENCY.test(char)) {
      // "1 250₴" → "1 250 UAH", "₾20" → "GEL 20"
      plain += /\d$/.test(plain) ? ` ${sub}` : sub
    } else {
      plain += sub
    }
  }
  return plain.replaceAll(/(UAH|GEL|KZT|RUB|TRY|INR)(?=\d)/g, '$1 ').replaceAll(/No(?=\d)/g, 'No ')
}
