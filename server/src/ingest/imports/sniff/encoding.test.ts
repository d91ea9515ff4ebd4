import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../read/csv.ts'
import type { Encoding } from './encoding.ts'
import { sniffEncoding } from './encoding.ts'

const tables = new Map<string, Map<string, Buffer>>()
/** Bytes by the decoder's own table, turned around. */
function tableOf(encoding: string): Map<string, Buffer> {
  const known = tables.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, Buffer>()
  const add = (...bytes: number[]) => {
    const char = decoder.decode(Uint8Array.from(bytes))
    if (Array.from(char).length === 1 && char !== '\uFFFD' && !table.has(char)) table.set(char, Buffer.from(bytes))
  }
  for (let byte = 0; byte < 256; byte += 1) add(byte)
  if (!['windows-1251', 'koi8-u'].includes(encoding)) for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) add(lead, trail)
  tables.set(encoding, table)
  return table
}
const encode = (text: string, encoding: Encoding) => (encoding === 'utf-8' ? Buffer.from(text) : Buffer.concat(Array.from(text, (char) => tableOf(encoding).get(char) ?? Buffer.from('?'))))

const FILES: [Encoding, string, string][] = [
  ['gb18030', 'simplified Chinese headers', '姓名,手机号码,电子邮箱,城市,同意\n王小明,13800138000,xiaoming@example.cn,上海,是\n欧阳娜娜,13900139000,nana@example.cn,北京,否\n'],
  ['gb18030', 'headers alone over Latin rows', '客户编号,姓名,电话\n1,John Smith,13800138000\n2,Anna Lee,13900139000\n'],
  ['gb18030', 'rare names', '客户,电话\n嬴翯,138\n赟赟,139\n'],
  ['big5', 'traditional Chinese headers', '姓名,行動電話,電子郵件,地址\n陳美玲,0912345678,mei@example.tw,台北市信義區\n林志豪,0987654321,hao@example.tw,高雄市\n'],
  ['shift_jis', 'Japanese headers', '氏名,フリガナ,電話番号,メールアドレス,住所\n佐藤太郎,サトウタロウ,09012345678,sato@example.jp,東京都渋谷区\n鈴木花子,スズキハナコ,08012345678,suzuki@example.jp,大阪市\n'],
  ['euc-kr', 'Korean headers', '이름,휴대폰 번호,이메일,주소\n김민준,01012345678,minjun@example.kr,서울시 강남구\n박지영,01098765432,jiyoung@example.kr,부산시\n'],
  ['windows-1251', 'Ukrainian', "Ім'я;Прізвище;Телефон;Місто\nГанна;Їжакевич;0671234567;Київ\nІгор;Щербак;0501234567;Львів\n"],
  ['windows-1251', 'Russian in capitals', 'ФАМИЛИЯ;ИМЯ;ГОРОД\nЩЕРБАКОВ;ЮРИЙ;ЧЕЛЯБИНСК\nЖУКОВ;ФЁДОР;ЭЛИСТА\n'],
  ['windows-1251', 'Russian in small letters', 'почта;имя;город\na@b.co;анна;воронеж\nc@d.co;пётр;тула\n'],
  ['windows-1251', 'one letter in a cell', 'name;пол\nAnna;ж\nIvan;м\nOlga;ж\n'],
  ['koi8-u', 'Ukrainian', "Ім'я;Прізвище;Телефон;Місто\nГанна;Їжакевич;0671234567;Київ\nІгор;Щербак;0501234567;Львів\n"],
  ['koi8-u', 'Russian', 'Фамилия;Имя;Город\nИванов;Пётр;Воронеж\nСмирнова;Ольга;Тула\n'],
  ['utf-8', 'Chinese', '姓名,电话\n王小明,138\n李娜,139\n'],
  ['utf-8', 'Georgian', 'სახელი,ტელეფონი\nგიორგი,555\n'],
]

describe('recognised by evidence', () => {
  test.each(FILES)('%s: %s', (encoding, _, text) => {
    expect(sniffEncoding(encode(text, encoding))).toBe(encoding)
    const long = encode(text + text.split('\n').slice(1).join('\n').repeat(200), encoding)
    for (const end of [long.length, long.length - 1, long.length - 2]) expect(sniffEncoding(long.subarray(0, end))).toBe(encoding) // the head may cut a character in two
  })
  test('one broken byte does not make it another language', () => {
    for (const [encoding, name, text] of FILES.filter(([encoding, , text]) => !encoding.startsWith('utf') && text.length > 60)) {
      const bytes = Buffer.concat([encode(text, encoding), Buffer.from([0xff, 0x0a]), encode(text, encoding)])
      expect(sniffEncoding(bytes), `${encoding} ${name}`).toBe(encoding)
    }
  })
})

describe('read as it was written', () => {
  async function rows(bytes: Buffer, encoding: Encoding, size: number, delimiter: string) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size))
    const read: string[][] = []
    for await (const row of readCsv(Readable.from(chunks, { objectMode: false }), { encoding, delimiter })) read.push(row.cells)
    return read
  }
  test.each(FILES)('%s: %s, whatever chunk its characters are cut by', async (encoding, _, text) => {
    const delimiter = text.includes(';') ? ';' : ','
    const expected = text.trim().split('\n').map((line) => line.split(delimiter))
    for (const size of [1, 2, 3, 7, 1000]) expect(await rows(encode(text, encoding), encoding, size, delimiter)).toEqual(expected)
  })
  test('GB 18030 of four bytes, across every boundary', async () => {
    const bytes = Buffer.from('d0d5c3fb0a8130813082358f330a', 'hex') // 姓名, then two characters of four bytes each
    const [, [rare]] = await rows(bytes, 'gb18030', 1000, ',') as [string[], string[]]
    expect(Array.from(rare!)).toHaveLength(2)
    for (const size of [1, 2, 3, 5]) expect(await rows(bytes, 'gb18030', size, ',')).toEqual([['姓名'], [rare]])
  })
})
