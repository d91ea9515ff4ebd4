import { describe, expect, test } from 'vitest'
import { targetByHeader } from './headers.ts'
import { suggestMapping } from './suggest.ts'

describe('column names in five languages', () => {
  test.each([
    ['E-mail', 'email'], ['Email address', 'email'], ['Електронна пошта', 'email'], ['Почта', 'email'], ['ელ. ფოსტა', 'email'], ['邮箱', 'email'], ['電子郵件', 'email'], ['メールアドレス', 'email'], ['이메일', 'email'],
    ['Phone number', 'phone'], ['Мобільний телефон', 'phone'], ['Телефон', 'phone'], ['ტელეფონი', 'phone'], ['手机号码', 'phone'], ['行動電話', 'phone'], ['電話番号', 'phone'], ['휴대폰 번호', 'phone'], ['氏名', 'name'], ['이름', 'name'],
    ['First name', 'given_name'], ["Ім'я", 'given_name'], ['Ім’я', 'given_name'], ['Имя', 'given_name'], ['სახელი', 'given_name'], ['名字', 'given_name'],
    ['Last Name', 'family_name'], ['Прізвище', 'family_name'], ['Фамилия', 'family_name'], ['გვარი', 'family_name'], ['姓', 'family_name'],
    ['По батькові', 'patronymic'], ['Отчество', 'patronymic'], ['ПІБ', 'full_name_fio'], ['ФИО', 'full_name_fio'], ['Ф.И.О.', 'full_name_fio'], ['Name', 'name'], ['姓名', 'name'], ['სახელი და გვარი', 'name'], ['Клиент', 'name'],
    ['Згода на розсилку', 'consent'], ['Согласие', 'consent'], ['Marketing consent', 'consent'], ['თანხმობა', 'consent'], ['同意', 'consent'], ['Дата згоди', 'consent_date'], ['Consent date', 'consent_date'], ['同意日期', 'consent_date'], ['Дата согласия', 'consent_date'],
    ['Канали', 'consent_media'], ['渠道', 'consent_media'], ['Unsubscribed', 'opt_out'], ['Відписаний', 'opt_out'], ['Отписка', 'opt_out'], ['退订', 'opt_out'], ['გამოწერა გაუქმებულია', 'opt_out'],
    ['ID', 'external_id'], ['customer_id', 'external_id'], ['Код клієнта', 'external_id'], ['客户编号', 'external_id'], ['Мова', 'locale'], ['语言', 'locale'], ['Теги', 'tags'], ['Time zone', 'time_zone'],
    ['Місто', undefined], ['Город', undefined], ['ქალაქი', undefined], ['City', undefined], ['Дата народження', undefined], ['生日', undefined],
  ])('%s', (header, target) => expect(targetByHeader(header)).toBe(target))
})

describe('mapping', () => {
  const columns = (table: Record<string, string[]>) => Object.entries(table).map(([name, values], index) => ({ index, name, values }))
  const targets = (table: Record<string, string[]>) => suggestMapping('contacts', columns(table), 'UA').map(({ suggestion: { target, trait } }) => (trait ? `${target} ${trait.name} ${trait.type}` : target))
  test('by content where a name says nothing', () => {
    expect(targets({ A: ['a@b.co', 'c@d.co'], B: ['0671234567', '3.80671E+11', '80501234567'], C: ['Шевченко Тарас Григорович', 'Коваль Ганна Іванівна'], D: ['так', 'ні'], E: ['1 200,50', '3'], F: ['01.02.2020', '15.03.1990'], G: ['Львів', 'Київ'], H: ['00123', '00456'] }))
      .toEqual(['email', 'phone', 'full_name_fio', 'trait D boolean', 'trait E number', 'trait F date', 'trait G text', 'trait H text'])
  })
  test('a name that contradicts its content yields; patronymics make ФИО; a second phone is a phone; one column a target', () => {
    expect(targets({ Телефон: ['a@b.co', 'c@d.co'], Клієнт: ['Шевченко Тарас Григорович', 'Коваль Ганна Іванівна'], 'Phone 1': ['0671234567'], 'Phone 2': ['0501234567'], ID: ['1', '2'], 'customer id': ['7', '8'] }))
      .toEqual(['email', 'full_name_fio', 'phone', 'phone', 'external_id', 'trait customer id number'])
  })
  test('a column of first names that holds whole names is the name', () => {
    expect(targets({ Имя: ['Олена Коваль', 'Шевченко Тарас Григорович', 'Ганна'] })).toEqual(['name'])
    expect(targets({ Имя: ['Олена', 'Тарас', 'Анна Мария'], Фамилия: ['Коваль', 'Шевченко', 'Мороз'] })).toEqual(['given_name', 'family_name'])
  })
  test('Chinese names are names, and the report\'s columns are passed over', () => {
    expect(targets({ 姓名: ['王小明', '欧阳娜娜'], _row: ['2', '3'], _code: ['phone_invalid', ''], _message: ['', ''] })).toEqual(['name', 'ignore', 'ignore', 'ignore'])
  })
})
