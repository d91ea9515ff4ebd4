import { List, type Api } from '../../accounts/index.ts'
import { NewOrder, Order, putOrder } from '../commerce/index.ts'
import { NewContact } from '../contacts/index.ts'
import { logCall } from './calls.ts'
import { Call, CounterCustomer, Desk, FindQuery, Found, Goods, GoodsQuery, NewCall } from './contract.ts'
import { addAtCounter, describeDesk, searchGoods } from './desk.ts'
import { findAtCounter } from './find.ts'

export function counterRoutes(api: Api): void {
  const counter = { tag: 'Counter' }
  api.get('/v1/counter/customers', { id: 'findAtCounter', summary: 'A customer at the counter, by phone, e-mail, customer number or card', ...counter, permission: 'counter:use', query: FindQuery, answer: { 200: Found } }, (cx, { query }) => findAtCounter(cx, query.q))
  api.post('/v1/counter/customers', { id: 'addAtCounter', summary: 'Somebody new at the counter, or more of somebody known: consents too', ...counter, permission: 'contacts:write', body: NewContact, answer: { 201: CounterCustomer } }, (cx, { body }) => addAtCounter(cx, body))
  api.get('/v1/counter/products', { id: 'searchGoods', summary: 'Products for the counter, by a part of their name or by their number', ...counter, permission: 'counter:use', query: GoodsQuery, answer: { 200: List(Goods) } }, (cx, { query }) => searchGoods(cx, query.search))
  api.get('/v1/counter/desk', { id: 'describeDesk', summary: 'The shops and the topics of consent, for a counter', ...counter, permission: 'counter:use', answer: { 200: Desk } }, (cx) => describeDesk(cx))
  api.post('/v1/counter/orders', { id: 'putCounterOrder', summary: 'Record a purchase at the counter; its number is made by the till, so that it can be sent again after a loss of connection', ...counter, permission: 'orders:write', body: NewOrder, answer: { 201: Order } }, (cx, { body }) => putOrder(cx, body, 'counter'))
  api.post('/v1/calls', { id: 'logCall', summary: 'Log a call with its outcome and notes', tag: 'Calls', permission: 'calls:write', body: NewCall, answer: { 201: Call } }, (cx, { body }) => logCall(cx, body))
}
