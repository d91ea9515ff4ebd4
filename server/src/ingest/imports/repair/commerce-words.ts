type State = 'placed' | 'completed' | 'refunded' | 'cancelled'

/** What shops call the state of an order, in five languages and in the exports of the common ones; the first that fits decides. */
const STATES: [State | 'partly', RegExp][] = [
  ['partly', /^partial(ly)?[ _-]refund|част(к|ич).*(поверн|возвр)/u],
  ['cancelled', /cancel|void|declin|fail|скас|відмін|отмен|отказ|анул|გაუქმ|取消|作废|关闭/u],
  ['refunded', /refund|return|chargeback|поверн|возвр|დაბრუნ|退款|退货/u],
  ['placed', /pending|unpaid|authori[sz]|process|place|new|open|hold|await|created|confirm|draft|unfulfilled|ready|нов|очік|ожид|оброб|обраб|неоплач|не оплач|створ|созда|прийн|принят|підтв|подтв|готов|комплект|ახალ|მოლოდ|მუშავ|待|新|处理中/u],
  ['completed', /complet|paid|fulfil|ship|deliver|done|closed|success|finish|handed|викон|опла|достав|заверш|отправ|відправ|закры|закри|выполн|выдан|видан|успіш|успеш|შესრულ|გადახდ|მიწოდ|დასრულ|完成|已付|已支付|已发货|签收|成功/u],
]

/** The state of an order by its word; "partly" is a refund of a part, which its sum says. Undefined for a word that nobody knows. */
export function readOrderState(cell: string): State | 'partly' | undefined {
  const word = cell.normalize('NFKC').toLowerCase().trim()
  return STATES.find(([, words]) => words.test(word))?.[0]
}

const OUT = /^(no|false|немає|нема|ні|нет|нету|არა|არ არის|无|没有)$|out[ _-]?of[ _-]?stock|sold ?out|unavailable|немає в наявності|нема в наявності|нет в наличии|відсутн|отсутств|закінч|законч|არ არის მარაგ|缺货|售罄|无货/u
const IN = /^(yes|true|так|є|да|есть|კი|არის|有)$|in[ _-]?stock|^available|наявн|налич|на складі|на складе|მარაგშ|现货|有货/u

/** Whether a product can be had: by a word, or by how many of it there are. What is neither comes back as it was, for its reader to refuse. */
export function readStock(cell: string, count: number | undefined): string {
  const word = cell.normalize('NFKC').toLowerCase().trim()
  if (count !== undefined) return count > 0 ? 'in_stock' : 'out_of_stock'
  return OUT.test(word) ? 'out_of_stock' : IN.test(word) ? 'in_stock' : cell
}
