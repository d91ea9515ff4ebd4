/** Words that opt out, by exact match of the whole message; never a part of one: "can't stop smiling" is no opt-out. */
const OUT = ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'opt out', 'optout', 'arret', 'стоп', 'отписка', 'отписаться', 'отказ', 'відписка', 'відписатися', 'відмова', 'სტოპ', 'გაუქმება', '退订', '拒收', 'тоқта']
const IN = ['start', 'unstop', 'старт', 'подписаться', 'підписатися', 'დაწყება', '订阅']
const HELP = ['help', 'info', 'допомога', 'помощь', 'დახმარება', '帮助']
/** Words inside a sentence that sound like an opt-out: a person looks at it. */
const SOUNDS_LIKE = /unsubscrib|stop (sending|writing|messag)|remove me|не пиш|отпиши|відпиш|не присылай|не надсилай|хватит|досить писати|გამომიწერ|აღარ მომწერ|别再发|不要再发|退订/i

/** Letters of the Latin and Cyrillic alphabets that look alike; a word typed in a mixture is compared in one of them. */
const LOOKALIKES: Record<string, string> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', y: 'у', t: 'т', k: 'к', m: 'м', h: 'н', b: 'в', i: 'і' }

function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[\p{P}\p{S}\p{C}]+/gu, ' ').replaceAll(/\s+/g, ' ').trim()
}

const toCyrillic = (text: string) => (/\p{Script=Cyrillic}/u.test(text) ? [...text].map((letter) => LOOKALIKES[letter] ?? letter).join('') : text)

export type Meaning = 'opt_out' | 'opt_in' | 'help' | 'review' | 'reply'

/** What a message from a person means, as far as words of exactly this kind tell. */
export function meaningOf(text: string): Meaning {
  const word = normalise(text)
  const is = (words: string[]) => words.includes(word) || words.includes(toCyrillic(word))
  if (is(OUT)) return 'opt_out'
  if (is(IN)) return 'opt_in'
  if (is(HELP)) return 'help'
  return SOUNDS_LIKE.test(text) ? 'review' : 'reply'
}
