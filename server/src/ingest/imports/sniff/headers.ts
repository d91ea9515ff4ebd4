import { fold } from '../../../platform/fold.ts'
import type { Target } from '../contract.ts'

/** What columns are called, in English, Ukrainian, Russian, Georgian and Chinese; the first that fits decides. */
const HEADERS: [Target, RegExp][] = [
  ['consent_date', /(consent|opt ?in|subscri\w*|згод|підписк|соглас|подписк|თანხმობ|გამოწერ|同意|订阅).*(date|time|at$|when|дата|час|время|თარიღ|日期|时间)|(date|дата|თარიღი?).*(consent|opt ?in|subscri|згод|підписк|соглас|подписк|თანხმობ|同意)|^(optin|confirm)_?(time|date|at)$/u],
  ['consent_media', /^(channels?|media|medium|consent (channels?|media)|канали?|каналы?|канали? (згоди|зв.?язку)|каналы? (согласия|связи)|არხები|არხი|渠道|同意渠道)$/u],
  ['opt_out', /opt.?out|unsubscri|do not (contact|call|mail|disturb)|blacklist|stop.?list|відпис|відмов|не турбувати|отпис|отказ|не беспокоить|черный список|чорний список|გაუქმებ|退订|拒收|黑名单/u],
  ['consent', /consent|opt.?in|subscri|marketing|agree|newsletter|згод|дозв[іо]л|підписк|розсилк|соглас|разреш|подписк|рассылк|თანხმობ|გამოწერ|同意|许可|订阅/u],
  ['phone_operator', /^(mobile |phone |gsm |network )?(operator|carrier|network)$|^(моб[іи]льн\S+ )?оператор( зв.?язку| связи| телефон[ау]| моб.*)?$|^(მობილური )?ოპერატორი$|运营商/u],
  ['email', /e-?mail|^mail|пошт|імейл|імеил|имейл|имеил|емейл|емеил|e-?мейл|почт|^мейл|ელ\.? ?ფოსტ|ელფოსტ|იმეილ|მეილ|邮箱|邮件|电邮|郵箱|郵件|電郵|メール|이메일/u],
  ['phone', /phone|mobile|^tel\b|^tel\.|cell|msisdn|whats ?app|viber|телефон|^тел\b|моб|номер тел|სატელეფონო|ტელეფონ|მობილურ|电话|手机|号码|電話|手機|携帯|전화|휴대폰/u],
  ['patronymic', /patronymic|middle ?name|second ?name|по.?батькові|отчество|მამის ?სახელი|父名/u],
  ['full_name_fio', /^(фио|ф\.? ?и\.? ?о\.?|піб|п\.? ?і\.? ?б\.?|прізвище,? ім.?я.*|фамилия,? имя.*)$/u],
  ['call_name', /call.?name|nick|salutation|greeting|preferred name|звертання|звернення|обращение|როგორ მივმართოთ|称呼|昵称/u],
  ['given_name', /^(first|given|fore).?name$|^fname$|^given$|^ім.?я$|^имя$|^სახელი$|^名$|^名字$/u],
  ['family_name', /^(last|family|sur).?name$|^lname$|^family$|прізвище|фамилия|^გვარი$|^姓$|^姓氏$/u],
  ['name', /^(full |customer |client |contact )?name$|^(contact|customer|client)$|повне ім.?я|ім.?я (клієнта|покупця|контакту)|^клієнт$|полное имя|имя (клиента|покупателя|контакта)|^клиент$|სახელი.*გვარი|გვარი.*სახელი|^კლიენტი$|姓名|^氏名$|^이름$|^客户(名称|姓名)?$|全名/u],
  ['external_id', /^(id|_id|ід|ид|external.?id|user.?id|customer.?id|client.?id|contact.?id|crm.?id|код|код клієнта|код клиента|id клієнта|id клиента|номер картки|номер карты|loyalty.*(id|card|number)|ნომერი|კოდი|კლიენტის (id|კოდი)|编号|客户编号|会员号|会员编号)$/u],
  ['locale', /^(locale|lang|language|мова|язык|ენა|语言)$/u],
  ['time_zone', /time.?zone|^tz$|часовий пояс|часовой пояс|სასაათო|სასაათო სარტყელი|时区/u],
  ['tags', /^(tags?|labels?|теги?|тэги?|мітк[аи]|метк[аи]|ярлик[и]?|ტეგები?|标签)$/u],
]

/** The report's own columns, which a mended file brings back. */
const REPORT = new Set(['_row', '_code', '_message'])

export const isReportColumn = (header: string): boolean => REPORT.has(header.trim().toLowerCase())

/** The target that a column's name speaks for. */
export function targetByHeader(header: string): Target | undefined {
  const name = header.normalize('NFC').toLowerCase().replaceAll(/[_\s]+/g, ' ').replaceAll(/[’ʼ`]/g, "'").trim()
  return HEADERS.find(([, words]) => words.test(name))?.[0] ?? HEADERS.find(([, words]) => words.test(fold(name)))?.[0]
}
