import { fold } from '../../../platform/fold.ts'
import { TARGETS_OF, type ImportKind, type Target } from '../contract.ts'
import { targetByHeader } from './headers.ts'

type Words = [Target, RegExp][]

/** What the columns of files of orders, events and products are called, in five languages and in the exports of the common shops; the first that fits decides. */
const ORDERS: Words = [
  ['ignore', /^(shipping|billing|доставка) (?!name)|^(shipping|fee|tax|coupon|refund)(s| (items?|lines?)( \d+)?)$|^(subtotal|taxes|tax|shipping|discount amount|discount|lineitem (compare|requires|taxable|fulfillment|discount).*|accepts marketing|fulfilled at|cancelled at|cancelled on|payment.*|outstanding balance|vendor.*id|risk level|fulfillment status)$/u],
  ['item_id', /^(line ?item sku|item (id|sku|code)|sku|артикул|код (товару?|товара)|product (id|code|sku)|товар (id|код)|პროდუქტის (კოდი|id)|არტიკული|商品(编号|编码|id)|货号)$/u],
  ['items', /^((line ?|order(ed)? )?items|line ?item \d+|products|(list of |order(ed)? )(items|products|goods)|(item|product)s? list|order (contents|details|lines)|line ?items list|товари|товары|(замовлені|заказанные) (товари|товары)|(перелік|список|перечень) (товарів|товаров|позицій|позиций)|(склад|вміст|товари|позиції) (у |в )?замовлення|(состав|содержимое|товары|позиции) (в )?(заказа|заказе)|позиці[ії]|позиции|პროდუქტები|საქონელი|ნივთები|პროდუქტების სია|შეკვეთის (შემადგენლობა|პროდუქტები|პოზიციები)|პოზიციები|商品(列表|清单|明细)|订单(商品|明细)|购买商品)$/u],
  ['item_name', /^(line ?item( name)?|(item|product)( name| title)?|назва товару|товар|наименование( товара)?|название товара|номенклатура|позиц[іи]я|პროდუქტი|პროდუქტის სახელი|დასახელება|商品(名称|名)?|品名)$/u],
  ['item_price', /^(line ?item price|(item|unit|product) ?price|price|ціна.*|цена.*|ფასი.*|ერთეულის ფასი|单价|商品单价|价格)$/u],
  ['item_quantity', /^(line ?item (quantity|qty)|(item |product )?(quantity|qty)|кільк[іи]сть|количество|кол-?во|к-сть|რაოდენობა|数量|件数)$/u],
  ['item_category', /^((line ?)?item |product )?(category|product type)$|^(категор[іи]я( товару| товара)?|კატეგორია|类别|分类|商品类别)$/u],
  ['item_brand', /^((line ?item |item |product )?(vendor|brand))$|^(бренд|виробник|производитель|ბრენდი|品牌)$/u],
  ['order_id', /^(order|purchase|receipt|sale|transaction|invoice)( ?(id|no|nr|number|name|ref|reference|code|#))?\.?$|^(#|№|order_?id)$|^(номер|№|n|код|id) (замовлення|заказа|чека|чеку|покупки|документа|реал[іи]зац[іи][іиї])$|^(замовлення|заказ|чек|покупка|документ)( №| номер| id)?$|^(შეკვეთის|ჩეკის) (ნომერი|id|კოდი|№)$|^შეკვეთა$|^(订单|订单号|订单编号|单号|交易号|小票号)$/u],
  ['order_at', /^((order|purchase|sale|transaction|created|paid|placed|processed|completed) ?)?(date|time|datetime|at|on|timestamp)( created| time)?$|^date.?time$|^(дата|час|время|дата (та|и) (час|время)|дата (замовлення|заказа|покупки|чека|чеку|створення|создания|продажу|продажи|оплати|оплаты))$|^(თარიღი|შეკვეთის თარიღი|დრო)$|^(日期|时间|下单时间|订单日期|创建时间|支付时间|成交时间)$/u],
  ['refund', /^(refund(ed)?( amount| total)?|amount refunded|повернено|сума повернення|возвращено|сумма возврата|დაბრუნებული( თანხა)?|退款(金额)?)$/u],
  ['total', /^((order |grand )?total( price| amount| sum| paid)?|amount( paid| total)?|sum|revenue|order (value|amount|sum)|сума.*|сумма.*|разом|всього|итого|всего|до сплати|к оплате|ჯამი|თანხა|სულ|总计|总额|合计|金额|订单金额|实付金额|应付金额)$/u],
  ['currency', /^((order )?currency( code)?|валюта|ვალუტა|币种|货币)$/u],
  ['order_state', /^((order |financial |payment )?(status|state)|статус.*|стан( замовлення)?|состояние( заказа)?|სტატუსი|შეკვეთის სტატუსი|状态|订单状态)$/u],
  ['coupon', /^(discount code|coupon( code)?|promo.?code|voucher|промокод|купон|код знижки|код скидки|კუპონი|პრომოკოდი|优惠券|优惠码|折扣码)$/u],
  ['store', /^(store|shop|location|branch|outlet|point of sale|pos|магазин|філ[іи]я|филиал|точка( продажу| продажи)?|склад|მაღაზია|ფილიალი|门店|店铺)( id| code| код| номер|编号)?$/u],
  ['external_id', /^(customer|client|user|buyer|contact|member|loyalty|card|клієнт|клиент|покупець|покупатель|контрагент)( ?(id|no|number|code|код|номер|card))+$|^(код|id|номер|№) (клієнта|клиента|покупця|покупателя|контрагента|карти|карты|картки)$|^(კლიენტის|მყიდველის|ბარათის) (id|კოდი|ნომერი)$|^(客户|会员|买家)(编号|号|id)$/u],
  ['name', /^(billing name|(customer|client|buyer|recipient)( full)?( name)?|full name|клієнт|клиент|покупець|покупатель|контрагент|піб.*|фио.*|კლიენტი|მყიდველი|客户|买家|收货人)$/u],
]

const EVENTS: Words = [
  ['event_id', /^(event|message|insert|row|log|request)?.?(id|uuid|guid|key)$|^(idempotency|dedup\w*).?(key|id)?$|^\$insert.?id$|^(id|номер|код) (події|события)$|^მოვლენის (id|კოდი)$|^(事件|消息)(id|编号)$/u],
  ['event_name', /^(event( (name|type))?|action|activity|event ?name|type|поді[яї]|назва події|тип події|событие|название события|тип события|действие|მოვლენა|მოვლენის (სახელი|ტიპი)|事件|事件名称?|事件类型|行为)$/u],
  ['event_at', /^(event |sent |received |original |created |occurred |happened )?(time|timestamp|date|datetime|at|ts|when|epoch|unix.?time)( ms| utc)?$|^date.?time$|^(дата|час|время|коли|когда|дата (та|и) (час|время)|(час|дата|время) (події|события))$|^(დრო|თარიღი|მოვლენის (დრო|თარიღი))$|^(时间|日期|时间戳|事件时间|发生时间)$/u],
  ['external_id', /^(user|customer|client|contact|member|distinct|клієнт|клиент|покупець|покупатель|користувач|пользователь).?(id|no|number|code|код|номер)$|^(код|id|номер) (клієнта|клиента|користувача|пользователя|покупця|покупателя)$|^(user|კლიენტის (id|კოდი|ნომერი)|(用户|客户|会员)(id|编号|号))$/u],
]

const PRODUCTS: Words = [
  ['ignore', /^(barcode|ean|gtin|upc|штрих.?код|შტრიხკოდი|条形码|条码|google product category|shipping.*|tax.*|weight|вага|вес)$/u],
  ['sale_price', /^(sale|special|discount(ed)?|promo(tional)?|action) ?price$|^price ?sale$|(ціна|цена).*(акц|знижк|скидк|розпродаж|распродаж)|^(акційна|акционная|нова|новая) (ціна|цена)$|ფასდაკლებ|^აქციის ფასი$|^(促销价|折扣价|优惠价|特价)$/u],
  ['price', /^(regular |retail |list |base |unit )?price.*$|^variant price$|ціна|цена|^вартість$|^стоимость$|ფასი|^(价格|售价|单价|原价|零售价)$/u],
  ['currency', /^(currency( code)?|валюта|ვალუტა|币种|货币)$/u],
  ['availability', /^(availability|in.?stock|stock( status| quantity| level)?|quantity|qty|inventory|variant inventory qty|available|наявність|наличие|залиш(ок|ки)|остат(ок|ки)|кільк[іи]сть|количество|кол-?во|მარაგი|ნაშთი|რაოდენობა|库存|库存量|是否有货|数量)$/u],
  ['image_url', /image|picture|photo|img|зображення|изображение|картинка|фото|სურათი|ფოტო|图片|主图/u],
  ['url', /^(url|link|product (url|link|page)|page|web.?page|permalink|посилання|ссылка|адреса сторінки|სს?ბმული|ლინკი|链接|商品链接|网址)$/u],
  ['description', /^(description|body( html)?|details|summary|опис.*|описание.*|აღწერა|描述|商品描述|详情)$/u],
  ['category', /^(category|categories|product (type|category)|type|collection|group|department|категор[іи]я|група( товарів)?|группа( товаров)?|розділ|раздел|вид( номенклатуры| номенклатури)?|კატეგორია|ჯგუფი|类别|分类|类目|商品分类)$/u],
  ['brand', /^(brand|vendor|manufacturer|maker|бренд|марка|виробник|производитель|ბრენდი|მწარმოებელი|品牌|厂商)$/u],
  ['product_name', /^((product|item|goods) ?)?(name|title)$|^product$|^(назва|назва товару|найменування|повна назва|название|наименование|название товара|полное наименование|номенклатура|товар|დასახელება|სახელი|პროდუქტი|პროდუქტის (სახელი|დასახელება)|名称|商品名称?|品名|标题)$/u],
  ['product_id', /^((product|item|offer|variant|goods) ?)?(id|code|sku|number|no|handle)$|^(код|код товару|код товара|артикул|id товару|id товара|ідентифікатор|идентификатор|номер|კოდი|არტიკული|პროდუქტის (კოდი|id)|编号|编码|货号|商品(编号|编码|id)|sku编码)$/u],
]

const WORDS: Readonly<Record<Exclude<ImportKind, 'contacts'>, Words>> = { orders: ORDERS, events: EVENTS, products: PRODUCTS }
const clean = (header: string) => header.normalize('NFC').toLowerCase().replaceAll(/[_\s]+/g, ' ').replaceAll(/[’ʼ`]/g, "'").trim()

/** The target that a column's name speaks for, in a file of this kind. */
export function targetOfKind(kind: ImportKind, header: string): Target | undefined {
  if (kind === 'contacts') return targetByHeader(header)
  // WooCommerce's customer is whom it bills.
  const plain = kind === 'orders' ? header.replace(/^billing_(?=(email|phone|first_name|last_name)$)/, '') : header
  const name = clean(plain)
  const own = WORDS[kind].find(([, words]) => words.test(name) || words.test(fold(name)))?.[0]
  if (own || kind === 'products') return own
  const person = targetByHeader(plain)
  // A bare "id" or "code" beside an order is the order's or the row's, not the customer's.
  return person && person !== 'external_id' && TARGETS_OF[kind].includes(person) ? person : undefined
}

/** What a file holds, where its header says so plainly; else people. */
export function guessKind(headers: readonly string[]): ImportKind {
  const of = (kind: ImportKind) => new Set(headers.map((header) => targetOfKind(kind, header)))
  const [people, orders, events, products] = [of('contacts'), of('orders'), of('events'), of('products')]
  const names = headers.map(clean)
  const person = people.has('email') || people.has('phone') || people.has('full_name_fio')
  const lines = names.some((name) => /^line ?item/.test(name))
  if (lines || (orders.has('order_id') && orders.has('order_at') && (orders.has('total') || orders.has('item_price') || orders.has('items')))) return 'orders'
  if (events.has('event_name') && events.has('event_at') && names.some((name) => /event|поді|событ|მოვლენ|事件|action|activity/u.test(name))) return 'events'
  if (!person && products.has('product_name') && products.has('product_id') && (products.has('price') || products.has('availability'))) return 'products'
  return 'contacts'
}
