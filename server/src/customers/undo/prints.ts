import { sql, type RawBuilder } from 'kysely'

// A print of a row is all that it says, hashed: two are the same where nobody changed anything in between. What only we keep
// (when it was written, how it is searched) is no part of it.

export const orderPrint = (o: string): RawBuilder<string> => {
  const c = (name: string) => sql.ref(`${o}.${name}`)
  return sql<string>`md5(jsonb_build_array(${c('contact_id')}, ${c('store_id')}, ${c('state')}, ${c('currency')}, ${c('total_micro')}, ${c('refunded_micro')}, ${c('coupon')}, ${c('items')}, ${c('pickup_code')}, ${c('source')})::text)`
}

export const productPrint = (p: string): RawBuilder<string> => {
  const c = (name: string) => sql.ref(`${p}.${name}`)
  return sql<string>`md5(jsonb_build_array(${c('name')}, ${c('description')}, ${c('url')}, ${c('image_url')}, ${c('category')}, ${c('brand')}, ${c('currency')}, ${c('price_micro')}, ${c('sale_price_micro')}, ${c('availability')}, ${c('source')}, ${c('archived_at')}, ${c('feed_id')})::text)`
}

/** A contact with its addresses, traits and tags. What is computed from events changes by itself, and is no part of it. */
export const contactPrint = (p: string): RawBuilder<string> => {
  const c = (name: string) => sql.ref(`${p}.${name}`)
  const of = (alias: string) => sql`${sql.ref(`${alias}.workspace_id`)} = ${c('workspace_id')} and ${sql.ref(`${alias}.contact_id`)} = ${c('id')}`
  return sql<string>`md5(jsonb_build_array(${c('person_id')}, ${c('name')}, ${c('given_name')}, ${c('family_name')}, ${c('patronymic')}, ${c('call_name')}, ${c('locale')}, ${c('time_zone')}, ${c('archived_at')},
    (select jsonb_agg(jsonb_build_array(pi.kind, pi.value) order by pi.kind, pi.value) from identity pi where ${of('pi')}),
    (select jsonb_agg(jsonb_build_array(pt.trait_id, pt.text_value, pt.float_value, pt.time_value) order by pt.trait_id) from contact_trait pt join trait pd on pd.workspace_id = pt.workspace_id and pd.id = pt.trait_id and not pd.computed where ${of('pt')}),
    (select jsonb_agg(pg.tag order by pg.tag) from contact_tag pg where ${of('pg')}))::text)`
}
