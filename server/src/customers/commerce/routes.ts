import { Type } from 'typebox'
import { IdParams, List, Page, PageQuery, type Api } from '../../accounts/index.ts'
import { archiveProduct, archiveStore, getProduct, listInterested, listProducts, listStores, setProducts, setStore } from './catalogue.ts'
import { Commerce, InterestedPerson, NewOrder, NewProducts, NewReturn, Order, OrderChange, OrderQuery, Product, ProductQuery, ProductsPut, ProductWithHistory, Store, StoreInput } from './contract.ts'
import { changeOrder, getOrder, listOrders, putOrder } from './orders.ts'
import { getCommerce } from './profile.ts'
import { returnGoods } from './return-goods.ts'

export function commerceRoutes(api: Api): void {
  const read = { permission: 'contacts:read' as const }
  const orders = { tag: 'Orders' }
  api.get('/v1/orders', { id: 'listOrders', summary: 'Orders, newest first', ...orders, ...read, query: OrderQuery, answer: { 200: Page(Order) } }, (cx, { query }) => listOrders(cx, query))
  api.post('/v1/orders', { id: 'putOrder', summary: 'Record an order, or update the one with this number', ...orders, permission: 'orders:write', body: NewOrder, answer: { 201: Order } }, (cx, { body }) => putOrder(cx, body))
  api.get('/v1/orders/{id}', { id: 'getOrder', summary: 'One order', ...orders, ...read, params: IdParams('ord'), answer: { 200: Order } }, (cx, { params }) => getOrder(cx, params.id))
  api.patch('/v1/orders/{id}', { id: 'changeOrder', summary: 'Ready, handed over, refunded, cancelled', ...orders, permission: 'orders:write', params: IdParams('ord'), body: OrderChange, answer: { 200: Order } }, (cx, { params, body }) => changeOrder(cx, params.id, body))
  api.post('/v1/orders/{id}/returns', { id: 'returnGoods', summary: 'Take goods of an order back', ...orders, permission: 'orders:write', params: IdParams('ord'), body: NewReturn, answer: { 201: Order } }, (cx, { params, body }) => returnGoods(cx, params.id, body))
  api.get('/v1/contacts/{id}/commerce', { id: 'getCommerce', summary: 'What a person bought, has in the basket and looked at', ...orders, ...read, params: IdParams('con'), answer: { 200: Commerce } }, (cx, { params }) => getCommerce(cx, params.id))

  const catalogue = { tag: 'Catalogue' }
  api.get('/v1/products', { id: 'listProducts', summary: 'Products, the last changed first', ...catalogue, ...read, query: ProductQuery, answer: { 200: Page(Product) } }, (cx, { query }) => listProducts(cx, query))
  api.post('/v1/products', { id: 'putProducts', summary: 'Create or update products by their external id', ...catalogue, permission: 'catalogue:write', body: NewProducts, body_limit_bytes: 5_000_000, answer: { 200: ProductsPut } }, (cx, { body }) => setProducts(cx, body.products))
  api.get('/v1/products/{id}', { id: 'getProduct', summary: 'One product with the history of its price and stock', ...catalogue, ...read, params: IdParams('prd'), answer: { 200: ProductWithHistory } }, (cx, { params }) => getProduct(cx, params.id))
  api.get('/v1/products/{id}/interested', { id: 'listInterested', summary: 'Whom the number of the interested counts', ...catalogue, ...read, params: IdParams('prd'), query: Type.Object(PageQuery), answer: { 200: Page(InterestedPerson) } }, (cx, { params, query }) => listInterested(cx, params.id, query))
  api.delete('/v1/products/{id}', { id: 'archiveProduct', summary: 'Take a product out of the catalogue', ...catalogue, permission: 'catalogue:write', params: IdParams('prd'), answer: { 204: null } }, (cx, { params }) => archiveProduct(cx, params.id))
  api.get('/v1/stores', { id: 'listStores', summary: 'All shops', ...catalogue, ...read, answer: { 200: List(Store) } }, (cx) => listStores(cx))
  api.put('/v1/stores', { id: 'putStore', summary: 'Create or change a shop by its external id', ...catalogue, permission: 'catalogue:write', body: StoreInput, answer: { 200: Store } }, (cx, { body }) => setStore(cx, body))
  api.delete('/v1/stores/{id}', { id: 'archiveStore', summary: 'Close a shop', ...catalogue, permission: 'catalogue:write', params: IdParams('str'), answer: { 204: null } }, (cx, { params }) => archiveStore(cx, params.id))
}
