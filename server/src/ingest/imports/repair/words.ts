import type { Medium } from '../../../platform/media.ts'
import { cleanCell } from './text.ts'

const set = (words: string) => new Set(words.split('|'))

/** Yes and no as people write them into lists, in five languages. Exact words: "no, thanks, yes" is nobody's answer. */
const YES = set('yes|y|true|t|1|+|✓|✔|☑|v|x|on|ok|okay|agree|agreed|consent|subscribed|opted in|opt-in|opt in|opted_in|allowed|active|granted|так|т|да|д|згоден|згодна|згода|дозволено|дозволяю|дозвіл|є|підписаний|підписана|підписано|согласен|согласна|согласие|разрешено|разрешаю|есть|подписан|подписана|подписано|активний|активный|კი|დიახ|თანახმა|თანახმაა|გამოწერილი|ნებადართულია|是|对|有|同意|已同意|已订阅|订阅|允许')
const NO = set('no|n|false|f|0|-|–|—|off|none|never|refused|declined|denied|not subscribed|ні|н|немає|відмова|відмовлено|заборонено|не згоден|не згодна|нет|отказ|запрещено|не согласен|не согласна|არა|უარი|აკრძალულია|否|不|无|没有|不同意|拒绝|未订阅')
const OUT = set('unsubscribed|opted out|opt-out|opt out|opted_out|stop|unsubscribe|do not contact|blacklisted|відписаний|відписана|відписано|відписався|відписалась|відписалася|відписка|отписан|отписана|отписано|отписался|отписалась|отписка|стоп|გაუქმებული|გამოწერა გაუქმებულია|სტოპ|退订|已退订|拒收')

export type Answer = 'yes' | 'no' | 'opted_out'

/** What a cell answers; undefined when it is empty or no answer that we know. */
export function readAnswer(cell: string): Answer | undefined {
  const word = cleanCell(cell).normalize('NFKC').toLowerCase().replace(/[.!。]+$/, '')
  return YES.has(word) ? 'yes' : NO.has(word) ? 'no' : OUT.has(word) ? 'opted_out' : undefined
}

const MEDIA_WORDS: Record<Medium, RegExp> = {
  email: /^(e-?mails?|mail|пошта|е-?мейл|имейл|емейл|эл(?:ектронная|\.)? ?почта|ел(?:ектронна|\.)? ?пошта|почта|мейл|ელფოსტა|ელ\.? ?ფოსტა|იმეილი|邮件|邮箱|电子邮件)$/u,
  sms: /^(sms|смс|смс-?ки|текст|სმს|短信|text|texts)$/u,
  viber: /^(viber|вайбер|ვაიბერი|ვაიბერ)$/u,
  whatsapp: /^(whats ?app|wa|ватсап|вотсап|уотсап|вацап|ვოთსაპი|ვოთსაფი)$/u,
  telegram: /^(telegram|tg|телеграм|телеграмм|телега|ტელეგრამი|ტელეგრამ|电报)$/u,
  push: /^(push|web ?push|пуш|пуш-повідомлення|push-уведомления|пуши|ფუში|推送)$/u,
}
const EVERYTHING = /^(all|everything|any|\*|всі|усі|все|всё|будь-який|любой|ყველა|全部|所有|都)$/u

/** The media that a cell names; `unknown` are the words that name none. */
export function readMedia(cell: string): { media: (Medium | '*')[]; unknown: string[] } {
  const media = new Set<Medium | '*'>()
  const unknown: string[] = []
  for (const part of cleanCell(cell).normalize('NFKC').toLowerCase().split(/\s*[,;|/+、，；]\s*|\s+(?:and|та|і|й|и|და|和)\s+/u).filter(Boolean)) {
    const medium = (Object.keys(MEDIA_WORDS) as Medium[]).find((each) => MEDIA_WORDS[each].test(part))
    if (medium) media.add(medium)
    else if (EVERYTHING.test(part)) media.add('*')
    else unknown.push(part)
  }
  return { media: [...media], unknown }
}

const LANGUAGES: Record<string, Set<string>> = {
  en: set('en|eng|english|англійська|английский|ინგლისური|英语|英文'), uk: set('uk|ua|ukr|ukrainian|українська|укр|украинский|უკრაინული|乌克兰语'),
  ru: set('ru|rus|russian|російська|рос|русский|рус|რუსული|俄语'), ka: set('ka|ge|geo|kat|georgian|грузинська|грузинский|ქართული|格鲁吉亚语'),
  zh: set('zh|cn|chn|chi|zho|chinese|китайська|китайский|ჩინური|中文|汉语|普通话|简体中文'), pl: set('pl|pol|polish|polski|польська|польский'), de: set('de|ger|deu|german|deutsch|німецька|немецкий'),
}

/** A language as BCP 47, from its tag or its name in five languages. */
export function readLocale(cell: string): string | undefined {
  const text = cleanCell(cell).normalize('NFKC')
  const named = Object.keys(LANGUAGES).find((tag) => LANGUAGES[tag]!.has(text.toLowerCase()))
  if (named) return named
  if (!/^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/i.test(text)) return undefined
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

export function readTimeZone(cell: string): string | undefined {
  const text = cleanCell(cell)
  if (!/^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+$|^UTC$/.test(text)) return undefined
  try {
    new Intl.DateTimeFormat('en', { timeZone: text }).format()
    return text
  } catch {
    return undefined
  }
}
