import type { Api } from '../../accounts/index.ts'
import { NewOrder, Order, putOrder } from '../commerce/index.ts'
import { logCall } from './calls.ts'
import { Call, FindQuery, Found, NewCall } from './contract.ts'
import { findAtCounter } from './find.ts'

export function counterRoutes(api: Api): void {
  const counter = { tag: 'Counter' }
  api.get('/v1/counter/customers', { id: 'findAtCounter', summary: 'A customer at the counter, by phone, e-mail, customer number or card', ...counter, permission: 'counter:use', query: FindQuery, answer: { 200: Found } }, (cx, { query }) => findAtCounter(cx, query.q))
  api.post('/v1/counter/orders', { id: 'putCounterOrder', summary: 'Record a purchase at the counter; its number is made by the till, so that it can be sent again after a loss of connection', ...counter, permission: 'orders:write', body: NewOrder, answer: { 201: Order } }, (cx, { body }) => putOrder(cx, body, 'counter'))
  api.post('/v1/calls', { id: 'logCall', summary: 'Log a call with its outcome and notes', tag: 'Calls', permission: 'calls:write', body: NewCall, answer: { 201: Call } }, (cx, { body }) => logCall(cx, body))
}
