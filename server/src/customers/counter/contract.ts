import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, Time, TimeInput } from '../../accounts/index.ts'
import { Order } from '../commerce/index.ts'

export const FindQuery = Type.Object({ q: Type.String({ minLength: 3, maxLength: 300, description: 'A phone, an e-mail, a customer number, or what the QR code of a card says' }) })

/** What somebody at a counter needs to see of a customer, and no more. */
export const CounterCustomer = Type.Object({
  contact_id: Id('con'), name: Nullable(Type.String()), email: Nullable(Type.String()), phone: Nullable(Type.String()), locale: Nullable(Type.String()), card: Type.String({ description: 'What the QR code of their card says' }),
  consents: Type.Array(Type.Object({ medium: Type.String(), state: Choice(['opted_in', 'opted_out']), at: Time })),
  currency: Type.String(), orders: Type.Integer(), revenue_micro: Type.Integer(), last_at: NullableTime,
  recent: Type.Array(Order), waiting: Type.Array(Order, { description: 'Ordered online, to be handed over here' }),
  cart: Nullable(Type.Object({ items: Type.Array(AnyObject), updated_at: Time })),
  viewed: Type.Array(Type.Object({ product_key: Type.String(), name: Nullable(Type.String()), wished: Type.Boolean(), last_at: Time })),
}, { title: 'CounterCustomer' })
export const Found = Type.Object({ customers: Type.Array(CounterCustomer) }, { title: 'CounterFound' })

export const Desk = Type.Object({
  stores: Type.Array(Type.Object({ external_id: Type.String(), name: Type.String(), city: Nullable(Type.String()) })),
  topics: Type.Array(Type.Object({ id: Id('top'), name: AnyObject, description: AnyObject })),
}, { title: 'CounterDesk' })
export const GoodsQuery = Type.Object({ search: Type.String({ minLength: 1, maxLength: 200, description: 'A part of the name, brand or category, or the product\'s external id' }) })
export const Goods = Type.Object({
  external_id: Type.String(), name: Type.String(), category: Nullable(Type.String()), brand: Nullable(Type.String()), currency: Nullable(Type.String()), price_micro: Nullable(Type.Integer()), sale_price_micro: Nullable(Type.Integer()), availability: Nullable(Type.String()),
}, { title: 'CounterGoods' })

export const OUTCOMES = ['answered', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'call_back'] as const
export const NewCall = Type.Object({
  contact_id: Type.Optional(Id('con')), phone: Type.Optional(Type.String({ maxLength: 40, description: 'As it was dialled or shown; an unknown number becomes a contact' })),
  external_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'The telephone system\'s id of the call; the same again changes nothing' })),
  direction: Choice(['in', 'out']), outcome: Choice(OUTCOMES), duration_s: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })), notes: Type.Optional(Type.String({ maxLength: 5000 })), at: Type.Optional(TimeInput),
}, { title: 'NewCall', additionalProperties: false })
export const Call = Type.Object({ contact_id: Id('con'), recorded: Type.Boolean({ description: 'false: this call was told before' }), at: Time }, { title: 'Call' })
export type NewCallInput = Static<typeof NewCall>
