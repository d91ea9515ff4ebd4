/** A spreadsheet as companies have them: 2,000 people in five languages, broken phones, missing consents, broken rows. */
const LANDS = [
  { locale: 'uk', given: ['Олена', 'Тарас', 'Ірина', 'Богдан'], family: ['Шевченко', 'Їжакевич', 'Ткачук'], phone: (n: number) => `80${671_000_000 + n}` },
  { locale: 'ru', given: ['Анна', 'Сергей', 'Марина'], family: ['Иванова', 'Морозова'], phone: (n: number) => `050 ${100 + (n % 900)} ${String(n).padStart(4, '0').slice(-4, -2)} ${String(n).padStart(2, '0').slice(-2)}` },
  { locale: 'ka', given: ['ნინო', 'გიორგი', 'თამარ'], family: ['ბერიძე', 'ლომიძე'], phone: (n: number) => `00995555${String(100_000 + n).slice(-6)}` },
  { locale: 'zh', given: ['王芳', '李伟', '张敏'], family: [''], phone: (n: number) => `+86 138 ${String(10_000_000 + n)}` },
  { locale: 'en', given: ['Emma', 'Oliver', 'Isla'], family: ['Smith', 'Walker'], phone: (n: number) => `+447400${String(100_000 + n).slice(-6)}` },
]

export const ROWS = 2000
/** Every 50th row has nothing that can be reached: it is refused. */
export const BROKEN = ROWS / 50

export function spreadsheet(): string {
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const land = LANDS[n % LANDS.length]!
    const name = `${land.given[n % land.given.length]!} ${land.family[n % land.family.length]!}`.trim()
    if (n % 50 === 49) return [name, '12-34', 'not an address', land.locale, 'так']
    const consent = n % 9 === 0 ? '' : n % 31 === 0 ? 'ні' : ['так', 'да', 'კი', '是', 'yes'][n % 5]!
    return [name, land.phone(n), n % 3 ? `person${n}@example.com` : '', land.locale, consent]
  })
  return `\uFEFF${[['ПІБ', 'Телефон', 'E-mail', 'Мова', 'Згода'], ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`
}
