import { inLanguage } from '../links/index.ts'

type Words = {
  headline: string; body: string; button: string
  title: string; question: string; yes: string; done_title: string; done: string; late_title: string; late: string; all: string; any: string
}

/** The question for the second yes, and the page it leads to, in the language of the person. {topic} and {medium} are names. */
export const WORDS: Record<string, Words> = {
  en: { headline: 'Please confirm', body: 'Somebody asked us to write to you by {medium} about: {topic}. If it was you, confirm it. If not, do nothing, and nothing will come.', button: 'Confirm',
    title: 'May {brand} write to you?', question: 'About: {topic}. By: {medium}. You can change your mind at any time, by a link in every message.', yes: 'Yes, write to me', done_title: 'Confirmed', done: 'Thank you. {brand} will write to you about: {topic}.', late_title: 'This link no longer works', late: 'The question was not answered in time, or was taken back. Sign up once more if you still want to hear from {brand}.', all: 'news and offers', any: 'any channel' },
  uk: { headline: 'Підтвердьте, будь ласка', body: 'Нас попросили писати вам: {medium}. Про що: {topic}. Якщо це були ви, підтвердьте. Якщо ні, нічого не робіть, і нічого не надійде.', button: 'Підтвердити',
    title: 'Чи можна {brand} вам писати?', question: 'Про що: {topic}. Канал: {medium}. Передумати можна будь-коли за посиланням у кожному повідомленні.', yes: 'Так, пишіть мені', done_title: 'Підтверджено', done: 'Дякуємо. {brand} писатиме вам про таке: {topic}.', late_title: 'Це посилання вже не діє', late: 'Відповіді не було вчасно, або запит відкликано. Якщо хочете отримувати повідомлення від {brand}, підпишіться ще раз.', all: 'новини та пропозиції', any: 'будь-який канал' },
  ru: { headline: 'Подтвердите, пожалуйста', body: 'Нас попросили писать вам: {medium}. О чём: {topic}. Если это были вы, подтвердите. Если нет, ничего не делайте, и ничего не придёт.', button: 'Подтвердить',
    title: 'Можно ли {brand} вам писать?', question: 'О чём: {topic}. Канал: {medium}. Передумать можно в любой момент по ссылке в каждом сообщении.', yes: 'Да, пишите мне', done_title: 'Подтверждено', done: 'Спасибо. {brand} будет писать вам о следующем: {topic}.', late_title: 'Эта ссылка больше не действует', late: 'Ответа не было вовремя, или запрос отозван. Если хотите получать сообщения от {brand}, подпишитесь ещё раз.', all: 'новости и предложения', any: 'любой канал' },
  ka: { headline: 'გთხოვთ, დაადასტუროთ', body: 'გვთხოვეს, მოგწეროთ: {medium}. თემა: {topic}. თუ ეს თქვენ იყავით, დაადასტურეთ. თუ არა, არაფერი გააკეთოთ და არაფერი მოგივათ.', button: 'დადასტურება',
    title: 'შეიძლება {brand} მოგწეროთ?', question: 'თემა: {topic}. არხი: {medium}. გადაფიქრება ნებისმიერ დროს შეგიძლიათ ყოველ შეტყობინებაში მოცემული ბმულით.', yes: 'დიახ, მომწერეთ', done_title: 'დადასტურებულია', done: 'გმადლობთ. {brand} მოგწერთ ამ თემაზე: {topic}.', late_title: 'ეს ბმული აღარ მოქმედებს', late: 'პასუხი დროულად არ მოსულა, ან მოთხოვნა გაუქმდა. თუ კვლავ გსურთ, რომ {brand} მოგწეროთ, გამოიწერეთ ხელახლა.', all: 'სიახლეები და შეთავაზებები', any: 'ნებისმიერი არხი' },
  zh: { headline: '请确认', body: '有人请我们通过{medium}给您发送：{topic}。如果是您本人，请确认；如果不是，无需任何操作，您不会收到消息。', button: '确认',
    title: '{brand}可以给您发消息吗？', question: '内容：{topic}。渠道：{medium}。您可以随时通过每条消息中的链接更改决定。', yes: '可以，请发给我', done_title: '已确认', done: '谢谢。{brand}将向您发送：{topic}。', late_title: '此链接已失效', late: '未在规定时间内确认，或请求已撤回。如仍希望收到{brand}的消息，请重新订阅。', all: '新闻与优惠', any: '任意渠道' },
}

export const confirmationWords = (locale: string) => inLanguage(WORDS, locale)
