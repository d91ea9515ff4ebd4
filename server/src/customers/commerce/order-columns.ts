import { sql } from 'kysely'
import { shownName } from '../shown-name.ts'

/** An order as the API shows it, with whose it is and the shop's name. */
export const ORDER_COLUMNS = sql`o.id, o.external_id, o.contact_id, ${shownName('person')} as contact_name, o.store_id, s.name as store, o.state, o.currency, o.total_micro, o.refunded_micro, o.coupon, o.source, o.items, o.returns, o.origin, o.at, o.updated_at`
export const FROM_ORDERS = sql`purchase o left join store s on s.workspace_id = o.workspace_id and s.id = o.store_id
  join contact buyer on buyer.workspace_id = o.workspace_id and buyer.id = o.contact_id join contact person on person.workspace_id = buyer.workspace_id and person.id = buyer.person_id`
