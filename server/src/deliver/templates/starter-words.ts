export type StarterWords = { headline: string; body: string; button: string; sms: string }

/**
 * Each language says it in its own way: no sentence is built around a value whose case it can't know (Georgian and Kazakh
 * name the date after a colon instead of "until").
 */
export const SEASON_SALE: Record<string, StarterWords> = {
  en: {
    headline: 'The autumn sale is on',
    body: `Hello, {{ contact.call_name | default: "friend" }}!

It is getting colder outside, so we have marked down everything that keeps you warm: **up to 30% off**, until Sunday.

- well-loved things at their best price of the year
- something new every day this week

The best goes first, so come and have a look today.`,
    button: 'See the sale',
    sms: '{{ contact.call_name | default: "Hello" }}, our autumn sale is on: up to 30% off until Sunday.',
  },
  uk: {
    headline: 'Осінній розпродаж розпочався',
    body: `Вітаємо, {{ contact.call_name | default: "друзі" }}!

Надворі холоднішає, тож ми знизили ціни на все, що зігріває: **знижки до 30%**, лише до неділі.

- улюблені речі за найкращою ціною року
- новинки щодня впродовж тижня

Найкраще розбирають першим, тож завітайте вже сьогодні.`,
    button: 'Переглянути знижки',
    sms: '{{ contact.call_name | default: "Друзі" }}, осінні знижки до 30% - до неділі.',
  },
  ru: {
    headline: 'Осенняя распродажа началась',
    body: `Здравствуйте, {{ contact.call_name | default: "друзья" }}!

На улице холодает, поэтому мы снизили цены на всё, что согревает: **скидки до 30%**, только до воскресенья.

- любимые вещи по лучшей цене года
- новинки каждый день этой недели

Лучшее разбирают первым, так что загляните уже сегодня.`,
    button: 'Посмотреть скидки',
    sms: '{{ contact.call_name | default: "Друзья" }}, осенние скидки до 30% - до воскресенья.',
  },
  ka: {
    headline: 'შემოდგომის ფასდაკლება დაიწყო',
    body: `გამარჯობა, {{ contact.call_name | default: "მეგობარო" }}!

გარეთ აცივდა, ამიტომ ფასი დავაკელით ყველაფერს, რაც გაგათბობთ: **ფასდაკლება 30%-მდე**, მხოლოდ კვირის ბოლომდე.

- საყვარელი ნივთები წლის საუკეთესო ფასად
- სიახლეები ყოველდღე, მთელი კვირის განმავლობაში

საუკეთესო ნივთები სწრაფად იყიდება, ამიტომ გვეწვიეთ დღესვე.`,
    button: 'ფასდაკლებების ნახვა',
    sms: '{{ contact.call_name | default: "მეგობარო" }}, შემოდგომის ფასდაკლება 30%-მდე, კვირის ბოლომდე.',
  },
  zh: {
    headline: '秋季特惠现已开启',
    body: `亲爱的{{ contact.call_name | default: "朋友" }}：

天气渐凉，我们精选的保暖好物**低至七折**，周日截止。

- 人气好物，全年最优价
- 本周每天上新

好物先到先得，欢迎今天就来逛逛。`,
    button: '查看优惠',
    sms: '亲爱的{{ contact.call_name | default: "朋友" }}，秋季特惠低至七折，周日截止。',
  },
  kk: {
    headline: 'Күзгі жеңілдіктер басталды',
    body: `Сәлеметсіз бе, {{ contact.call_name | default: "достар" }}!

Күн суытты, сондықтан жылы ұстайтын заттардың бәрінің бағасын түсірдік: **30%-ға дейін жеңілдік**, тек жексенбіге дейін.

- сүйікті заттар жылдың ең тиімді бағасымен
- осы аптада күн сайын жаңа тауарлар

Ең жақсысы тез таусылады, сондықтан бүгін-ақ кіріп көріңіз.`,
    button: 'Жеңілдіктерді көру',
    sms: '{{ contact.call_name | default: "Достар" }}, күзгі жеңілдік 30%-ға дейін, жексенбіге дейін.',
  },
}

export const ORDER_READY: Record<string, StarterWords> = {
  en: {
    headline: 'Your order is ready',
    body: `Hello, {{ contact.call_name | default: "there" }}!

Order **{{ event.order_number }}** is packed and waiting for you{% if event.pickup_address %} at {{ event.pickup_address }}{% endif %}.

{% if event.kept_until %}
We will keep it until {{ event.kept_until | date: "d MMMM" }}.
{% endif %}
{% if event.total %}
To pay: {{ event.total | money }}
{% endif %}

Please show this message or tell us the order number. See you soon!`,
    button: 'See the order',
    sms: 'Your order {{ event.order_number }} is ready.',
  },
  uk: {
    headline: 'Ваше замовлення готове',
    body: `Вітаємо, {{ contact.call_name | default: "шановний клієнте" }}!

Замовлення **№ {{ event.order_number }}** зібране й чекає на вас{% if event.pickup_address %} за адресою: {{ event.pickup_address }}{% endif %}.

{% if event.kept_until %}
Ми зберігатимемо його до {{ event.kept_until | date: "d MMMM" }}.
{% endif %}
{% if event.total %}
До сплати: {{ event.total | money }}
{% endif %}

Покажіть це повідомлення або назвіть номер замовлення. До зустрічі!`,
    button: 'Деталі замовлення',
    sms: 'Замовлення {{ event.order_number }} чекає на вас.',
  },
  ru: {
    headline: 'Ваш заказ готов',
    body: `Здравствуйте, {{ contact.call_name | default: "уважаемый клиент" }}!

Заказ **№ {{ event.order_number }}** собран и ждёт вас{% if event.pickup_address %} по адресу: {{ event.pickup_address }}{% endif %}.

{% if event.kept_until %}
Мы сохраним его до {{ event.kept_until | date: "d MMMM" }}.
{% endif %}
{% if event.total %}
К оплате: {{ event.total | money }}
{% endif %}

Покажите это сообщение или назовите номер заказа. До встречи!`,
    button: 'Посмотреть заказ',
    sms: 'Заказ {{ event.order_number }} ждёт вас.',
  },
  ka: {
    headline: 'თქვენი შეკვეთა მზადაა',
    body: `გამარჯობა, {{ contact.call_name | default: "ძვირფასო მომხმარებელო" }}!

შეკვეთა **№ {{ event.order_number }}** მზადაა და გელოდებათ{% if event.pickup_address %} მისამართზე: {{ event.pickup_address }}{% endif %}.

{% if event.kept_until %}
შენახვის ვადა: {{ event.kept_until | date: "d MMMM" }}
{% endif %}
{% if event.total %}
გადასახდელი თანხა: {{ event.total | money }}
{% endif %}

აჩვენეთ ეს შეტყობინება ან გვითხარით შეკვეთის ნომერი. გელოდებით!`,
    button: 'შეკვეთის ნახვა',
    sms: 'შეკვეთა {{ event.order_number }} მზადაა.',
  },
  zh: {
    headline: '您的订单已备好',
    body: `尊敬的{{ contact.call_name | default: "顾客" }}：

订单 **{{ event.order_number }}** 已备好，{% if event.pickup_address %}请前往{{ event.pickup_address }}领取{% else %}请前来领取{% endif %}。

{% if event.kept_until %}
为您保留至{{ event.kept_until | date: "d MMMM" }}。
{% endif %}
{% if event.total %}
应付金额：{{ event.total | money }}
{% endif %}

领取时请出示此消息或告知订单号。期待您的光临！`,
    button: '查看订单',
    sms: '您的订单{{ event.order_number }}已备好。',
  },
  kk: {
    headline: 'Тапсырысыңыз дайын',
    body: `Сәлеметсіз бе, {{ contact.call_name | default: "құрметті клиент" }}!

**№ {{ event.order_number }}** тапсырысыңыз жиналды, сізді күтіп тұр{% if event.pickup_address %}. Мекенжай: {{ event.pickup_address }}{% endif %}.

{% if event.kept_until %}
Сақтау мерзімі: {{ event.kept_until | date: "d MMMM" }}
{% endif %}
{% if event.total %}
Төлейтін сома: {{ event.total | money }}
{% endif %}

Осы хабарламаны көрсетіңіз немесе тапсырыс нөмірін айтыңыз. Күтеміз!`,
    button: 'Тапсырысты көру',
    sms: '{{ event.order_number }} тапсырысыңыз дайын.',
  },
}
