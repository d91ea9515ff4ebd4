type Words = {
  unsubscribe_title: string; unsubscribe_text: string; unsubscribe_button: string; reason: string; done_title: string; done_text: string; undo: string; preferences: string
  preferences_title: string; preferences_text: string; save: string; saved: string; all_topics: string; language: string; none: string; test_title: string; test_text: string; media: Record<string, string>
}

/** What the customer reads on our pages, in the language of the message. */
export const WORDS: Record<string, Words> = {
  en: { unsubscribe_title: 'Unsubscribe', unsubscribe_text: 'You will get no more messages of this kind from {brand} by {medium}.', unsubscribe_button: 'Unsubscribe', reason: 'Why, if you like to say', done_title: 'You are unsubscribed', done_text: '{brand} will not write to you by {medium} any more.', undo: 'That was a mistake: subscribe me again', preferences: 'Choose what you get',
    preferences_title: 'What may {brand} write to you about?', preferences_text: 'Tick what you want to get, and where. Nothing changes until you save.', save: 'Save my choice', saved: 'Saved. This is what you get now.', all_topics: 'Everything', language: 'Language', none: 'Nothing at all, on any channel', test_title: 'This message was a test', test_text: 'Somebody at {brand} sent it to look at it. In a real message this link lets its reader choose what they get; here nothing changes, for nobody.', media: { email: 'E-mail', sms: 'SMS', viber: 'Viber', whatsapp: 'WhatsApp', telegram: 'Telegram', push: 'Push' } },
  uk: { unsubscribe_title: 'Відписатися', unsubscribe_text: 'Ви більше не отримуватимете таких повідомлень від {brand}. Канал: {medium}.', unsubscribe_button: 'Відписатися', reason: 'Чому — якщо бажаєте сказати', done_title: 'Вас відписано', done_text: '{brand} більше не писатиме вам. Канал: {medium}.', undo: 'Це помилка: підпишіть мене знову', preferences: 'Обрати, що отримувати',
    preferences_title: 'Про що {brand} може вам писати?', preferences_text: 'Позначте, що й де хочете отримувати. Нічого не зміниться, доки ви не збережете.', save: 'Зберегти мій вибір', saved: 'Збережено. Ось що ви тепер отримуєте.', all_topics: 'Усе', language: 'Мова', none: 'Нічого й ніде', test_title: 'Це було пробне повідомлення', test_text: 'Хтось із {brand} надіслав його, щоб подивитися. У справжньому повідомленні за цим посиланням читач обирає, що отримувати; тут нічого не змінюється, ні для кого.', media: { email: 'Ел. пошта', sms: 'SMS', viber: 'Viber', whatsapp: 'WhatsApp', telegram: 'Telegram', push: 'Push' } },
  ru: { unsubscribe_title: 'Отписаться', unsubscribe_text: 'Вы больше не будете получать такие сообщения от {brand}. Канал: {medium}.', unsubscribe_button: 'Отписаться', reason: 'Почему — если хотите сказать', done_title: 'Вы отписаны', done_text: '{brand} больше не будет писать вам. Канал: {medium}.', undo: 'Это ошибка: подпишите меня снова', preferences: 'Выбрать, что получать',
    preferences_title: 'О чём {brand} может вам писать?', preferences_text: 'Отметьте, что и где хотите получать. Ничего не изменится, пока вы не сохраните.', save: 'Сохранить мой выбор', saved: 'Сохранено. Вот что вы теперь получаете.', all_topics: 'Всё', language: 'Язык', none: 'Ничего и нигде', test_title: 'Это было пробное сообщение', test_text: 'Кто-то из {brand} отправил его, чтобы посмотреть. В настоящем сообщении по этой ссылке читатель выбирает, что получать; здесь ничего не меняется, ни для кого.', media: { email: 'Эл. почта', sms: 'SMS', viber: 'Viber', whatsapp: 'WhatsApp', telegram: 'Telegram', push: 'Push' } },
  ka: { unsubscribe_title: 'გამოწერის გაუქმება', unsubscribe_text: '{brand} აღარ გამოგიგზავნით ასეთ შეტყობინებებს: {medium}.', unsubscribe_button: 'გამოწერის გაუქმება', reason: 'რატომ — თუ გსურთ გვითხრათ', done_title: 'გამოწერა გაუქმებულია', done_text: '{brand} აღარ მოგწერთ: {medium}.', undo: 'შეცდომა იყო: ხელახლა გამომიწერეთ', preferences: 'აირჩიეთ, რა მიიღოთ',
    preferences_title: 'რაზე შეიძლება მოგწეროთ {brand}-მა?', preferences_text: 'მონიშნეთ, რისი მიღება გსურთ და სად. შენახვამდე არაფერი შეიცვლება.', save: 'არჩევანის შენახვა', saved: 'შენახულია. ახლა მიიღებთ ამას.', all_topics: 'ყველაფერი', language: 'ენა', none: 'არაფერი, არცერთ არხზე', test_title: 'ეს საცდელი შეტყობინება იყო', test_text: 'ის {brand}-ის თანამშრომელმა გამოაგზავნა სანახავად. ნამდვილ შეტყობინებაში ამ ბმულით მკითხველი ირჩევს, რა მიიღოს; აქ არავისთვის არაფერი იცვლება.', media: { email: 'ელფოსტა', sms: 'SMS', viber: 'Viber', whatsapp: 'WhatsApp', telegram: 'Telegram', push: 'Push' } },
  zh: { unsubscribe_title: '退订', unsubscribe_text: '您将不再通过{medium}收到{brand}的此类消息。', unsubscribe_button: '退订', reason: '原因(可不填)', done_title: '您已退订', done_text: '{brand}不会再通过{medium}给您发消息。', undo: '误操作,请恢复订阅', preferences: '选择接收内容',
    preferences_title: '{brand}可以就哪些内容给您发消息?', preferences_text: '请勾选您希望接收的内容和渠道。保存之前不会有任何变化。', save: '保存我的选择', saved: '已保存。以下是您现在接收的内容。', all_topics: '全部', language: '语言', none: '所有渠道都不接收', test_title: '这是一条测试消息', test_text: '它由{brand}的工作人员发出,仅供查看。在真实消息中,读者可以通过此链接选择接收内容;在这里,任何人的设置都不会改变。', media: { email: '电子邮件', sms: '短信', viber: 'Viber', whatsapp: 'WhatsApp', telegram: 'Telegram', push: '推送' } },
}

export const LANGUAGES: Record<string, string> = { en: 'English', uk: 'Українська', ru: 'Русский', ka: 'ქართული', zh: '中文' }

export function wordsFor(locale: string): Words & { lang: string } {
  const lang = locale.split('-')[0]!
  return WORDS[lang] ? { ...WORDS[lang], lang } : { ...WORDS.en!, lang: 'en' }
}

export function fill(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
