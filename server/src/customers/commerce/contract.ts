import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, PageQuery, Time, TimeInput } from '../../accounts/index.ts'
import { NewContact } from '../contacts/index.ts'

const Micro = Type.Integer({ minimum: 0, maximum: 1e15, description: 'Millionths of the currency' })
const Text = (most: number) => Type.String({ minLength: 1, maxLength: most })
const Link = Type.String({ maxLength: 2000, pattern: '^https?://' })
const Key = Text(200)
export const AVAILABILITY = ['in_stock', 'out_of_stock', 'preorder', 'backorder'] as const
export const ORDER_STATES = ['placed', 'completed', 'ready', 'handed_over', 'refunded', 'cancelled'] as const

export const ProductInputSchema = Type.Object({
  external_id: Key, name: Text(500), description: Type.Optional(Nullable(Type.String({ maxLength: 5000 }))), url: Type.Optional(Nullable(Link)), image_url: Type.Optional(Nullable(Link)), category: Type.Optional(Nullable(Text(200))), brand: Type.Optional(Nullable(Text(200))),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217; the workspace\'s where absent' })), price_micro: Type.Optional(Nullable(Micro)), sale_price_micro: Type.Optional(Nullable(Micro)), availability: Type.Optional(Nullable(Choice(AVAILABILITY))),
}, { title: 'ProductInput', additionalProperties: false })
export const NewProducts = Type.Object({ products: Type.Array(ProductInputSchema, { minItems: 1, maxItems: 1000 }) }, { title: 'NewProducts', additionalProperties: false })
export const ProductsPut = Type.Object({ created: Type.Integer(), changed: Type.Integer(), unchanged: Type.Integer(), told: Type.Integer({ description: 'Interested people for whom "back in stock" or "price dropped" went on the log' }) }, { title: 'ProductsPut' })
export const Product = Type.Object({
  id: Id('prd'), external_id: Type.String(), name: Type.String(), description: Nullable(Type.String()), url: Nullable(Type.String()), image_url: Nullable(Type.String()), category: Nullable(Type.String()), brand: Nullable(Type.String()), currency: Nullable(Type.String()),
  price_micro: Nullable(Type.Integer()), sale_price_micro: Nullable(Type.Integer()), availability: Nullable(Choice(AVAILABILITY)), source: Type.String({ description: 'api, feed, import or event: where it was told' }), created_at: Time, updated_at: Time, archived_at: NullableTime,
}, { title: 'Product' })
export const ProductWithHistory = Type.Object({ ...Product.properties, changes: Type.Array(Type.Object({ at: Time, price_micro: Nullable(Type.Integer()), sale_price_micro: Nullable(Type.Integer()), availability: Nullable(Type.String()) })), interested: Type.Integer({ description: 'People with a recorded interest' }) }, { title: 'ProductWithHistory' })
export const InterestedPerson = Type.Object({ contact_id: Id('con'), name: Nullable(Type.String()), views: Type.Integer(), adds: Type.Integer(), bought: Type.Integer(), wished: Type.Boolean(), last_at: Time }, { title: 'InterestedPerson' })
export const ProductQuery = Type.Object({ ...PageQuery, search: Type.Optional(Type.String({ maxLength: 200 })), availability: Type.Optional(Choice(AVAILABILITY)), archived: Type.Optional(Type.Boolean()) })

const Item = Type.Object({ product_id: Key, name: Type.Optional(Nullable(Text(500))), price_micro: Type.Optional(Nullable(Micro)), quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }), category: Type.Optional(Nullable(Text(200))), brand: Type.Optional(Nullable(Text(200))), sku: Type.Optional(Nullable(Text(200))) }, { title: 'OrderItem' })
export const NewOrder = Type.Object({
  external_id: Type.String({ minLength: 1, maxLength: 200, description: 'Your number of the order; the same again updates it' }),
  contact_id: Type.Optional(Id('con')), contact: Type.Optional(NewContact),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })), total_micro: Micro, coupon: Type.Optional(Text(200)), store: Type.Optional(Type.String({ maxLength: 200, description: 'external_id of a store' })),
  state: Type.Optional(Choice(['placed', 'completed'])), items: Type.Optional(Type.Array(Item, { maxItems: 500 })), at: Type.Optional(TimeInput),
}, { title: 'NewOrder', additionalProperties: false })
const Returned = Type.Object({ product_id: Type.String(), name: Nullable(Type.String()), price_micro: Nullable(Type.Integer()), quantity: Type.Integer() }, { title: 'ReturnedLine' })
export const Order = Type.Object({
  id: Id('ord'), external_id: Type.String(), contact_id: Id('con'), contact_name: Nullable(Type.String({ description: 'The customer\'s name, else an address of theirs' })), store_id: Nullable(Type.String()), store: Nullable(Type.String({ description: 'Its name' })), state: Choice(ORDER_STATES), currency: Type.String(), total_micro: Type.Integer(), refunded_micro: Type.Integer(), coupon: Nullable(Type.String()),
  source: Type.String(), items: Type.Array(AnyObject, { description: 'Its lines; `returned` says how many of one came back' }),
  returns: Type.Array(Type.Object({ external_id: Nullable(Type.String()), at: Time, refund_micro: Type.Integer(), reason: Nullable(Type.String()), items: Type.Array(Returned), goods_stay: Type.Optional(Type.Boolean({ description: 'No money is left, and the customer keeps what did not come back' })) }), { description: 'What was given back, each time' }), origin: Type.String(), at: Time, updated_at: Time,
}, { title: 'Order' })
export const OrderQuery = Type.Object({ ...PageQuery, contact_id: Type.Optional(Id('con')), state: Type.Optional(Choice(ORDER_STATES)), store_id: Type.Optional(Id('str')), search: Type.Optional(Type.String({ maxLength: 200, description: 'The beginning of its number' })) })
export const OrderChange = Type.Object({ state: Choice(['completed', 'ready', 'handed_over', 'refunded', 'cancelled']), refund_micro: Type.Optional(Micro), goods_stay: Type.Optional(Type.Boolean({ description: 'Of a refund of all that is left: the customer keeps the goods, so none of them counts as returned' })), pickup_code: Type.Optional(Type.String({ maxLength: 20, description: 'Handing over needs the code that the customer was told' })) }, { title: 'OrderChange', additionalProperties: false })
export const NewReturn = Type.Object({
  external_id: Type.String({ minLength: 1, maxLength: 200, description: 'Your number of the return; the same again for this order changes nothing' }),
  lines: Type.Array(Type.Object({ product_id: Key, sku: Type.Optional(Nullable(Text(200))), price_micro: Type.Optional(Nullable(Micro)), quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, { additionalProperties: false }), { minItems: 1, maxItems: 500, description: 'Which goods and how many; where one product stands in the order at two prices, `sku` or `price_micro` tells which' }),
  refund_micro: Type.Optional(Type.Integer({ minimum: 0, maximum: 1e15, description: 'What is given back; absent, what the goods cost less their share of the order\'s reduction' })),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'Why; has to be said where less is given back than is due' })),
}, { title: 'NewReturn', additionalProperties: false })

export const StoreInput = Type.Object({
  external_id: Key, name: Text(200), address: Type.Optional(Nullable(Text(500))), city: Type.Optional(Nullable(Text(200))), country: Type.Optional(Nullable(Type.String({ pattern: '^[A-Z]{2}$' }))), phone: Type.Optional(Nullable(Text(40))), time_zone: Type.Optional(Nullable(Text(64))),
  hours: Type.Optional(Type.Record(Choice(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), Type.String({ pattern: '^\\d\\d:\\d\\d-\\d\\d:\\d\\d$' }))),
}, { title: 'StoreInput', additionalProperties: false })
export const Store = Type.Object({ id: Id('str'), external_id: Type.String(), name: Type.String(), address: Nullable(Type.String()), city: Nullable(Type.String()), country: Nullable(Type.String()), phone: Nullable(Type.String()), time_zone: Nullable(Type.String()), hours: AnyObject, created_at: Time, updated_at: Time }, { title: 'Store' })

const Named = Type.Object({ key: Type.String(), name: Nullable(Type.String()), n: Type.Integer() })
export const Commerce = Type.Object({
  currency: Type.String(), orders: Type.Integer(), revenue_micro: Type.Integer(), average_micro: Nullable(Type.Integer()), foreign_orders: Type.Integer({ description: 'In other currencies: counted, not summed' }), first_at: NullableTime, last_at: NullableTime,
  cart: Nullable(Type.Object({ items: Type.Array(AnyObject), currency: Nullable(Type.String()), url: Nullable(Type.String()), total_micro: Nullable(Type.Integer()), updated_at: Time })),
  recent: Type.Array(Order), interests: Type.Array(Type.Object({ product_key: Type.String(), name: Nullable(Type.String()), category: Nullable(Type.String()), views: Type.Integer(), adds: Type.Integer(), bought: Type.Integer(), wished: Type.Boolean(), last_at: Time })),
  favourite: Type.Object({ category: Nullable(Named), product: Nullable(Named), store: Nullable(Named) }),
}, { title: 'Commerce' })

export type NewOrderInput = Static<typeof NewOrder>
export type NewReturnInput = Static<typeof NewReturn>
export type OrderChangeInput = Static<typeof OrderChange>
export type ProductQueryInput = Static<typeof ProductQuery>
export type OrderQueryInput = Static<typeof OrderQuery>
