import type { ContactInput } from '../../customers/index.ts'

/** A small generator with a seed, so that every demo is the same shop (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Land = { locale: string; share: number; country: string; phone: (n: number) => string; given: string[]; family: string[]; cities: string[]; write: (given: string, family: string) => string }

const digits = (n: number, length: number) => String(n).padStart(length, '0').slice(-length)
const western = (given: string, family: string) => `${given} ${family}`

/** Made-up people; the numbers are of ranges that look real and reach nobody, since demo contacts never pass a real connection. */
const LANDS: Land[] = [
  { locale: 'uk', share: 0.42, country: 'UA', phone: (n) => `+38067${digits(n, 7)}`, write: western, cities: ['Київ', 'Львів', 'Одеса', 'Харків', 'Дніпро', 'Вінниця'],
    given: ['Олена', 'Тарас', 'Ірина', 'Богдан', 'Соломія', 'Андрій', 'Наталія', 'Максим', 'Юлія', 'Роман', 'Ганна', 'Остап'], family: ['Шевченко', 'Коваленко', 'Бондаренко', 'Ткачук', 'Мельник', 'Їжакевич', 'Лисенко', 'Ґалаґан'] },
  { locale: 'ru', share: 0.16, country: 'UA', phone: (n) => `+38050${digits(n, 7)}`, write: western, cities: ['Одесса', 'Харьков', 'Запорожье', 'Днепр'],
    given: ['Анна', 'Сергей', 'Марина', 'Дмитрий', 'Светлана', 'Алексей', 'Татьяна', 'Игорь'], family: ['Иванова', 'Петренко', 'Соколова', 'Кравченко', 'Морозова', 'Лебедева'] },
  { locale: 'ka', share: 0.16, country: 'GE', phone: (n) => `+995555${digits(n, 6)}`, write: western, cities: ['თბილისი', 'ბათუმი', 'ქუთაისი', 'რუსთავი'],
    given: ['ნინო', 'გიორგი', 'მარიამ', 'ლევან', 'თამარ', 'დავით', 'ანა', 'ზურაბ'], family: ['ბერიძე', 'კაპანაძე', 'გელაშვილი', 'მაისურაძე', 'ლომიძე', 'ქავთარაძე'] },
  { locale: 'en', share: 0.12, country: 'GB', phone: (n) => `+447400${digits(n, 6)}`, write: western, cities: ['London', 'Leeds', 'Bristol', 'Glasgow'],
    given: ['Emma', 'Oliver', 'Amelia', 'Harry', 'Isla', 'George', 'Ava', 'Noah'], family: ['Smith', 'Taylor', 'Brown', 'Wilson', 'Evans', 'Walker'] },
  { locale: 'zh', share: 0.1, country: 'CN', phone: (n) => `+86138${digits(n, 8)}`, write: (given, family) => `${family}${given}`, cities: ['上海', '北京', '广州', '成都'],
    given: ['伟', '芳', '娜', '敏', '静', '强', '磊', '洋'], family: ['王', '李', '张', '刘', '陈', '杨'] },
  { locale: 'kk', share: 0.04, country: 'KZ', phone: (n) => `+7701${digits(n, 7)}`, write: western, cities: ['Алматы', 'Астана', 'Шымкент'],
    given: ['Айгүл', 'Нұрлан', 'Әсел', 'Ерлан', 'Динара', 'Бауыржан'], family: ['Әбенов', 'Қасымов', 'Жұмабаев', 'Оспанова'] },
]

export const DEMO_TAG = 'demo'

/** Contact `n` of the demo shop: a person with what shops know of people. */
export function demoContact(n: number, now: Date): ContactInput {
  const next = random(n + 1)
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!
  const where = next()
  let sum = 0
  const land = LANDS.find((each) => (sum += each.share) > where) ?? LANDS[0]!
  const [given, family] = [pick(land.given), pick(land.family)]
  const day = 86_400_000
  const asked = new Date(now.getTime() - Math.floor(next() * 700) * day)
  const wants = { email: next() < 0.78, sms: next() < 0.7, viber: next() < 0.66, whatsapp: next() < 0.3 }
  const hasMail = next() < 0.82
  const tags = [DEMO_TAG, ...(next() < 0.18 ? ['vip'] : []), ...(next() < 0.3 ? ['newsletter'] : [])]
  return {
    identities: [{ kind: 'external_id', value: `demo-${n}` }, { kind: 'phone', value: land.phone(1_000_000 + n * 7), country: land.country }, ...(hasMail ? [{ kind: 'email', value: `demo${n}@example.com` }] : [])],
    name: land.write(given, family), given_name: given, family_name: family, call_name: land.locale === 'zh' ? `${family}${given}` : given, ...(next() < 0.92 ? { locale: land.locale } : {}),
    traits: { city: pick(land.cities), orders: Math.floor(next() * next() * 20), loyalty: pick(['bronze', 'silver', 'gold']), birthday: new Date(Date.UTC(1955 + Math.floor(next() * 50), Math.floor(next() * 12), 1 + Math.floor(next() * 28))) },
    tags,
    consents: Object.entries(wants).filter(([medium]) => medium !== 'email' || hasMail).map(([medium, wanted]) => ({
      medium, topic_id: '*', state: wanted ? 'opted_in' as const : 'opted_out' as const, at: asked, source: 'checkout', proof: { form: 'Checkout', text: 'Send me news and offers' } })),
  }
}
