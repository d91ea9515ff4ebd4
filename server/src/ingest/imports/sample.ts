import { csvLine } from '../../platform/csv.ts'

const HEADERS: Record<string, string[]> = {
  en: ['ID', 'Name', 'E-mail', 'Phone', 'City', 'Birthday', 'Language', 'Consent', 'Channels', 'Consent date', 'Unsubscribed'],
  uk: ['ID', 'ПІБ', 'E-mail', 'Телефон', 'Місто', 'Дата народження', 'Мова', 'Згода', 'Канали', 'Дата згоди', 'Відписаний'],
  ru: ['ID', 'ФИО', 'E-mail', 'Телефон', 'Город', 'Дата рождения', 'Язык', 'Согласие', 'Каналы', 'Дата согласия', 'Отписан'],
  ka: ['ID', 'სახელი და გვარი', 'ელფოსტა', 'ტელეფონი', 'ქალაქი', 'დაბადების თარიღი', 'ენა', 'თანხმობა', 'არხები', 'თანხმობის თარიღი', 'გამოწერა გაუქმებულია'],
  zh: ['ID', '姓名', '邮箱', '手机', '城市', '生日', '语言', '同意', '渠道', '同意日期', '退订'],
}

/** Ten people of five languages, written as lists are: odd phones, two in a cell, capitals, a number that lost its digits. */
const PEOPLE: string[][] = [
  ['C-1001', 'ІВАНЕНКО ІВАН ПЕТРОВИЧ', 'ivanenko@example.com', '80671234501', 'Київ', '12.03.1984', 'uk', 'так', 'sms, viber', '05.01.2026', ''],
  ['C-1002', 'Їжакевич Ганна Іванівна', 'hanna@example.com', '(067) 123-45-02; 050 123 45 02', 'Львів', '01.09.1991', 'uk', 'так', 'e-mail', '14.02.2026', ''],
  ['C-1003', 'Петрова Анна Ильинична', 'anna.petrova@example.com', '8 916 123-45-03', 'Москва', '30.11.1979', 'ru', 'да', 'e-mail', '03.03.2026', ''],
  ['C-1004', 'Соколов Олег Юрьевич', '', '+7 916 123 45 04', 'Тула', '07.07.1969', 'ru', 'нет', '', '', 'да'],
  ['C-1005', 'გიორგი ბერიძე', 'giorgi@example.com', '+995 555 12 35 05', 'თბილისი', '21.05.1988', 'ka', 'კი', 'sms', '11.01.2026', ''],
  ['C-1006', 'ნინო კაპანაძე', 'nino@example.com', '00995555123506', 'ბათუმი', '02.02.1995', 'ka', 'არა', '', '', ''],
  ['C-1007', '王小明', 'xiaoming@example.com', '+86 138 0013 8007', '上海', '18.08.1990', 'zh', '是', '邮件', '20.02.2026', ''],
  ['C-1008', '欧阳娜娜', 'nana@example.com', '8613800138008', '北京', '15.06.2000', 'zh', '是', '短信', '28.02.2026', ''],
  ['C-1009', 'Anna Maria Smith', 'Anna.Smith@Example.com', '+1 415 555 2671', 'San Francisco', '04.07.1985', 'en', 'yes', 'e-mail, sms', '09.03.2026', ''],
  ['C-1010', "O'NEIL JOHN", '', '3.80671E+11', 'Dublin', '25.12.1977', 'en', 'yes', 'sms', '09.03.2026', ''],
]

/** A small file to try an import with, its columns named in the workspace's language. */
export function sampleFile(locale: string): string {
  const language = locale.split('-')[0]!
  const delimiter = ['uk', 'ru', 'ka'].includes(language) ? ';' : ','
  return `\uFEFF${[HEADERS[language] ?? HEADERS.en!, ...PEOPLE].map((cells) => csvLine(cells, delimiter)).join('')}`
}
