import type { ImportKind } from '../contract.ts'
import { contactsKind } from './contacts.ts'
import { eventsKind } from './events.ts'
import type { Kind } from './kind.ts'
import { ordersKind } from './orders.ts'
import { productsKind } from './products.ts'

export type { Told } from './kind.ts'
export const KIND: Readonly<Record<ImportKind, Kind>> = { contacts: contactsKind, orders: ordersKind, events: eventsKind, products: productsKind }
