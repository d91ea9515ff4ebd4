import { describe, expect, test } from 'vitest'
import { guessDateOrder, readDate } from './dates.ts'
import { repairEmails } from './email.ts'
import { joinName, looksLikeFio, repairName, splitFio } from './names.ts'
import { guessDecimal, readNumber } from './numbers.ts'
import { expandScientific, repairPhones } from './phone.ts'
import { neutralise } from '../../../platform/csv.ts'
import { cleanCell, isStorable, undoNeutralise } from './text.ts'
import { readAnswer, readLocale, readMedia, readTimeZone } from './words.ts'

const NOW = new Date('2026-11-24T10:00:00Z')

describe('phones', () => {
  test.each([
    ['+380671234567', 'UA', ['+380671234567']], ['067 123 45 67', 'UA', ['+380671234567']], ['80671234567', 'UA', ['+380671234567']], ['8 (067) 123-45-67', 'UA', ['+380671234567']],
    ['380671234567', 'UA', ['+380671234567']], ['380671234567', 'GE', ['+380671234567']], ['671234567', 'UA', ['+380671234567']], ['00380671234567', 'UA', ['+380671234567']],
    ['810380671234567', 'RU', ['+380671234567']], ['8 916 123-45-67', 'RU', ['+79161234567']], ['79161234567', 'RU', ['+79161234567']], ['9161234567', 'RU', ['+79161234567']],
    ['8 701 234 56 78', 'KZ', ['+77012345678']], ['8 916 123-45-67', 'UA', ['+79161234567']], ['+80671234567', 'UA', ['+380671234567']], ['80671234567', 'GE', ['+380671234567']], ['+3800671234567', 'UA', ['+380671234567']],
    ['555 12 34 56', 'GE', ['+995555123456']], ['8 555 12 34 56', 'GE', ['+995555123456']], ['995555123456', 'GE', ['+995555123456']], ['138 0013 8000', 'CN', ['+8613800138000']], ['8613800138000', 'CN', ['+8613800138000']],
    ['\u00A0067\u00A0123\u00A045\u00A067\u200B', 'UA', ['+380671234567']], ["'+380671234567", 'UA', ['+380671234567']], ["'0671234567", 'UA', ['+380671234567']], ['＋３８０６７１２３４５６７', 'UA', ['+380671234567']],
    ['380671234567.0', 'UA', ['+380671234567']], ['3.80671234567E+11', 'UA', ['+380671234567']], ['3,80671234567E+11', 'UA', ['+380671234567']],
    ['0671234567; 0501234567', 'UA', ['+380671234567', '+380501234567']], ['0671234567, 0501234567', 'UA', ['+380671234567', '+380501234567']], ['0671234567 0501234567', 'UA', ['+380671234567', '+380501234567']],
    ['067 123 45 67 або 050 123 45 67', 'UA', ['+380671234567', '+380501234567']], ['+380671234567/+380501234567', 'UA', ['+380671234567', '+380501234567']], ['+380671234567+380501234567', 'UA', ['+380671234567', '+380501234567']],
    ['067/123-45-67', 'UA', ['+380671234567']], ['13800138000、13900139000', 'CN', ['+8613800138000', '+8613900139000']], ['0671234567\n0501234567', 'UA', ['+380671234567', '+380501234567']],
    ['067 123 45 67 доб. 12', 'UA', ['+380671234567']], ['тел. 0671234567', 'UA', ['+380671234567']], ['0671234567; -', 'UA', ['+380671234567']], ['+1 415 555 2671', 'UA', ['+14155552671']],
  ])('%j in %s', (cell, country, expected) => {
    expect(repairPhones(cell, country).phones.map((phone) => phone.e164)).toEqual(expected)
  })
  test.each([
    ['3.80671E+11', 'phone_damaged'], ['3,80671E+11', 'phone_damaged'], ['3.8067123456E+11', 'phone_damaged'], ['4E+11', 'phone_damaged'],
    ['12', 'phone_invalid'], ['anna', 'phone_invalid'], ['067 12E 45 67', 'phone_invalid'], ['=cmd|calc', 'phone_invalid'], ['0000000000', 'phone_invalid'], ['06712345', 'phone_invalid'], 
  ])('%j is %s', (cell, code) => {
    expect(repairPhones(cell, 'UA')).toEqual({ phones: [], code })
  })
  test('a numeric cell of a spreadsheet has its trailing zeros', () => {
    expect(repairPhones('3.8067123456E11', 'UA', true).phones[0]?.e164).toBe('+380671234560')
    expect(expandScientific('3.80671234567E11', true)).toEqual({ digits: '380671234567' })
  })
  test('spaces and brackets are no repair, a country code is', () => {
    expect(repairPhones('+380 (67) 123-45-67', 'UA')).toMatchObject({ repaired: false })
    expect(repairPhones('0671234567', 'UA')).toMatchObject({ repaired: true })
  })
})

test.each([
  ['Anna@Example.COM', ['anna@example.com'], false], [' anna@example.com ', ['anna@example.com'], false], ['Anna <anna@example.com>', ['anna@example.com'], false], ['mailto:a@b.co', ['a@b.co'], false],
  ['a@b.co; c@d.co', ['a@b.co', 'c@d.co'], false], ['a@b.co, мусор', ['a@b.co'], true], ['ａnna@example.com', ['anna@example.com'], false], ['anna@example.com.', ['anna@example.com'], false], ['anna @example.com', ['anna@example.com'], false],
  ['anna', [], true], ['@', [], true], ['a@b', [], true], ['=1+1', [], true],
])('e-mail %j', (cell, emails, invalid) => {
  expect(repairEmails(cell)).toMatchObject({ emails, invalid })
})

describe('names', () => {
  test.each([
    ['ІВАНЕНКО ІВАН', 'Іваненко Іван'], ['іваненко  іван', 'Іваненко Іван'], ['Anna-maria', 'Anna-maria'], ['ANNA-MARIA SMITH', 'Anna-Maria Smith'], ["О'НІЛ МАР'ЯНА", "О'Ніл Мар'яна"], ['McDonald', 'McDonald'],
    ['ТОВ РОМАШКА', 'ТОВ РОМАШКА'], ['ООО ВЕКТОР', 'ООО ВЕКТОР'], ['გიორგი ბერიძე', 'გიორგი ბერიძე'], ['ᲒᲘᲝᲠᲒᲘ ᲑᲔᲠᲘᲫᲔ', 'გიორგი ბერიძე'], ['王小明', '王小明'], ['Їжакевич\u00A0Ганна', 'Їжакевич Ганна'], ['JR', 'JR'], ['Bo Li', 'Bo Li'],
  ])('%j becomes %j', (cell, expected) => {
    expect(repairName(cell).name).toBe(expected)
  })
  test.each([
    ['Шевченко Тарас Григорович', { family_name: 'Шевченко', given_name: 'Тарас', patronymic: 'Григорович' }], ['Леся Петрівна Косач', { family_name: 'Косач', given_name: 'Леся', patronymic: 'Петрівна' }],
    ['Петрова Анна Ильинична', { family_name: 'Петрова', given_name: 'Анна', patronymic: 'Ильинична' }], ['Ульянов Владимир Ильич', { family_name: 'Ульянов', given_name: 'Владимир', patronymic: 'Ильич' }],
    ['Анна Сергеевна', { family_name: null, given_name: 'Анна', patronymic: 'Сергеевна' }], ['Алиев Али Вагиф оглы', { family_name: 'Алиев', given_name: 'Али', patronymic: 'Вагиф оглы' }],
    ['Іваненко Іван', { family_name: 'Іваненко', given_name: 'Іван', patronymic: null }], ['გიორგი ბერიძე', { family_name: 'ბერიძე', given_name: 'გიორგი', patronymic: null }],
    ['王小明', undefined], ['欧阳 娜娜', undefined], ['Anna Maria Smith', undefined], ['ТОВ Ромашка', undefined], ['Іван', undefined],
  ])('%j splits', (name, parts) => {
    expect(splitFio(name)).toEqual(parts)
  })
  test('what reads as ФИО, and how parts join', () => {
    expect(['Шевченко Тарас Григорович', 'Коваль Ганна Іванівна', 'Anna Smith', '王小明'].map(looksLikeFio)).toEqual([true, true, false, false])
    expect(joinName({ family_name: '王', given_name: '小明', patronymic: null })).toBe('王小明')
    expect(joinName({ family_name: 'Smith', given_name: 'Anna', patronymic: null })).toBe('Anna Smith')
    expect(joinName({ family_name: 'Коваль', given_name: 'Ганна', patronymic: 'Іванівна' })).toBe('Коваль Ганна Іванівна')
  })
})

describe('dates and numbers', () => {
  test.each([
    ['2024-02-29', 'dmy', '2024-02-29T00:00:00.000Z'], ['03.04.2024', 'dmy', '2024-04-03T00:00:00.000Z'], ['03/04/2024', 'mdy', '2024-03-04T00:00:00.000Z'], ['24/04/03', 'ymd', '2024-04-03T00:00:00.000Z'], ['1.5.87', 'dmy', '1987-05-01T00:00:00.000Z'],
    ['2024年4月3日', 'dmy', '2024-04-03T00:00:00.000Z'], ['12 січня 2024 р.', 'dmy', '2024-01-12T00:00:00.000Z'], ['5 мая 1990', 'dmy', '1990-05-05T00:00:00.000Z'], ['7 марта 2020', 'dmy', '2020-03-07T00:00:00.000Z'], ['12 იანვარი 2024', 'dmy', '2024-01-12T00:00:00.000Z'],
    ['Jan 12, 2024', 'dmy', '2024-01-12T00:00:00.000Z'], ['15 листопада 2023', 'dmy', '2023-11-15T00:00:00.000Z'], ['15 липня 2023', 'dmy', '2023-07-15T00:00:00.000Z'], ['2024-01-12T10:30:00+02:00', 'dmy', '2024-01-12T08:30:00.000Z'], ['12.01.2024 10:30', 'dmy', '2024-01-12T10:30:00.000Z'],
    ['1/12/2024 3:05 PM', 'mdy', '2024-01-12T15:05:00.000Z'], ['45292', 'dmy', '2024-01-01T00:00:00.000Z'], ['20240112', 'dmy', '2024-01-12T00:00:00.000Z'],
  ] as const)('%j as %s', (cell, order, expected) => {
    expect(readDate(cell, order, NOW)?.toISOString()).toBe(expected)
  })
  test.each([['30.02.2024', 'dmy'], ['02/13/2024', 'dmy'], ['13/02/2024', 'mdy'], ['yesterday', 'dmy'], ['0000-00-00', 'dmy'], ['99999999', 'dmy'], ['2024-01-12 25:00', 'dmy'], ['12 foo 2024', 'dmy']] as const)('%j as %s is no date', (cell, order) => {
    expect(readDate(cell, order, NOW)).toBeUndefined()
  })
  test('orders and decimal signs are told by what cannot be otherwise', () => {
    expect([guessDateOrder(['03.04.2024', '25.04.2024']), guessDateOrder(['03/04/2024', '04/25/2024']), guessDateOrder(['03/04/2024'])]).toEqual(['dmy', 'mdy', undefined])
    expect([guessDecimal(['1 234,50', '3,5']), guessDecimal(['1,234.50']), guessDecimal(['1,234', '12'])]).toEqual([',', '.', undefined])
  })
  test.each([['1 234,50', ',', 1234.5], ['1.234,50', ',', 1234.5], ['1,234.50', '.', 1234.5], ['-3', '.', -3], ['₴ 1\u00A0000', '.', 1000], ['250 грн', ',', 250], ["1'000.5", '.', 1000.5], ['1.5', ',', undefined], ['1,5', '.', undefined], ['12,34.5', '.', undefined], ['abc', '.', undefined], ['', '.', undefined], ['1e999', '.', undefined], ['−7', '.', -7]] as const)('%j with %j is %s', (cell, decimal, expected) => {
    expect(readNumber(cell, decimal)).toBe(expected)
  })
})

describe('words', () => {
  test.each(['yes', 'Так', 'да', 'კი', '是', 'Y', '1', '+', 'TRUE', 'дозволено', '同意', ' Да. '])('%j is yes', (word) => expect(readAnswer(word)).toBe('yes'))
  test.each(['no', 'Ні', 'нет', 'არა', '否', '0', '-', 'FALSE'])('%j is no', (word) => expect(readAnswer(word)).toBe('no'))
  test.each(['unsubscribed', 'Відписаний', 'отписан', '退订', 'STOP'])('%j opts out', (word) => expect(readAnswer(word)).toBe('opted_out'))
  test.each(['maybe', 'no, thanks, yes', '', 'так собі', "can't stop smiling"])('%j is no answer', (word) => expect(readAnswer(word)).toBeUndefined())
  test('media, languages, zones', () => {
    expect(readMedia('e-mail, СМС; Вайбер')).toEqual({ media: ['email', 'sms', 'viber'], unknown: [] })
    expect(readMedia('телеграм та голуб')).toEqual({ media: ['telegram'], unknown: ['голуб'] })
    expect([readMedia('短信、邮件').media, readMedia('ყველა').media]).toEqual([['sms', 'email'], ['*']])
    expect(['UA', 'Русский', 'ქართული', '中文', 'en_us', 'klingon!', 'zz-'].map(readLocale)).toEqual(['uk', 'ru', 'ka', 'zh', 'en-US', undefined, undefined])
    expect(['Europe/Kyiv', 'Mars/Olympus', 'kyiv'].map(readTimeZone)).toEqual(['Europe/Kyiv', undefined, undefined])
  })
})

test('cells are cleaned, and made safe and unsafe again', () => {
  expect(cleanCell('\uFEFF  Львів\u00A0 місто ')).toBe('Львів місто')
  for (const cell of ['=cmd|\' /C calc\'!A0', '+380671234567', '-1', '@SUM(1)']) {
    expect(neutralise(cell)).toBe(`'${cell}`)
    expect(undoNeutralise(neutralise(cell))).toBe(cell)
  }
  expect([neutralise('Anna'), undoNeutralise("'tis")]).toEqual(['Anna', "'tis"])
  expect([isStorable('a\0b'), isStorable('\uD800'), isStorable('👋')]).toEqual([false, false, true])
})
