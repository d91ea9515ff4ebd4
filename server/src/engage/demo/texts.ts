import type { CascadeStep, Content } from '../../deliver/index.ts'

type Words = { headline: string; body: string; button: string; sms: string }

const THANKS: Record<string, Words> = {
  en: { headline: 'A thank-you for our regulars', body: 'Hello, {{ contact.call_name | default: "friend" }}!\n\nYou come back to us again and again, and we notice. Take **10% off** your next purchase: the discount is on your card already.', button: 'Choose something', sms: '{{ contact.call_name | default: "Hello" }}, thank you for staying with us: 10% off your next purchase is on your card.' },
  uk: { headline: 'Дякуємо, що ви з нами', body: 'Вітаємо, {{ contact.call_name | default: "друзі" }}!\n\nВи повертаєтеся до нас знову і знову, і ми це цінуємо. Даруємо **знижку 10%** на наступну покупку: вона вже на вашій картці.', button: 'Обрати подарунок', sms: '{{ contact.call_name | default: "Друзі" }}, дякуємо, що ви з нами: знижка 10% вже на вашій картці.' },
  ru: { headline: 'Спасибо, что вы с нами', body: 'Здравствуйте, {{ contact.call_name | default: "друзья" }}!\n\nВы возвращаетесь к нам снова и снова, и мы это ценим. Дарим **скидку 10%** на следующую покупку: она уже на вашей карте.', button: 'Выбрать подарок', sms: '{{ contact.call_name | default: "Друзья" }}, спасибо, что вы с нами: скидка 10% уже на вашей карте.' },
  ka: { headline: 'მადლობა, რომ ჩვენთან ხართ', body: 'გამარჯობა, {{ contact.call_name | default: "მეგობარო" }}!\n\nისევ და ისევ გვიბრუნდებით და ეს ჩვენთვის ძვირფასია. შემდეგ შენაძენზე გჩუქნით **10%-იან ფასდაკლებას**: ის უკვე თქვენს ბარათზეა.', button: 'საჩუქრის არჩევა', sms: '{{ contact.call_name | default: "მეგობარო" }}, მადლობა, რომ ჩვენთან ხართ: 10%-იანი ფასდაკლება უკვე თქვენს ბარათზეა.' },
  zh: { headline: '感谢您一路相伴', body: '{{ contact.call_name | default: "您好" }}，您好！\n\n您一次次光顾，我们铭记在心。下次购物可享 **9 折优惠**，已存入您的会员卡。', button: '去挑选', sms: '{{ contact.call_name | default: "您好" }}，感谢您的支持：9 折优惠已存入您的会员卡。' },
  kk: { headline: 'Бізбен бірге болғаныңызға рахмет', body: 'Сәлеметсіз бе, {{ contact.call_name | default: "дос" }}!\n\nСіз бізге қайта-қайта ораласыз, біз мұны бағалаймыз. Келесі сатып алуыңызға **10% жеңілдік** сыйлаймыз: ол картаңызда тұр.', button: 'Таңдау', sms: '{{ contact.call_name | default: "Дос" }}, бізбен бірге болғаныңызға рахмет: 10% жеңілдік картаңызда.' },
}

const COME_BACK: Record<string, Words> = {
  en: { headline: 'Still thinking it over?', body: 'Hello, {{ contact.call_name | default: "friend" }}!\n\nWhat you looked at is still here, and delivery is **free until Sunday**.', button: 'Go on looking', sms: '{{ contact.call_name | default: "Hello" }}, what you liked is still here. Free delivery until Sunday.' },
  uk: { headline: 'Ще вагаєтеся?', body: 'Вітаємо, {{ contact.call_name | default: "друзі" }}!\n\nТе, що ви переглядали, досі чекає на вас, а доставка **безкоштовна до неділі**.', button: 'Переглянути ще раз', sms: '{{ contact.call_name | default: "Друзі" }}, те, що вам сподобалося, ще є. Доставка безкоштовна до неділі.' },
  ru: { headline: 'Ещё раздумываете?', body: 'Здравствуйте, {{ contact.call_name | default: "друзья" }}!\n\nТо, что вы смотрели, всё ещё ждёт вас, а доставка **бесплатна до воскресенья**.', button: 'Посмотреть ещё раз', sms: '{{ contact.call_name | default: "Друзья" }}, то, что вам понравилось, ещё есть. Доставка бесплатна до воскресенья.' },
  ka: { headline: 'ჯერ კიდევ ფიქრობთ?', body: 'გამარჯობა, {{ contact.call_name | default: "მეგობარო" }}!\n\nრასაც ათვალიერებდით, ისევ გელოდებათ, მიწოდება კი **კვირის ბოლომდე უფასოა**.', button: 'ნახვის გაგრძელება', sms: '{{ contact.call_name | default: "მეგობარო" }}, რაც მოგეწონათ, ისევ გელოდებათ. მიწოდება კვირის ბოლომდე უფასოა.' },
  zh: { headline: '还在考虑吗？', body: '{{ contact.call_name | default: "您好" }}，您好！\n\n您看过的商品还在，**周日前免运费**。', button: '继续浏览', sms: '{{ contact.call_name | default: "您好" }}，您看过的商品还在，周日前免运费。' },
  kk: { headline: 'Әлі ойланып жүрсіз бе?', body: 'Сәлеметсіз бе, {{ contact.call_name | default: "дос" }}!\n\nСіз қараған тауарлар әлі бар, жеткізу **жексенбіге дейін тегін**.', button: 'Қарауды жалғастыру', sms: '{{ contact.call_name | default: "Дос" }}, ұнаған тауарыңыз әлі бар. Жеткізу жексенбіге дейін тегін.' },
}

function contentOf(words: Record<string, Words>, url: string, locale: string): Content {
  const locales = Object.entries(words).map(([language, { headline, body, button, sms }]) => [language, { core: { headline, body, buttons: [{ label: button, url }] }, overrides: { sms: { text: `${sms} ${url}` }, push: { text: sms } } }])
  return { default_locale: locale in words ? locale : 'en', locales: Object.fromEntries(locales) }
}

/** What the demo shop says, with the workspace's language for those who have none of these. */
export const demoContents = (locale: string): { thanks: Content; come_back: Content } => ({ thanks: contentOf(THANKS, 'https://example.com/thanks', locale), come_back: contentOf(COME_BACK, 'https://example.com/seen', locale) })

export const DEMO_CASCADE: { name: string; steps: CascadeStep[] } = {
  name: 'Telegram → Viber → SMS → e-mail',
  steps: [{ media: ['telegram'], success: 'delivered', within_s: 300 }, { media: ['viber'], success: 'delivered', within_s: 600 }, { media: ['sms'], success: 'delivered', within_s: 3600 }, { media: ['email'], success: 'accepted', within_s: 86_400 }],
}
